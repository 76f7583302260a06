import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { providerPresetSchema, providerSchema } from '../../../electron/contracts/providers.ts'
import { defaultSettings } from '../../../electron/contracts/settings.ts'
import { ERROR_CODES } from '../../../electron/contracts/errors.ts'
import { errorText } from '../../../renderer/i18n/error-text.ts'
import { deadLineErrorText, setupErrorText } from '../../../renderer/i18n/placed-error-text.ts'
import { createI18n } from '../../../renderer/i18n/index.ts'
import type { ProvidersView } from '../../../renderer/ui/providers/providers-store.ts'
import { draftOf, type ProviderDraft } from '../../../renderer/ui/providers/provider-draft.ts'
import { ProviderForm } from '../../../renderer/settings/providers/provider-form.tsx'
import {
  createProviderForms,
  type OpenForm,
  type ProviderForms,
} from '../../../renderer/settings/providers/provider-forms.ts'
import { ProvidersPane } from '../../../renderer/settings/providers/providers-pane.tsx'

const groq = providerSchema.parse({
  id: 'groq',
  preset: 'groq',
  name: 'Groq',
  baseUrl: 'https://example.com/v1',
  stt: { model: 'ears' },
  llm: { model: 'mind' },
})
const ollama = providerPresetSchema.parse({
  id: 'ollama',
  name: 'Ollama',
  baseUrl: 'http://127.0.0.1:11434/v1',
  llm: [],
})

const shown = (
  view: Partial<ProvidersView>,
  providers = [groq],
  forms: ProviderForms = createProviderForms(),
) => {
  const whole = { presets: [ollama], keys: null, found: [], tests: {}, models: {}, ...view }
  const nothing = () => undefined
  return renderToStaticMarkup(
    <I18nextProvider i18n={createI18n('en')}>
      <ProvidersPane
        view={{
          settings: {
            ...defaultSettings(),
            providers,
            engineOrder: { stt: ['provider:groq', 'local'], llm: ['local'], tts: ['local'] },
          },
          errors: {},
        }}
        store={{
          get: () => whole,
          subscribe: () => nothing,
          look: nothing,
          setKey: () => Promise.resolve(null),
          test: nothing,
          askModels: () => Promise.resolve(),
          forget: nothing,
        }}
        forms={forms}
        onSave={() => Promise.resolve(null)}
      />
    </I18nextProvider>,
  )
}

describe('the providers pane', () => {
  it('offers to use a provider first in the lines where it is not', () => {
    const page = shown({})
    expect(page).not.toContain('Use first: Groq, Speech to text')
    expect(page).toContain('Use first: Groq, Language model')
    expect(page).toContain('First choice')
    expect(page).toContain('Not used')
  })

  it('shows what was typed before it was left, and that it is not saved', () => {
    const forms = createProviderForms()
    forms.open(draftOf(groq))
    expect(shown({}, [groq], forms)).not.toContain('Not saved')
    forms.change('groq', { draft: { ...draftOf(groq), name: 'My own Groq' } })
    const page = shown({}, [groq], forms)
    expect(page).toContain('value="My own Groq"')
    expect(page).toContain('Not saved')
  })

  it('shows a new provider that is not saved yet beside those that are there', () => {
    const forms = createProviderForms()
    const draft = { ...draftOf(groq), id: 'new', name: 'Another' }
    forms.open(draft)
    const page = shown({}, [groq], forms)
    expect(page).toContain('value="Another"')
    expect(page).toContain('Edit Groq')
  })

  it('offers what answers on this computer, once', () => {
    const server = { preset: 'ollama', baseUrl: ollama.baseUrl, models: ['a', 'b'] } as const
    expect(shown({ found: [server] })).toMatch(/aria-label="Add Ollama"/)
    const own = { ...groq, baseUrl: ollama.baseUrl }
    expect(shown({ found: [server] }, [own])).not.toMatch(/aria-label="Add Ollama"/)
  })

  it('says of each role whether it works, how fast, and what exactly went wrong', () => {
    const page = shown({
      tests: {
        groq: {
          state: 'answered',
          value: [
            { role: 'llm', ok: true, firstMs: 210, totalMs: 480, result: 'Hello.', error: null },
            { role: 'realtime', ok: true, firstMs: 300, totalMs: 900, result: 'Hi.', error: null },
            {
              role: 'stt',
              ok: false,
              firstMs: null,
              totalMs: 12,
              result: '',
              error: {
                code: 'provider.key-rejected',
                detail: 'invalid_api_key 401',
                params: { provider: 'Groq' },
              },
            },
          ],
        },
      },
    })
    for (const text of [
      '210 ms to the first word, 480 ms in all',
      '300 ms from the end of a question to the first sound of the answer, 900 ms in all',
      'It answered: Hello.',
      'Groq does not accept the key.',
      'Enter a valid one under “Key”',
      'invalid_api_key 401',
    ]) {
      expect(page).toContain(text)
    }
  })
})

