import { useTranslation } from 'react-i18next'
import { EngineSection } from '../engines/engine-section.tsx'
import type { PaneContext } from '../pane-context.ts'
import { SettingGroup } from '../rows/setting-row.tsx'
import styles from '../rows/setting-row.module.css'
import { settingsIn } from '../setting-props.ts'
import { AnswerLengthSetting } from './answer-length-setting.tsx'
import { InstructionsSetting } from './instructions-setting.tsx'

/** How Warbler thinks: by which engine, and what it is asked to heed in every answer. */
export const BrainPane = ({ context }: { readonly context: PaneContext }) => {
  const { t } = useTranslation()
  const setting = settingsIn(context.view, context.onChange)
  return (
    <div>
      <h2 className={styles.title}>{t('settings.brain')}</h2>
      <EngineSection role="llm" context={context} />
      <SettingGroup title={t('settings.group.answers')}>
        <AnswerLengthSetting {...setting('answerLength')} />
        <InstructionsSetting {...setting('instructions')} />
      </SettingGroup>
    </div>
  )
}
