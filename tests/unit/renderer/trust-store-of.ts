import type { TrustStore, TrustView } from '../../../renderer/settings/trust/trust-store.ts'

/** A store that shows this and does nothing. */
export const trustStoreOf = (view: Partial<TrustView> = {}): TrustStore => {
  const shown: TrustView = { kept: null, about: null, licences: {}, tasks: {}, ...view }
  const nothing = () => undefined
  return {
    get: () => shown,
    subscribe: () => nothing,
    lookAtKept: nothing,
    lookAtAbout: nothing,
    readLicence: nothing,
    show: nothing,
    exportEverything: nothing,
    saveDiagnostics: nothing,
    deleteEverything: nothing,
    copy: () => Promise.resolve(true),
  }
}
