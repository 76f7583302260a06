import { useTranslation } from 'react-i18next'
import type { TurnLogRecord } from '../../../electron/contracts/turn-log.ts'
import {
  firstSoundMs,
  LATENCY_STAGES,
  stageTimes,
  type LatencyStage,
} from '../../../electron/core/turns/latency-stages.ts'
import { formatMilliseconds } from '../../i18n/format.ts'
import shared from '../../styles/shared.module.css'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { Swatch } from '../latency/swatch.tsx'
import { modelName } from './model-name.ts'
import styles from './inspector.module.css'

const modelIdOf = (stage: LatencyStage, { engines }: TurnLogRecord): string => {
  switch (stage) {
    case 'speech-to-text':
      return engines.stt
    case 'language-model':
      return engines.llm
    case 'voice':
      return engines.tts
    case 'turn-end':
      return engines.turn
    case 'loudspeaker':
      return ''
  }
}

/** How long each stage held the answer up, and what did it. */
export const StageTable = ({ record }: { readonly record: TurnLogRecord }) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const times = stageTimes(record)
  const totalMs = firstSoundMs(record)
  const engine = (id: string): string => {
    const known = modelName(id)
    return known === null ? id : t('transcript.inspector.model', known)
  }
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>
        {totalMs === null
          ? t('transcript.inspector.silent')
          : t('transcript.inspector.latency', { time: formatMilliseconds(locale, totalMs) })}
      </caption>
      <thead>
        <tr>
          {(['stage', 'time', 'model'] as const).map((column) => (
            <th key={column} scope="col">
              <span className={shared.hidden}>{t(`transcript.inspector.column.${column}`)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LATENCY_STAGES.map((stage) => (
          <tr key={stage}>
            <th scope="row" className={styles.rowName}>
              <Swatch stage={stage} />
              {stage === 'turn-end' && record.speculated
                ? t('transcript.inspector.waitOnceReady')
                : t(`transcript.inspector.stage.${stage}`)}
            </th>
            <td className={styles.figure}>
              {times === null ? '' : formatMilliseconds(locale, times[stage])}
            </td>
            <td className={styles.model}>{engine(modelIdOf(stage, record))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
