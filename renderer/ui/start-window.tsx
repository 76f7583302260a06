import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { createStore, type SnapshotBridge, type SnapshotStore } from '../bridge/snapshot-store.ts'
import { useStore } from '../bridge/value-store.ts'
import { createI18n } from '../i18n/index.ts'
import { onSystemWishes, showAppearance } from './appearance.ts'
import { PreferredLanguages } from './use-regional-locale.ts'
import '../styles/tokens.css'
import '../styles/base.css'

const Shown = ({
  store,
  view,
}: {
  readonly store: SnapshotStore
  readonly view: (snapshot: AppSnapshot) => ReactNode
}) => {
  const snapshot = useStore(store)
  return snapshot === null ? null : view(snapshot)
}

/** Shows `view` of the newest snapshot in this page's root, in the snapshot's language. */
export const startWindow = (
  bridge: SnapshotBridge,
  titleKey: 'overlay.title' | 'transcript.title' | 'settings.title' | 'welcome.title',
  view: (snapshot: AppSnapshot) => ReactNode,
): void => {
  const root = document.querySelector('#root')
  if (root === null) throw new Error('The page has no root element.')
  const store = createStore(bridge)
  const i18n = createI18n('en')
  let shownLocale: string | null = null
  // Snapshots come many times a second, and whatever is set on the root, be it the same again, has the
  // browser work out the style of every element anew.
  const followLocale = (): void => {
    const locale = store.get()?.locale ?? 'en'
    if (locale === shownLocale) return
    shownLocale = locale
    if (i18n.language !== locale) void i18n.changeLanguage(locale)
    document.documentElement.lang = locale
    document.documentElement.dir = i18n.dir(locale)
    document.title = i18n.t(titleKey)
  }
  let shownAppearance: string | null = null
  const applyAppearance = (): void => {
    const shown = store.get()
    if (shown !== null) showAppearance(shown.appearance)
  }
  const followAppearance = (): void => {
    const appearance = JSON.stringify(store.get()?.appearance ?? null)
    if (appearance === shownAppearance) return
    shownAppearance = appearance
    applyAppearance()
  }
  store.subscribe(followLocale)
  store.subscribe(followAppearance)
  onSystemWishes(applyAppearance)
  followLocale()
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <PreferredLanguages value={navigator.languages}>
          <Shown store={store} view={view} />
        </PreferredLanguages>
      </I18nextProvider>
    </StrictMode>,
  )
}
