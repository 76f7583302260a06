import { describe, expect, it } from 'vitest'
import { providerSchema } from '../../../electron/contracts/providers.ts'
import { draftOf } from '../../../renderer/ui/providers/provider-draft.ts'
import {
  createProviderForms,
  isUnsaved,
} from '../../../renderer/settings/providers/provider-forms.ts'

const draft = (id: string) =>
  draftOf(
    providerSchema.parse({ id, preset: 'custom', name: id, baseUrl: 'https://example.com/v1' }),
  )

const unsaved = (forms: ReturnType<typeof createProviderForms>) =>
  Object.entries(forms.get()).map(([id, form]) => [id, isUnsaved(form)])

describe('the open forms of providers', () => {
  it('have something unsaved once a field or a key is typed', () => {
    const forms = createProviderForms()
    forms.open(draft('one'))
    expect(unsaved(forms)).toEqual([['one', false]])
    forms.change('one', { draft: { ...draft('one'), name: 'New name' } })
    expect(unsaved(forms)).toEqual([['one', true]])
    forms.change('one', { draft: draft('one') })
    expect(unsaved(forms)).toEqual([['one', false]])
    forms.change('one', { key: { text: 'sk-1', keep: false } })
    expect(unsaved(forms)).toEqual([['one', true]])
  })

  it('stay open with what is unsaved when another is opened, and give way with nothing', () => {
    const forms = createProviderForms()
    forms.open(draft('one'))
    forms.open(draft('two'))
    expect(unsaved(forms)).toEqual([['two', false]])
    forms.change('two', { draft: { ...draft('two'), name: 'New name' } })
    forms.open(draft('one'))
    expect(unsaved(forms)).toEqual([
      ['two', true],
      ['one', false],
    ])
  })

  it('are not begun anew where they are open', () => {
    const forms = createProviderForms()
    forms.open(draft('one'))
    forms.change('one', { draft: { ...draft('one'), name: 'New name' } })
    forms.open(draft('one'))
    expect(forms.get()['one']?.draft.name).toBe('New name')
  })

  it('have nothing unsaved once stored, keep no key, and still know what was left out', () => {
    const forms = createProviderForms()
    const typed = { ...draft('one'), llm: { ...draft('one').llm, on: true } }
    forms.open(draft('one'))
    forms.change('one', { draft: typed, key: { text: 'sk-1', keep: false } })
    forms.stored(typed)
    expect(unsaved(forms)).toEqual([['one', false]])
    expect(forms.get()['one']?.key).toEqual({ text: '', keep: false })
    forms.stored(draft('one'))
    expect(unsaved(forms)).toEqual([['one', true]])
  })

  it('take what is typed into none that is closed', () => {
    const forms = createProviderForms()
    forms.open(draft('one'))
    forms.close('one')
    forms.change('one', { key: { text: 'sk-1', keep: false } })
    expect(forms.get()).toEqual({})
  })
})
