import { Trans, useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { hintFor } from './hint.ts'
import { HotkeyKeys } from './hotkey-keys.tsx'
import { pauseReason } from './phase-text.ts'

/** What can be done next, with the hotkey drawn as keys where it is named. */
export const HintText = ({ snapshot }: { readonly snapshot: AppSnapshot }) => {
  const { t } = useTranslation()
  return (
    <Trans
      i18nKey={`overlay.hint.${hintFor(snapshot)}`}
      values={{ phrase: snapshot.wakePhrase, reason: pauseReason(t, snapshot) }}
      components={{ keys: <HotkeyKeys label={snapshot.hotkey.label} /> }}
    />
  )
}
