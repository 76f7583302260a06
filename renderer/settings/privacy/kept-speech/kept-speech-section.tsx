import { useTranslation } from 'react-i18next'
import { KEPT_DAYS, KEPT_MEGABYTES } from '../../../../electron/contracts/speech-journal.ts'
import { useStore } from '../../../bridge/value-store.ts'
import { Switch } from '../../../ui/switch.tsx'
import type { KeptSpeechStore } from '../../kept-speech-store.ts'
import type { PaneContext } from '../../pane-context.ts'
import { SettingGroup, SettingRow } from '../../rows/setting-row.tsx'
import { settingsIn } from '../../setting-props.ts'
import { KeepSpeechSetting } from './keep-speech-setting.tsx'
import { KeptAmount } from './kept-amount.tsx'
import { keepFault } from './keep-fault.ts'
import { NumberRow } from './number-row.tsx'

/** Whose speech is kept, how long, how much of it, and what there is. */
export const KeptSpeechSection = ({
  context,
  store,
}: {
  readonly context: Pick<PaneContext, 'view' | 'onChange'>
  readonly store: KeptSpeechStore
}) => {
  const { t } = useTranslation()
  const { kept, refused } = useStore(store)
  const setting = settingsIn(context.view, context.onChange)
  const keep = setting('keepSpeech')
  return (
    <SettingGroup title={t('speechJournal.title')}>
      <KeepSpeechSetting {...keep} error={keepFault(keep, kept) ?? undefined} />
      {kept !== null && !kept.canEncrypt && (
        <SettingRow
          label={t('speechJournal.plain.label')}
          hint={t('speechJournal.plain.hint')}
          error={refused ?? undefined}
        >
          {({ control, describedBy }) => (
            <Switch
              id={control}
              describedBy={describedBy}
              on={kept.kept === 'plain'}
              onChange={store.keepPlain}
            />
          )}
        </SettingRow>
      )}
      <NumberRow
        label={t('speechJournal.days.label')}
        hint={t('speechJournal.days.hint')}
        unit={t('speechJournal.days.unit')}
        {...KEPT_DAYS}
        {...setting('keepSpeechDays')}
      />
      <NumberRow
        label={t('speechJournal.megabytes.label')}
        hint={t('speechJournal.megabytes.hint')}
        unit={t('speechJournal.megabytes.unit')}
        {...KEPT_MEGABYTES}
        {...setting('keepSpeechMegabytes')}
      />
      {kept !== null && <KeptAmount kept={kept} onEraseAll={store.eraseAll} />}
    </SettingGroup>
  )
}
