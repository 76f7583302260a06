import {
  PROVIDER_PARTS,
  isLoopback,
  providerSchema,
  type EngineRole,
  type FoundServer,
  type Provider,
  type ProviderPreset,
} from '../../../electron/contracts/providers.ts'

/** A provider as it stands in the form: every field as it is typed. */
export interface ProviderDraft {
  readonly id: string
  readonly preset: Provider['preset']
  readonly name: string
  readonly baseUrl: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly stt: {
    readonly on: boolean
    readonly model: string
    readonly languages: string
    /** undefined: as is known of the model. */
    readonly streams?: boolean | undefined
  }
  readonly llm: {
    readonly on: boolean
    readonly model: string
    readonly api: 'chat' | 'responses'
    readonly contextTokens: string
  }
  readonly tts: {
    readonly on: boolean
    readonly model: string
    readonly voice: string
    readonly languages: string
    readonly sampleRateHz: string
  }
  readonly realtime: { readonly on: boolean; readonly model: string; readonly voice: string }
}

const SAMPLE_RATE_HZ = '24000'

/** Names as ids may be: what `providerIdSchema` takes, and not taken yet. */
export const idFor = (name: string, taken: readonly string[]): string => {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 34)
    .replaceAll(/^-+|-+$/g, '')
  const stem = plain === '' ? 'provider' : plain
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`
    if (!taken.includes(id)) return id
  }
}

/** What a preset, and the server where it was found, say of a provider that is to be set up. */
export const draftFromPreset = (
  preset: ProviderPreset,
  taken: readonly string[],
  found?: FoundServer,
): ProviderDraft => {
  const model = (role: EngineRole): string =>
    preset[role]?.[0] ?? (role === 'llm' ? (found?.models[0] ?? '') : '')
  const isCustom = preset.id === 'custom'
  const on = (role: EngineRole): boolean => preset[role] !== null && (!isCustom || role === 'llm')
  return {
    id: idFor(isCustom ? 'custom' : preset.name, taken),
    preset: preset.id,
    name: isCustom ? '' : preset.name,
    baseUrl: found?.baseUrl ?? preset.baseUrl,
    headers: [],
    stt: { on: on('stt'), model: model('stt'), languages: '' },
    llm: { on: on('llm'), model: model('llm'), api: preset.api, contextTokens: '' },
    tts: {
      on: on('tts'),
      model: model('tts'),
      voice: preset.voices[0] ?? '',
      languages: '',
      sampleRateHz: SAMPLE_RATE_HZ,
    },
    // Speech to speech is asked for by itself: it costs more than the rest.
    realtime: {
      on: false,
      model: preset.realtime?.[0] ?? '',
      voice: preset.realtimeVoices[0] ?? '',
    },
  }
}

export const draftOf = (provider: Provider): ProviderDraft => {
  const { id, preset, name, baseUrl, headers, stt, llm, tts, realtime } = provider
  return {
    id,
    preset,
    name,
    baseUrl,
    headers: Object.entries(headers).map(([header, value]) => ({ name: header, value })),
    stt: {
      on: stt !== null,
      model: stt?.model ?? '',
      languages: (stt?.languages ?? []).join(', '),
      streams: stt?.streams,
    },
    llm: {
      on: llm !== null,
      model: llm?.model ?? '',
      api: llm?.api ?? 'chat',
      contextTokens: llm?.contextTokens?.toString() ?? '',
    },
    tts: {
      on: tts !== null,
      model: tts?.model ?? '',
      voice: tts?.voice ?? '',
      languages: (tts?.languages ?? []).join(', '),
      sampleRateHz: tts?.sampleRateHz.toString() ?? SAMPLE_RATE_HZ,
    },
    realtime: {
      on: realtime !== null,
      model: realtime?.model ?? '',
      voice: realtime?.voice ?? '',
    },
  }
}

/** Why a field cannot be taken, under `providers.invalid` in the locales. */
type FieldProblem =
  | 'name'
  | 'baseUrl'
  | 'template'
  | 'headers'
  | 'keyHeader'
  | 'headerTwice'
  | 'model'
  | 'voice'
  | 'languages'
  | 'contextTokens'
  | 'sampleRateHz'
/** By the field's path: `name`, `stt.model`. */
export type FieldProblems = Readonly<Partial<Record<string, FieldProblem>>>

type DraftResult =
  | { readonly ok: true; readonly provider: Provider }
  | { readonly ok: false; readonly problems: FieldProblems }

const PROBLEMS: Readonly<Record<string, FieldProblem>> = {
  name: 'name',
  baseUrl: 'baseUrl',
  model: 'model',
  voice: 'voice',
  languages: 'languages',
  contextTokens: 'contextTokens',
  sampleRateHz: 'sampleRateHz',
}

/** A part of a preset's address that the person has to put their own name into. */
const TEMPLATE = /\bYOUR-/

const listOf = (text: string): string[] =>
  text
    .split(/[\s,，、;]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text))

/** The provider that the form describes, or what keeps it from being one, by the rules of main. */
export const providerOfDraft = (draft: ProviderDraft): DraftResult => {
  const { stt, llm, tts, realtime } = draft
  const headers = draft.headers.filter(({ name, value }) => name !== '' || value !== '')
  const parsed = providerSchema.safeParse({
    id: draft.id,
    preset: draft.preset,
    name: draft.name,
    baseUrl: draft.baseUrl.trim().replace(/\/+$/, ''),
    headers: Object.fromEntries(headers.map(({ name, value }) => [name.trim(), value.trim()])),
    stt: stt.on
      ? { model: stt.model, languages: listOf(stt.languages), streams: stt.streams }
      : null,
    llm: llm.on
      ? { model: llm.model, api: llm.api, contextTokens: numberOf(llm.contextTokens) }
      : null,
    tts: tts.on
      ? {
          model: tts.model,
          voice: tts.voice,
          languages: listOf(tts.languages),
          sampleRateHz: numberOf(tts.sampleRateHz),
        }
      : null,
    realtime: realtime.on ? { model: realtime.model, voice: realtime.voice } : null,
  })
  const problems: Record<string, FieldProblem> = {}
  for (const { path, ...issue } of parsed.error?.issues ?? []) {
    const [top = '', below = ''] = path.map(String)
    if (top === 'headers') {
      const isKey = 'issues' in issue && issue.issues.some((inner) => inner.code === 'custom')
      problems['headers'] = isKey ? 'keyHeader' : 'headers'
      continue
    }
    const field = isPart(top) ? below : top
    problems[isPart(top) ? `${top}.${below}` : top] = PROBLEMS[field] ?? 'name'
  }
  if (problems['baseUrl'] === undefined && TEMPLATE.test(draft.baseUrl)) {
    problems['baseUrl'] = 'template'
  }
  const names = headers.map(({ name }) => name.trim().toLowerCase())
  if (new Set(names).size < names.length) problems['headers'] ??= 'headerTwice'
  if (parsed.success && Object.keys(problems).length === 0) {
    return { ok: true, provider: parsed.data }
  }
  return { ok: false, problems }
}

const isPart = (name: string): boolean => PROVIDER_PARTS.some((part) => part === name)

/** As it is saved to ask for models: a role whose model nobody named yet is left out. */
export const withoutNamelessRoles = (draft: ProviderDraft): ProviderDraft => {
  const { stt, llm, tts, realtime } = draft
  const isNamed = ({ model, voice }: { readonly model: string; readonly voice: string }) =>
    model.trim() !== '' && voice.trim() !== ''
  return {
    ...draft,
    stt: { ...stt, on: stt.on && stt.model.trim() !== '' },
    llm: { ...llm, on: llm.on && llm.model.trim() !== '' },
    tts: { ...tts, on: tts.on && isNamed(tts) },
    realtime: { ...realtime, on: realtime.on && isNamed(realtime) },
  }
}

const originOf = (baseUrl: string): string | null =>
  URL.canParse(baseUrl.trim()) ? new URL(baseUrl.trim()).origin : null

/** Whether two addresses are of different servers: a key belongs to one. */
export const isOtherServer = (before: string, after: string): boolean => {
  const origin = originOf(after)
  return origin !== null && origin !== originOf(before)
}

/** Whether what is sent there can be read on the way. */
export const isReadableByOthers = (baseUrl: string): boolean => {
  if (!URL.canParse(baseUrl.trim())) return false
  const { protocol, href } = new URL(baseUrl.trim())
  return protocol === 'http:' && !isLoopback(href)
}
