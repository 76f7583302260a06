import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from '../../bridge/value-store.ts'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import type { KeptSpeechStore } from '../kept-speech-store.ts'
import type { PaneContext } from '../pane-context.ts'
import rows from '../rows/setting-row.module.css'
import { SettingGroup } from '../rows/setting-row.tsx'
import { settingsIn } from '../setting-props.ts'
import { SaveRow, TaskRow } from '../trust/task-row.tsx'
import type { TrustStore } from '../trust/trust-store.ts'
import taskStyles from '../trust/trust.module.css'
import { KeptRow } from './kept-row.tsx'
import { KeptSpeechSection } from './kept-speech/kept-speech-section.tsx'
import { LogTextSetting } from './log-text-setting.tsx'
import { RetentionSetting } from './retention-setting.tsx'
import styles from './privacy.module.css'

/** What is kept of the person, where and for how long; all of it taken along, or deleted. */
export const PrivacyPane = ({
  context,
  store,
  keptSpeech,
}: {
  readonly context: PaneContext
  readonly store: TrustStore
  readonly keptSpeech: KeptSpeechStore
}) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  const { kept, tasks } = useStore(store)
  useEffect(() => store.lookAtKept(), [store])
  return (
    <div>
      <h2 className={rows.title}>{t('settings.privacy')}</h2>
      <p className={taskStyles.folder}>
        {kept === null ? '' : t('trust.folder', { folder: kept.folder })}
      </p>
      <SettingGroup title={t('trust.group.howLong')}>
        <RetentionSetting {...setting('keepTranscriptDays')} />
        <LogTextSetting {...setting('logText')} />
      </SettingGroup>
      <KeptSpeechSection context={context} store={keptSpeech} />
      <SettingGroup title={t('trust.group.kept')}>
        <ul className={styles.list}>
          {kept?.parts.map((part) => (
            <KeptRow key={part.id} part={part} onShow={() => store.show(part.id)} />
          ))}
        </ul>
      </SettingGroup>
      <SettingGroup title={t('trust.group.everything')}>
        <SaveRow task="export" state={tasks.export} onSave={store.exportEverything} />
        <TaskRow task="delete" state={tasks.delete}>
          {(hint) => (
            <ConfirmButton
              describedBy={hint}
              text={t('trust.delete.button')}
              question={t('trust.delete.question')}
              keep={t('trust.delete.keep')}
              yes={t('trust.delete.yes')}
              onConfirm={store.deleteEverything}
            />
          )}
        </TaskRow>
      </SettingGroup>
    </div>
  )
}