const formOf = (draft: ProviderDraft): OpenForm => ({
  draft,
  start: draft,
  key: { text: '', keep: true },
  models: [],
})

describe('advice', () => {
  // That there is none is told where no form of one is open.
  const codes = ERROR_CODES.filter(
    (code) => code.startsWith('provider.') && code !== 'provider.none',
  )
  it.each(['en', 'zh'] as const)('in %s fits the place where it stands', (locale) => {
    const { t } = createI18n(locale)
    for (const code of codes) {
      const setup = setupErrorText(t, { code, params: { provider: 'Groq' } })
      const line = deadLineErrorText(t, { code, params: { provider: 'Groq' } })
      for (const { message, remedy } of [setup, line]) {
        expect(message).toContain(errorText(t, { code, params: { provider: 'Groq' } }).message)
        expect(remedy).not.toMatch(/advice\.|by itself|自动/)
      }
      expect(setup.remedy).not.toMatch(/Settings → Providers|设置.*服务商/)
    }
  })
})

describe('the form of a provider', () => {
  const form = (changes: Partial<Parameters<typeof ProviderForm>[0]>) =>
    renderToStaticMarkup(
      <I18nextProvider i18n={createI18n('en')}>
        <ProviderForm
          form={formOf(draftOf(groq))}
          forms={createProviderForms()}
          stored={groq}
          preset={undefined}
          keyState="stored"
          canStore
          models={undefined}
          onSave={() => Promise.resolve(null)}
          onAskModels={() => undefined}
          onRemoveKey={() => undefined}
          onClose={() => undefined}
          {...changes}
        />
      </I18nextProvider>,
    )

  it('has an empty field for the key, whatever is stored', () => {
    expect(/<input[^>]*type="password"[^>]*>/.exec(form({}))?.[0]).toContain('value=""')
    expect(form({})).toContain('A key is stored, encrypted by the system')
  })

  it('says plainly where a key cannot be kept', () => {
    expect(form({ canStore: false })).toContain('the key lasts until Warbler quits')
    expect(form({ canStore: false })).not.toContain('Remember the key')
  })

  it('asks for the key again where the address is another server', () => {
    const start = { ...draftOf(groq), baseUrl: 'https://elsewhere.example/v1' }
    expect(form({ form: formOf(start) })).toContain('the old key is not sent there')
    expect(form({ form: formOf(start), keyState: 'none' })).not.toContain(
      'the old key is not sent there',
    )
    expect(form({})).not.toContain('the old key is not sent there')
  })

  it('asks whether words come while it hears: as is known of the model, yes or no', () => {
    const picked = (streams: boolean | undefined) => {
      const draft = draftOf(groq)
      const stt = { ...draft.stt, on: true, model: 'ears', streams }
      const page = form({ form: formOf({ ...draft, stt }) })
      expect(page).toContain('Words as you speak')
      return /value="(?:auto|yes|no)" selected=""/.exec(page)?.[0]
    }
    expect(picked(undefined)).toContain('"auto"')
    expect(picked(true)).toContain('"yes"')
    expect(picked(false)).toContain('"no"')
  })

  it('offers the models that the provider named where they are typed', () => {
    expect(form({ models: { state: 'answered', value: ['mind-2'] } })).toContain(
      '<option value="mind-2"',
    )
    const failed = form({
      models: {
        state: 'failed',
        error: { code: 'provider.unreachable', params: { provider: 'Groq' } },
      },
    })
    expect(failed).toContain('Groq cannot be reached.')
  })
})
