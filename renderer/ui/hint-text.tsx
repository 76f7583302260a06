import { Trans } from 'react-i18next'
import type { HintKey } from './hint.ts'
import { HotkeyKeys } from './hotkey-keys.tsx'

/** A hint with the hotkey drawn as keys where it names them. */
export const HintText = ({
  hint,
  hotkeyLabel,
}: {
  readonly hint: HintKey
  readonly hotkeyLabel: string
}) => (
  <Trans
    i18nKey={`overlay.hint.${hint}`}
    components={{ keys: <HotkeyKeys label={hotkeyLabel} /> }}
  />
)
