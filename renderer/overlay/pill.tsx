import { useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { DeviceNoticeLines } from '../ui/device-notice-lines.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { microphoneUse } from '../ui/microphone-use.ts'
import { PhaseMark } from '../ui/phase-mark.tsx'
import { phaseWord, waitingWords } from '../ui/phase-text.ts'
import { phaseView, type PhaseView } from '../ui/phase-view.ts'
import type { DragHandlers } from './drag-handlers.ts'
import styles from './pill.module.css'

/** Views in which nothing goes on: what counts then is what is waited for, or why nothing is. */
const AT_REST: readonly PhaseView[] = ['idle', 'waiting', 'paused', 'muted']

/** The card that said so has gone by the time that there is a pill. */
const isWithoutMicrophone = ({ waiting, conversation: { phase } }: AppSnapshot): boolean =>
  phase === 'failed' && waiting.state === 'paused' && waiting.because === 'no-microphone'

const NO_MICROPHONE = { microphone: { what: 'gone' }, loudspeaker: null } as const

/** What Warbler waits for, in a few words. Nothing on it moves: it is there all day. */
export const Pill = ({
  snapshot,
  onExpand,
  dragging,
}: {
  readonly snapshot: AppSnapshot
  readonly onExpand: () => void
  readonly dragging: DragHandlers
}) => {
  const { t } = useTranslation()
  const view = phaseView(snapshot)
  const notice = snapshot.deviceNotice ?? (isWithoutMicrophone(snapshot) ? NO_MICROPHONE : null)
  return (
    <main
      className={styles.pill}
      data-phase={view}
      data-surface={snapshot.overlayStyle.surface}
      data-moved-by={snapshot.overlayStyle.movedBy}
      {...dragging}
    >
      <PhaseMark phase={view} size="small" />
      <div className={styles.words}>
        <h1 className={styles.phase}>
          {AT_REST.includes(view) || isWithoutMicrophone(snapshot)
            ? waitingWords(t, snapshot)
            : phaseWord(t, snapshot)}
        </h1>
        {notice !== null && <DeviceNoticeLines notice={notice} />}
      </div>
      <IconButton
        icon="expand"
        label={t('overlay.expand')}
        about={t(`microphone.${microphoneUse(snapshot)}`, { phrase: snapshot.wakePhrase })}
        onPress={onExpand}
      />
    </main>
  )
}
