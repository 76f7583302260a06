import {
  FRAME_MS,
  FRAME_SAMPLES,
  MICROPHONE_SAMPLE_RATE_HZ,
  type AudioCommand,
  type AudioEvent,
  type MicrophoneMessage,
  type PlaybackMessage,
  type TurnMessage,
} from '../../electron/contracts/audio.ts'
import type { WindowBridge } from '../../electron/contracts/ipc.ts'
import type { WakeMessage } from '../../electron/contracts/wake.ts'
import { EchoFree } from './capture/echo-free.ts'
import { createFrameClock } from './capture/frame-clock.ts'
import { createFrameRing } from './capture/frame-ring.ts'
import { createFrameSource, startFrames, type SourceFrame } from './capture/frame-source.ts'
import { Microphone } from './capture/microphone.ts'
import { openMicrophone, resolveMicrophone } from './capture/open-microphone.ts'
import { Rest } from './capture/rest.ts'
import { systemClock } from './clock.ts'
import { loadSilero } from './detection/silero.ts'
import { SpeechDetector } from './detection/speech-detector.ts'
import { settled } from './device-changes.ts'
import type { DeviceList } from '../../electron/contracts/devices.ts'
import { deviceListOf, idOf } from './devices/device-list.ts'
import { createDeviceReport, soundDevicesOf } from './devices/sound-devices.ts'
import { createSpeechCheck } from './devices/speech-check.ts'
import { createLevelMeter } from './level-meter.ts'
import { createAudibleSpan } from './playback/audible-span.ts'
import { EchoMeter } from './likeness/echo-meter.ts'
import { SpokenLevels } from './likeness/spoken-levels.ts'
import { Earcons } from './playback/earcons.ts'
import { KeptPlayer } from './playback/kept-player.ts'
import { Player } from './playback/player.ts'
import { createPreviewer } from './playback/previewer.ts'
import { ReflexDuck } from './playback/reflex-duck.ts'
import { createWebAudioLoudspeaker } from './playback/web-audio-loudspeaker.ts'
import { createSharedClock } from './shared-clock.ts'
import { UtteranceLedger } from './utterances/utterance-ledger.ts'
import { Utterances } from './utterances/utterances.ts'
import { WakeFeed } from './wake/wake-feed.ts'

/** The composition root of the audio window: it wires and decides nothing. */

/** 10 s: pre-roll, what a busy machine's detector may lag behind, and what was said since a wake phrase. */
const RING_FRAMES = 313
/** 10 minutes, 38 MB: longer than any utterance that main lets run. */
const LEDGER_FRAMES = Math.ceil((10 * 60_000) / FRAME_MS)

/**
 * Who presses a key speaks at once, often right after the reply: the canceller, which takes speech
 * for ringing, is left earlier than where it is waited for whether anybody speaks.
 */
const ASKED_RINGING_MS = 100

/**
 * How sure the voice detector is before the microphone's sound waits no more, and for how long it does
 * not: longer than the pauses of a phrase.
 */
const VOICE = 0.2
const AWAKE_MS = 1500

declare global {
  interface Window {
    readonly warbler: WindowBridge<'audio'>
  }
}

const bridge = window.warbler
const clock = createSharedClock(systemClock)
/** Sets this window's clock by main's. */
const askTime = async (): Promise<void> => {
  const askedOwnMs = systemClock.nowMs()
  const answer = await bridge.request('audio.time', {})
  if (answer.ok) clock.observe(askedOwnMs, answer.value, systemClock.nowMs())
}
const report = (event: AudioEvent) => void bridge.request('audio.event', event)

