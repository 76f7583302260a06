import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import { useStore } from '../../bridge/value-store.ts'
import { Button } from '../../ui/button.tsx'
import type { TurnsStore } from '../turns-store.ts'
import { EventList } from './event-list.tsx'
import { FactList } from './fact-list.tsx'
import { MarkList } from './mark-list.tsx'
import { StageBar } from './stage-bar.tsx'
import { stageLayout } from './stage-layout.ts'
import { StageTable } from './stage-table.tsx'
import { Timeline } from './timeline.tsx'
import { timelineLayout } from './timeline-layout.ts'
import { VerdictButtons } from './verdict-buttons.tsx'
import styles from './inspector.module.css'

/** How one exchange went: why, when, by what, and what should be otherwise. */
export const Inspector = ({
  id,
  exchangeId,
  store,
  underWay,
}: {
  readonly id: string
  readonly exchangeId: string
  readonly store: TurnsStore
  readonly underWay: boolean
}) => {
  const { t } = useTranslation()
  const { records, answers } = useStore(store)
  const view = records.get(exchangeId)
  useEffect(() => store.open(exchangeId), [store, exchangeId])
  return (
    <div
      id={id}
      className={styles.inspector}
      role="group"
      aria-label={t('transcript.inspector.label')}
    >
      {view?.state === 'here' ? (
        <RecordDetails record={view.record} />
      ) : (
        <p role="status">
          {view?.state === 'failed' && t('transcript.inspector.unreadable')}
          {view?.state === 'missing' &&
            t(underWay ? 'transcript.inspector.underWay' : 'transcript.inspector.missing')}
          {(view === undefined || view.state === 'loading') && t('transcript.inspector.loading')}
        </p>
      )}
      {view?.state === 'failed' && (
        <Button size="small" icon="restart" onPress={() => store.open(exchangeId)}>
          {t('transcript.retry')}
        </Button>
      )}
      <VerdictButtons
        answer={answers.get(exchangeId)}
        onVerdict={(verdict) => store.judge(exchangeId, verdict)}
      />
    </div>
  )
}

const RecordDetails = ({ record }: { readonly record: TurnLogRecord }) => {
  const layout = timelineLayout(record)
  const stages = stageLayout(record)
  return (
    <>
      <FactList record={record} />
      {layout !== null && (
        <>
          <Timeline layout={layout} />
          <EventList layout={layout} />
        </>
      )}
      <div className={styles.latency}>
        {stages !== null && <StageBar layout={stages} />}
        <MarkList marks={record.marks} />
        <StageTable record={record} />
      </div>
    </>
  )
}
