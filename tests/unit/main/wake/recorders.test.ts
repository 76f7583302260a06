import { describe, expect, it } from 'vitest'
import {
  recorderInLine,
  watchControlCentre,
} from '../../../../electron/main/platform/recorders/macos.ts'
import {
  recorderIn,
  watchPulseAudio,
} from '../../../../electron/main/platform/recorders/pulse-audio.ts'
import {
  recorderInStore,
  watchConsentStore,
} from '../../../../electron/main/platform/recorders/windows.ts'
import { VirtualTime } from '../../../support/virtual-time.ts'

/** As PulseAudio 16.1 told it of Electron 33.2.1. */
const stream = (pid: string, more: Readonly<Record<string, unknown>> = {}) => ({
  index: 4,
  source: 1,
  corked: false,
  resample_method: 'copy',
  sample_specification: 's16le 1ch 48000Hz',
  properties: {
    'application.name': 'Chromium input',
    'application.process.id': pid,
    'application.process.binary': 'chrome',
    'media.name': 'RecordStream',
  },
  ...more,
})
const SOURCES = JSON.stringify([
  { index: 1, name: 'alsa_input.usb-headset' },
  { index: 2, name: 'alsa_output.pci.monitor' },
])
const inPulse = (...streams: readonly unknown[]) =>
  recorderIn(JSON.stringify(streams), SOURCES, new Set(['2177']))

describe('recordings of PulseAudio', () => {
  it('are of another application where another process made them', () => {
    expect(inPulse(stream('2177'))).toBeNull()
    expect(inPulse(stream('2177'), stream('900'))).toBe('chrome')
    expect(inPulse()).toBeNull()
  })

  it('have the name that people know', () => {
    const properties = { 'application.name': 'ZOOM VoiceEngine', 'application.process.id': '7' }
    expect(inPulse(stream('7', { properties }))).toBe('ZOOM VoiceEngine')
    expect(inPulse(stream('7', { properties: { 'application.process.id': '7' } }))).toBe('')
  })

  it('are none where the stream stands still, listens to a loudspeaker, or is a meter or a module', () => {
    expect(inPulse(stream('7', { corked: true }))).toBeNull()
    expect(inPulse(stream('7', { source: 2 }))).toBeNull()
    expect(inPulse(stream('7', { resample_method: 'peaks' }))).toBeNull()
    expect(inPulse(stream('7', { sample_specification: 'float32le 1ch 25Hz' }))).toBeNull()
    expect(inPulse(stream('7', { properties: { 'media.role': 'filter' } }))).toBeNull()
  })

  it('are looked at once for a burst of events, and what cannot be read is not told', async () => {
    const time = new VirtualTime()
    let line = (_line: string): void => undefined
    let answer = JSON.stringify([stream('900')])
    let lists = 0
    let changes = 0
    const watch = watchPulseAudio({
      follow: (_command, _options, on) => {
        line = on.line
        return () => undefined
      },
      run: async (_command, options) => {
        lists += 1
        return options.includes('sources') ? SOURCES : answer
      },
      clock: time.clock,
      ownPids: () => new Set(),
      onChange: () => (changes += 1),
    })
    expect(watch.isTold()).toBeNull()
    await time.advanceAsync(1000)
    expect([watch.recordedBy(), watch.isTold(), changes, lists]).toEqual(['chrome', true, 1, 2])
    answer = '[]'
    for (let n = 0; n < 5; n += 1) line("Event 'remove' on source-output #4")
    line("Event 'change' on sink #0")
    await time.advanceAsync(1000)
    expect([watch.recordedBy(), changes, lists]).toEqual([null, 2, 4])
    answer = 'Connection failure'
    line("Event 'new' on source-output #5")
    await time.advanceAsync(1000)
    expect(watch.isTold()).toBe(false)
    watch.dispose()
    expect(time.waiting).toBe(0)
  })

  it('are told of again after the sound server was restarted', async () => {
    const time = new VirtualTime()
    let end = (_failed: boolean): void => undefined
    let follows = 0
    const watch = watchPulseAudio({
      follow: (_command, _options, on) => {
        follows += 1
        end = on.end
        return () => undefined
      },
      run: async (_command, options) =>
        options.includes('sources') ? SOURCES : JSON.stringify([stream('900')]),
      clock: time.clock,
      ownPids: () => new Set(),
      onChange: () => undefined,
    })
    await time.advanceAsync(1000)
    end(true)
    expect([watch.isTold(), watch.recordedBy()]).toEqual([false, null])
    await time.advanceAsync(10_000)
    expect([watch.isTold(), watch.recordedBy(), follows]).toEqual([true, 'chrome', 2])
    end(true)
    watch.dispose()
    await time.advanceAsync(10_000)
    expect([follows, time.waiting]).toEqual([2, 0])
  })

  it('are unknown where there is no pactl', () => {
    const time = new VirtualTime()
    let changes = 0
    const watch = watchPulseAudio({
      follow: (_command, _options, on) => {
        on.end(true)
        return () => undefined
      },
      run: () => Promise.reject(new Error('ENOENT')),
      clock: time.clock,
      ownPids: () => new Set(),
      onChange: () => (changes += 1),
    })
    expect([watch.isTold(), watch.recordedBy(), changes]).toEqual([false, null, 1])
    watch.dispose()
    expect(time.waiting).toBe(0)
  })
})