const replySpan = createAudibleSpan()
const earconSpan = createAudibleSpan()
const loudspeaker = createWebAudioLoudspeaker(clock)
const spoken = new SpokenLevels(loudspeaker.sampleRateHz)
const meter = new EchoMeter(spoken)
const audible: typeof replySpan = {
  ...replySpan,
  mark: (fromMs, untilMs) => {
    replySpan.mark(fromMs, untilMs)
    rest.stayAwakeFor(untilMs - clock.nowMs() + AWAKE_MS)
    echoFree.expectReply()
  },
}
const player = new Player({
  clock,
  loudspeaker,
  spoken,
  audible,
  report,
  record: {
    isOn: () => configuration.keepReplies === true,
    take: (generation, { samples, sampleRateHz, chunks }) => {
      const bytes = new Uint8Array(samples.buffer)
      const kept = { generation, sampleRateHz, samples: bytes, chunks: [...chunks] }
      void bridge.request('audio.reply-sound', kept)
    },
  },
})
const previewer = createPreviewer(
  { clock, loudspeaker, spoken, audible },
  (sound) => void bridge.request('audio.preview', sound),
)
const keptPlayer = new KeptPlayer({
  clock,
  loudspeaker,
  report: (playback) => void bridge.request('audio.kept-playback', playback),
  useVolume: (volume) => loudspeaker.setVolume(volume ?? configuration.volume),
})
const SILENT_FRAME = new Float32Array(FRAME_SAMPLES)
const reflex = new ReflexDuck({ clock, hold: (held) => player.hold(held) })
const earcons = new Earcons({ clock, loudspeaker, audible: earconSpan })

let configuration: Extract<AudioCommand, { type: 'configure' }> = {
  type: 'configure',
  listeningAllowed: false,
  keepWarm: false,
  waiting: false,
  knowsVoices: false,
  levels: false,
  inputDeviceId: null,
  outputDeviceId: null,
  inputDeviceName: null,
  outputDeviceName: null,
  earcons: true,
  volume: 1,
}
let active = false
/** The utterance that is listened to was asked for with a key. */
let asked = false
let microphonePort: MessagePort | null = null
let playbackPort: MessagePort | null = null
let turnPort: MessagePort | null = null
/** To and from a language model that hears and speaks by itself, where there is one. */
let speechPort: MessagePort | null = null
let voicePort: MessagePort | null = null
/** To the wake detector. */
let wakePort: MessagePort | null = null
let sequence = 0
let inputLatencyMs = 0
let frameClock = createFrameClock(MICROPHONE_SAMPLE_RATE_HZ)

const ring = createFrameRing(RING_FRAMES)
const rest = new Rest({
  clock: systemClock,
  isAllowed: () => !active && !configuration.levels,
})
const levelMeter = createLevelMeter((level) => void bridge.request('audio.level', level))
const detector = new SpeechDetector(
  loadSilero,
  (frame, probability) => {
    if (probability > VOICE) rest.stayAwakeFor(AWAKE_MS)
    if (configuration.levels) speechCheck.judge(probability)
    if (active) utterances.judge(frame, probability)
    else if (isWaiting()) wakeFeed.judge(frame, probability)
  },
  (error) => report({ type: 'detection-failed', error }),
  () => report({ type: 'detection-works' }),
)

const speechCheck = createSpeechCheck(() => void bridge.request('audio.speech', {}))
const isWaiting = () => configuration.listeningAllowed && configuration.waiting
const wakeFeed = new WakeFeed({
  ring,
  detector: { push: (frame) => detector.push(frame) },
  // Copied, never transferred (see `MicrophoneMessage`).
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
  send: (message) => wakePort?.postMessage(message),
})

const utterances = new Utterances({
  clock,
  ring,
  ledger: new UtteranceLedger(LEDGER_FRAMES),
  detector,
  // Copied, never transferred (see `MicrophoneMessage`).
  send: (message: MicrophoneMessage) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    microphonePort?.postMessage(message)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    speechPort?.postMessage(message)
  },
  report: (event) => {
    if (event.type === 'speech-start') wakeLoudspeaker()
    report(event)
  },
  askTurn: (utterance, endSample, samples) => {
    const message: TurnMessage = { type: 'score', utterance, endSample, samples }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    turnPort?.postMessage(message)
  },
  askVoice: (utterance, samples) => {
    if (!configuration.knowsVoices) return
    const message: WakeMessage = { type: 'voice', utterance, samples }
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has none
    wakePort?.postMessage(message)
  },
  onJudged: (frame) => reflex.hear(frame),
  onActiveChange: (next) => {
    active = next
    rest.end()
    if (next) wakeFeed.stop()
    else reflex.release()
    wantMicrophone()
  },
})

