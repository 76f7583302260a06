import { createValueStore, type ReadableStore } from '../../bridge/value-store.ts'
import type { TypedKey } from '../../ui/providers/key-field.tsx'
import type { ProviderDraft } from '../../ui/providers/provider-draft.ts'

/** A provider's form that is open, as far as it has come. */
export interface OpenForm {
  readonly draft: ProviderDraft
  readonly key: TypedKey
  /** What it began with, or was last stored with. */
  readonly start: ProviderDraft
  /** Names that a found server gave already. */
  readonly models: readonly string[]
}

/** By the provider's id, in the order in which they were opened. */
type OpenForms = Readonly<Record<string, OpenForm>>

const NO_KEY: TypedKey = { text: '', keep: true }

/** Something was typed that is stored nowhere. */
export const isUnsaved = ({ draft, start, key }: OpenForm): boolean =>
  key.text !== '' || JSON.stringify(draft) !== JSON.stringify(start)

export interface ProviderForms extends ReadableStore<OpenForms> {
  readonly open: (draft: ProviderDraft, models?: readonly string[]) => void
  readonly change: (id: string, change: Partial<Pick<OpenForm, 'draft' | 'key'>>) => void
  /** This was stored of it, and its key, which is not kept here. */
  readonly stored: (draft: ProviderDraft) => void
  readonly close: (id: string) => void
}

/**
 * The forms that are open. They belong to the window and not to the pane: what is typed is there again
 * when the person comes back to it.
 *
 * Invariants
 * 1. What was typed goes only when it is stored or its form is closed.
 * 2. Beside those with something unsaved, one form is open at a time.
 */
export const createProviderForms = (): ProviderForms => {
  const store = createValueStore<OpenForms>({})
  const put = (id: string, change: (form: OpenForm) => OpenForm): void => {
    const form = store.get()[id]
    if (form !== undefined) store.set({ ...store.get(), [id]: change(form) })
  }
  return {
    get: store.get,
    subscribe: store.subscribe,
    open: (draft, models = []) => {
      if (store.get()[draft.id] !== undefined) return
      const kept = Object.entries(store.get()).filter(([, form]) => isUnsaved(form))
      const form = { draft, key: NO_KEY, start: draft, models }
      store.set({ ...Object.fromEntries(kept), [draft.id]: form })
    },
    change: (id, change) => put(id, (form) => ({ ...form, ...change })),
    stored: (draft) =>
      put(draft.id, (form) => ({ ...form, start: draft, key: { ...form.key, text: '' } })),
    close: (id) =>
      store.set(Object.fromEntries(Object.entries(store.get()).filter(([name]) => name !== id))),
  }
}
