import { Trans, useTranslation } from 'react-i18next'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { HotkeyKeys } from '../ui/hotkey-keys.tsx'
import { wayToTalk } from '../ui/hint.ts'
import { PhaseMark } from '../ui/phase-mark.tsx'
import styles from './empty-state.module.css'

/** Shown until something was said: how to begin, and what one could ask. */
export const EmptyState = ({ snapshot }: { readonly snapshot: AppSnapshot }) => {
  const { t } = useTranslation()
  return (
    <section className={styles.empty} aria-labelledby="empty-title" tabIndex={0}>
      <PhaseMark phase="idle" size="large" />
      <h2 id="empty-title" className={styles.title}>
        {t('transcript.empty.title')}
      </h2>
      <p className={styles.how}>
        <Trans
          i18nKey={`transcript.empty.${wayToTalk(snapshot)}`}
          components={{ keys: <HotkeyKeys label={snapshot.hotkey.label} /> }}
        />
      </p>
      <p className={styles.how}>
        {snapshot.waiting.state === 'off'
          ? t('transcript.empty.wakeOff', { phrase: snapshot.wakePhrase })
          : t('transcript.empty.wake', { phrase: snapshot.wakePhrase })}
      </p>
      <h3 className={styles.ask}>{t('transcript.empty.examplesTitle')}</h3>
      <ul className={styles.examples}>
        {t('transcript.empty.examples', { returnObjects: true }).map((example) => (
          <li key={example}>{example}</li>
        ))}
      </ul>
      <p className={styles.kept}>{t('transcript.empty.body')}</p>
    </section>
  )
}