const onSourceFrame = ({ samples, endSample }: SourceFrame) => {
  frameClock.observe(endSample, clock.nowMs())
  const startedAtMs = frameClock.atMs(endSample - FRAME_SAMPLES) - inputLatencyMs
  microphone.frameArrived()
  echoFree.push({ samples, startedAtMs })
}

const echoFree = new EchoFree({
  clock,
  open: async () => openMicrophone(await microphoneId(), { echoCancellation: true }),
  start: startFrames,
  replyAudible: (atMs) => replySpan.covers(atMs, asked ? ASKED_RINGING_MS : undefined),
  meter,
  deliver: ({ samples: heard, startedAtMs }, echoLikeness) => {
    // It must not hear what was said long ago, and answer it.
    const samples = keptPlayer.deafens(startedAtMs) ? SILENT_FRAME : heard
    const playing = replySpan.covers(startedAtMs) || earconSpan.covers(startedAtMs)
    const frame = { sequence: sequence++, samples, startedAtMs, playing, echoLikeness }
    ring.push(frame)
    utterances.take(frame)
    if (active || configuration.levels) levelMeter(samples)
    if (active) return
    if (isWaiting()) wakeFeed.take(frame)
    else if (configuration.levels) detector.push(frame)
  },
})

const reportDevices = createDeviceReport((devices) => void bridge.request('audio.devices', devices))
const reportList = createDeviceReport<DeviceList>(
  (list) => void bridge.request('audio.device-list', list),
)
/** Lists what there is and tells main of it: whoever looks at the microphone looks at all. */
const listDevices = async (): Promise<MediaDeviceInfo[]> => {
  const listed = await navigator.mediaDevices.enumerateDevices()
  reportList(deviceListOf(listed))
  const microphone = idOf(preferredMicrophone(), listed, 'audioinput')
  const chosen = idOf(preferredLoudspeaker(), listed, 'audiooutput')
  reportDevices(soundDevicesOf(listed, { microphone, loudspeaker: chosen }))
  // One that was missed and is back is used again, also where no event tells of it.
  if (chosen !== loudspeakerId) useLoudspeaker(chosen)
  return listed
}

const preferredMicrophone = () => ({
  id: configuration.inputDeviceId,
  name: configuration.inputDeviceName,
})
const preferredLoudspeaker = () => ({
  id: configuration.outputDeviceId,
  name: configuration.outputDeviceName,
})
/** The browser's id of the preferred microphone; null: the system's default. */
const microphoneId = async (): Promise<string | null> =>
  configuration.inputDeviceId === null
    ? null
    : idOf(preferredMicrophone(), await listDevices(), 'audioinput')
let loudspeakerId: string | null = null
const useLoudspeaker = (id: string | null): void => {
  loudspeakerId = id
  loudspeaker.setDevice(id)
}

const source = createFrameSource(onSourceFrame, () => rest.begin())
const microphone = new Microphone({
  clock,
  open: async () => openMicrophone(await microphoneId(), { echoCancellation: false }),
  resolve: async () => {
    const listed = await listDevices()
    return resolveMicrophone(idOf(preferredMicrophone(), listed, 'audioinput'), listed)
  },
  connect: async ({ stream, latencyMs, identity }) => {
    ring.clear()
    inputLatencyMs = latencyMs
    frameClock = createFrameClock(MICROPHONE_SAMPLE_RATE_HZ)
    await source.connect(stream)
    echoFree.follow(configuration.inputDeviceId, identity)
  },
  disconnect: () => {
    // What the next microphone hears is no part of what this one heard.
    wakeFeed.stop()
    source.disconnect()
    echoFree.leave()
    ring.clear()
  },
  report: (event) => {
    report(event)
    // Not before: loading the model keeps the window busy for half a second.
    if (event.status === 'ready') detector.prepare()
  },
})

