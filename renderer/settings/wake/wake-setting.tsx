import { useTranslation } from 'react-i18next'
import type { CodedError } from '../../../electron/contracts/errors.ts'
import type { AppSnapshot, WaitingStatus } from '../../../electron/contracts/snapshot.ts'
import { waitingWords } from '../../ui/phase-text.ts'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from '../general/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** What the person has to do something about; other pauses end by themselves. */
const faultOf = (waiting: WaitingStatus): CodedError | undefined => {
  if (waiting.state !== 'paused') return undefined
  if (waiting.because === 'model-missing') return { code: 'wake.model-missing' }
  return waiting.because === 'detector-failed' ? { code: 'wake.failed' } : undefined
}

/** Whether it waits for the phrase at all, and how that goes. */
export const WakeSetting = ({
  value,
  error,
  onChange,
  snapshot,
}: SettingProps<'wake'> & { readonly snapshot: AppSnapshot }) => {
  const { t } = useTranslation()
  const { waiting } = snapshot
  return (
    <SettingRow
      label={t('wake.on.label')}
      hint={waiting.state === 'off' ? t('wake.on.hint') : waitingWords(t, snapshot)}
      error={error ?? faultOf(waiting)}
    >
      {({ control, describedBy }) => (
        <Switch id={control} describedBy={describedBy} on={value} onChange={onChange} />
      )}
    </SettingRow>
  )
}
