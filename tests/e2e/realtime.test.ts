import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningWarbler } from '../support/running-warbler.ts'
import { RECORDED_SCRIPT } from '../support/providers/recorded-script.ts'
import { startRealtimeServer, type RealtimeServer } from '../support/providers/realtime-server.ts'
import { silenceAfterMs } from '../support/sound-lab/measure.ts'
import { transcribe } from '../support/sound-lab/transcribe.ts'
import { askByHold, clip } from './exchange.ts'
import { expectHeard, holdAndAsk, openScene, untilPhase, type Scene } from './scene.ts'

/** A conversation with a service that hears and speaks by itself, and what happens when it goes away. */

const KEY = 'rt-0f5d8a21c3'

describe('speech to speech', () => {
  let scene: Scene
  let warbler: RunningWarbler
  let server: RealtimeServer

  beforeAll(async () => {
    server = await startRealtimeServer({ script: RECORDED_SCRIPT, apiKey: KEY })
    const profile = await mkdtemp(join(tmpdir(), 'warbler-realtime-'))
    await mkdir(profile, { recursive: true })
    await writeFile(
      join(profile, 'settings.json'),
      JSON.stringify({
        providers: [
          {
            id: 'loop',
            preset: 'custom',
            name: 'Loopback',
            baseUrl: server.baseUrl,
            realtime: { model: 'gpt-realtime', voice: 'marin' },
          },
        ],
        engineOrder: { stt: ['local'], llm: ['realtime:loop', 'local'], tts: ['local'] },
      }),
    )
    scene = await openScene()
    warbler = await scene.start({ profile, env: { WARBLER_KEY_LOOP: KEY } })
  })
  afterAll(async () => {
    await scene.dispose()
    await server.close()
  })

  it('is heard at the loudspeaker, and stands in the transcript', async () => {
    const recording = await scene.lab.startRecording()
    const record = await askByHold(scene, warbler, clip('capital-of-france'))
    expect(record).toMatchObject({ outcome: 'answered', engines: { llm: 'loop/gpt-realtime' } })
    const turns = await warbler.turns()
    expectHeard(turns[0]?.text ?? '', 'What is the capital of France?')
    expect(turns[1]).toMatchObject({ text: 'The capital of France is Paris.', status: 'complete' })
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    expect(await transcribe(loudspeakerChannel, sampleRateHz)).toMatch(/capital of Franc/i)
    // It heard the question itself.
    expect(server.sessions.flatMap((session) => session.heard())).toHaveLength(1)
  })

  it('falls silent when it is spoken over, and the service is told where', async () => {
    const recording = await scene.lab.startRecording()
    await holdAndAsk(scene, warbler, clip('lighthouse-story'), recording)
    await untilPhase(warbler, 'speaking')
    await new Promise((pause) => setTimeout(pause, 1500))
    const played = await scene.lab.playInto(recording, clip('stop-talking'))
    await untilPhase(warbler, 'idle')
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    const silent = silenceAfterMs(loudspeakerChannel, sampleRateHz, played.soundStartsAtSample, {
      silentForMs: 300,
    })
    expect(silent).not.toBeNull()
    const reply = (await warbler.turns()).find(({ status }) => status === 'interrupted')
    expect(reply?.speaker).toBe('assistant')
    expect(reply?.text).toMatch(/^On a rock/)
    const truncation = server.sessions
      .flatMap(({ received }) => received)
      .find(({ type }) => type === 'conversation.item.truncate')
    expect(truncation).toMatchObject({ content_index: 0 })
  })

  it('is taken over by this computer when the service goes away, and no question is lost', async () => {
    await server.goAway()
    const record = await askByHold(scene, warbler, clip('days-in-a-week'))
    expect(record).toMatchObject({ outcome: 'answered', engines: { llm: 'qwen2.5-0.5b' } })
    const turns = await warbler.turns()
    expectHeard(turns.at(-2)?.text ?? '', 'How many days are in a week?')
    expect(turns.at(-1)?.status).toBe('complete')
    const { inUse } = await warbler.snapshot()
    expect(inUse.llm).toMatchObject({ model: 'qwen2.5-0.5b' })
    expect(inUse.llm?.because?.code).toMatch(/^provider\./)
  })

  it('is used again when it is back, which is said in front of its own voice', async () => {
    await server.comeBack()
    await warbler.until(
      'the service in use',
      ({ inUse }) => inUse.llm?.model === 'loop/gpt-realtime',
      60_000,
    )
    const recording = await scene.lab.startRecording()
    const record = await askByHold(scene, warbler, clip('spider-legs'))
    expect(record).toMatchObject({ outcome: 'answered', engines: { llm: 'loop/gpt-realtime' } })
    expect((await warbler.turns()).at(-1)?.text).toBe('A spider has eight legs.')
    // Said by the voice of this computer, once and whole, and then the reply from its first word on.
    const { loudspeakerChannel, sampleRateHz } = await recording.read(0)
    const heard = await transcribe(loudspeakerChannel, sampleRateHz)
    // "Loopback is back" is hard to hear for a recogniser that does not know the name.
    expect(heard).toMatch(/back.*\bspider\b.*\b(?:eight|8)\b/is)
    expect(heard.match(/\bspider\b/gi)).toHaveLength(1)
    // The new session was told the conversation in words.
    const told = server.sessions
      .at(-1)
      ?.received.filter(({ type }) => type === 'conversation.item.create')
    expect(told?.length).toBeGreaterThanOrEqual(4)
  })
})
