import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createValueStore } from '../../../renderer/bridge/value-store.ts'
import { LeftSpeechPanel } from '../../../renderer/transcript/speech/left-speech-panel.tsx'
import { SpeechContext } from '../../../renderer/transcript/speech/speech-context.ts'
import type { SpeechStore, SpeechView } from '../../../renderer/transcript/speech/speech-store.ts'

const nothing = () => undefined

const shown = (editing: string | null): string => {
  const view: SpeechView = {
    kept: new Set(),
    playing: null,
    left: [
      { id: 'left-1-2', startedAtMs: 1, durationMs: 900 },
      { id: 'left-3-4', startedAtMs: 3, durationMs: 900 },
    ],
    engines: [],
    trial: null,
    editing,
    learned: null,
    failure: null,
  }
  const { get, subscribe } = createValueStore(view)
  const speech: SpeechStore = {
    get,
    subscribe,
    toggle: nothing,
    transcribe: nothing,
    dropTrial: nothing,
    takeTrial: nothing,
    edit: nothing,
    correct: nothing,
    removeLeft: nothing,
    lookAtEngines: nothing,
    dispose: nothing,
  }
  return renderToStaticMarkup(
    <SpeechContext value={speech}>
      <LeftSpeechPanel />
    </SpeechContext>,
  )
}

it('has a place to write the words of what was not understood, one at a time', () => {
  expect(shown(null).match(/speechJournal\.left\.write/g)?.length).toBeGreaterThanOrEqual(2)
  expect(shown(null)).not.toContain('<textarea')
  expect(shown('left-3-4').match(/<textarea/g)).toHaveLength(1)
  expect(shown('left-3-4')).toMatch(/data-left="left-3-4".*<textarea/)
})
