import { removeProfile, temporaryProfile } from '../support/running-warbler.ts'
import { figure, present, type Section } from './figure.ts'
import { openRoom } from './room.ts'
import { startPlainly, type StartTimes } from './start-plain.ts'

/** Start of the process to a visible window and to everything ready to listen. */
export const measureStart = async (count: number): Promise<readonly Section[]> => {
  const room = await openRoom()
  const profile = await temporaryProfile()
  try {
    const first = await startPlainly(room, profile)
    const later: StartTimes[] = []
    for (let run = 0; run < count; run++) later.push(await startPlainly(room, profile))
    return [
      {
        title: 'Start (models present, files in the page cache, open conversation switched on)',
        figures: present([
          figure(
            'process start → first window visible',
            'ms',
            later.map(({ windowVisibleMs }) => windowVisibleMs),
          ),
          figure(
            'process start → listening',
            'ms',
            later.map(({ partsMs }) =>
              Math.max(partsMs['microphone'] ?? NaN, partsMs['stt'] ?? NaN),
            ),
          ),
          figure(
            'process start → everything ready',
            'ms',
            later.map(({ readyMs }) => readyMs),
          ),
          ...['microphone', 'stt', 'llm', 'tts'].map((part) =>
            figure(
              `  process start → ${part} ready`,
              'ms',
              present(later.map(({ partsMs }) => partsMs[part])),
            ),
          ),
        ]),
        notes: [
          `first start of a new profile, not counted: window ${first.windowVisibleMs} ms, everything ready ${first.readyMs} ms`,
          'listening: microphone, hotkey and speech to text are ready, so that what is said is heard and its words are shown; the answer waits for the rest. A debugger is attached through the DevTools port and takes part of the machine meanwhile',
        ],
      },
    ]
  } finally {
    await removeProfile(profile)
    await room.dispose()
  }
}
