import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { TurnVerdict } from '../../../electron/contracts/turn-feedback.ts'
import { Button } from '../../ui/button.tsx'
import type { Answer } from '../turns-store.ts'
import { answerText } from './answer-text.ts'
import styles from './verdict-buttons.module.css'

const VERDICTS = [
  'cut-off',
  'should-have-stopped',
  'too-slow',
] as const satisfies readonly TurnVerdict[]

/** What the person can say of a turn, and what came of it. */
export const VerdictButtons = ({
  answer,
  onVerdict,
}: {
  readonly answer: Answer | undefined
  readonly onVerdict: (verdict: TurnVerdict) => void
}) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles.verdicts} role="group" aria-labelledby={id}>
      <span id={id} className={styles.question}>
        {t('transcript.inspector.verdicts')}
      </span>
      {VERDICTS.map((verdict) => (
        <Button key={verdict} size="small" onPress={() => onVerdict(verdict)}>
          {t(`transcript.inspector.verdict.${verdict}`)}
        </Button>
      ))}
      <p className={styles.answer} role="status">
        {answer !== undefined && answerText(t, answer)}
      </p>
    </div>
  )
}