const STORE = 'HKEY_CURRENT_USER\\Software\\Microsoft\\ConsentStore\\microphone'
const entry = (key: string, start: string, stop: string) =>
  `${STORE}\\${key}\r\n    Value    REG_SZ    Allow\r\n    LastUsedTimeStart    REG_QWORD    0x${start}\r\n    LastUsedTimeStop    REG_QWORD    0x${stop}\r\n\r\n`
const OWN = 'C:\\Program Files\\Warbler\\Warbler.exe'

describe('the consent store of Windows', () => {
  it('names whoever has begun and not stopped, but for ourselves', () => {
    const zoom = entry('NonPackaged\\C:#Program Files#Zoom#bin#Zoom.exe', '1db3a', '0')
    const ours = entry('NonPackaged\\C:#Program Files#Warbler#Warbler.exe', '1db3a', '0')
    const done = entry('NonPackaged\\C:#Tools#Recorder.exe', '1db3a', '1db3b')
    const never = entry('NonPackaged\\C:#Tools#Other.exe', '0', '0')
    const skype = entry('Microsoft.SkypeApp_kzf8qxf38zg5c', '1db3a', '0')
    expect(recorderInStore(ours + done + never, OWN)).toBeNull()
    expect(recorderInStore(ours + zoom, OWN)).toBe('Zoom')
    expect(recorderInStore(done + skype, OWN)).toBe('Microsoft.SkypeApp')
    expect(recorderInStore('', OWN)).toBeNull()
  })

  it('is asked again and again, and not any more once nobody needs it', async () => {
    const time = new VirtualTime()
    let asked = 0
    let fails = false
    const watch = watchConsentStore({
      run: () => {
        asked += 1
        return fails ? Promise.reject(new Error('no reg')) : Promise.resolve('')
      },
      clock: time.clock,
      ownPath: OWN,
      onChange: () => undefined,
    })
    await time.advanceAsync(6500)
    expect([asked, watch.isTold()]).toEqual([3, true])
    fails = true
    await time.advanceAsync(3000)
    expect(watch.isTold()).toBe(false)
    watch.dispose()
    await time.advanceAsync(10_000)
    expect(asked).toBe(4)
  })
})

const controlCentre = (list: string) =>
  JSON.stringify({ eventMessage: `Active activity attributions changed to ${list}` })

describe('the control centre of macOS', () => {
  it('names who the orange dot stands for', () => {
    expect(recorderInLine(controlCentre('["mic:us.zoom.xos","cam:us.zoom.xos"]'))).toBe('xos')
    expect(recorderInLine(controlCentre('["mic:com.github.Electron"]'))).toBeNull()
    expect(recorderInLine(controlCentre('["cam:us.zoom.xos"]'))).toBeNull()
    expect(recorderInLine(controlCentre('[]'))).toBeNull()
    expect(recorderInLine('Filtering the log data')).toBeUndefined()
  })

  it('does not tell where its log may not be read', () => {
    let end = (_failed: boolean): void => undefined
    let changes = 0
    const watch = watchControlCentre({
      follow: (_command, _options, on) => {
        end = on.end
        return () => undefined
      },
      onChange: () => (changes += 1),
    })
    end(true)
    expect([watch.isTold(), watch.recordedBy(), changes]).toEqual([false, null, 1])
  })
})