const wantMicrophone = () => {
  const { listeningAllowed, keepWarm, waiting, levels, inputDeviceId } = configuration
  microphone.want({
    wanted: listeningAllowed && (keepWarm || waiting || levels || active),
    deviceId: inputDeviceId,
  })
}

const wakeLoudspeaker = () => void loudspeaker.wake().catch(() => undefined)

const obey = (command: AudioCommand): void => {
  switch (command.type) {
    case 'configure':
      if (command.outputDeviceId !== configuration.outputDeviceId) meter.forget()
      configuration = command
      if (command.levels) rest.end()
      else speechCheck.forget()
      if (!isWaiting()) wakeFeed.stop()
      loudspeaker.setVolume(command.volume)
      if (command.outputDeviceId === null) useLoudspeaker(null)
      else void listDevices()
      wantMicrophone()
      return
    case 'listen':
      // Whoever presses the key wants to be heard at once.
      if (command.capture === 'now') keptPlayer.stop()
      wakeLoudspeaker()
      asked = command.capture === 'now'
      utterances.listen(command.utterance, command.capture, command.sinceMs)
      return
    case 'finish':
      utterances.finish(command.utterance)
      return
    case 'drop':
      utterances.drop(command.utterance)
      return
    case 'play':
      keptPlayer.stop()
      player.play(command.generation)
      return
    case 'interlude':
      player.interlude(command.generation)
      return
    case 'close':
      player.close(command.generation, command.chunkCount)
      return
    case 'skip':
      player.skip(command.generation, command.index)
      return
    case 'stop':
      player.stop(command.generation)
      return
    case 'duck':
      player.duck(command.generation, command.ducked)
      if (command.ducked) reflex.release()
      return
    case 'preview-play':
    case 'preview-close':
    case 'preview-stop':
      return previewer.obey(command)
    case 'earcon':
      if (configuration.earcons || command.name === 'test')
        void earcons.play(command.name).catch(() => undefined)
  }
}

const takeTurnPort = (port: MessagePort): void => {
  turnPort?.close()
  turnPort = port
}

const takeWakePort = (port: MessagePort): void => {
  wakePort?.close()
  wakePort = port
}

const takeSpeechPort = (port: MessagePort): void => {
  speechPort?.close()
  speechPort = port
}

const takeVoicePort = (port: MessagePort): void => {
  voicePort?.close()
  voicePort = port
  listenTo(port)
}

const listenTo = (port: MessagePort): void => {
  port.addEventListener('message', (event: MessageEvent<PlaybackMessage>) =>
    player.receive(event.data),
  )
  port.start()
}

const takePort = (channel: 'microphone' | 'playback', port: MessagePort): void => {
  if (channel === 'microphone') {
    microphonePort?.close()
    microphonePort = port
    port.start()
    utterances.replay()
    return
  }
  playbackPort?.close()
  playbackPort = port
  player.restart()
  listenTo(port)
}

const devices = settled(clock, () => {
  meter.forget()
  microphone.devicesChanged()
  loudspeaker.setDevice(loudspeakerId)
  // A microphone that is closed looks at nothing.
  void listDevices()
})
navigator.mediaDevices.addEventListener('devicechange', devices.signal)

window.addEventListener(
  'message',
  ({ source, data, ports: [port] }: MessageEvent<{ type?: unknown; channel?: unknown }>) => {
    if (source !== window || data.type !== 'warbler-port' || port === undefined) return
    if (data.channel === 'microphone' || data.channel === 'playback') takePort(data.channel, port)
    if (data.channel === 'turn') takeTurnPort(port)
    if (data.channel === 'wake') takeWakePort(port)
    if (data.channel === 'speech') takeSpeechPort(port)
    if (data.channel === 'voice') takeVoicePort(port)
    if (data.channel === 'preview') previewer.takePort(port)
  },
)
bridge.on('audio.command', obey)
bridge.on('audio.play-kept', (sound) => keptPlayer.play(sound))
bridge.on('audio.stop-kept', ({ serial }) => keptPlayer.stop(serial))
bridge.on('audio.ping', () => {
  void bridge.request('audio.alive', {})
  void askTime()
})
await askTime()
void bridge.request('audio.ready', {})
void listDevices()
