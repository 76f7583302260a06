import { Trans, useTranslation } from 'react-i18next'
import { needsOf, roleStates } from '../../../electron/core/first-run/needs.ts'
import { useStore } from '../../bridge/value-store.ts'
import { formatSeconds } from '../../i18n/format.ts'
import { AttentionCard } from '../../ui/attention-card.tsx'
import { wayToTalk } from '../../ui/hint.ts'
import { HotkeyKeys } from '../../ui/hotkey-keys.tsx'
import { LevelMeter } from '../../ui/level-meter.tsx'
import { PhaseMark } from '../../ui/phase-mark.tsx'
import { isUnderWay, phaseView } from '../../ui/phase-view.ts'
import { TalkButton } from '../../ui/talk-controls.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { fetchModels } from '../fetch-models.ts'
import { Needs } from '../needs.tsx'
import { providerLack } from '../provider-lack.ts'
import { SkippedSteps } from '../skipped-steps.tsx'
import { StepHead } from '../step-head.tsx'
import type { StepProps } from '../welcome-stores.ts'
import styles from './exchange-step.module.css'

/** One real question and its answer: what was heard, what is said, and how fast it came. */
export const ExchangeStep = ({ stores, snapshot, place, view: { settings } }: StepProps) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  const { devices } = useStore(stores.devices)
  const models = useStore(stores.models)
  const answer = useStore(stores.lastAnswer)
  const providers = useStore(stores.providers)
  const { person, reply, muted, attention } = snapshot.conversation
  const needs = needsOf({
    roles: roleStates(snapshot.engines, models.snapshot?.models ?? []),
    microphone: devices?.microphone ?? { status: 'off', error: null },
    muted,
    providerLacks: place.way !== 'local' && providerLack(settings.providers, providers) !== null,
    out: snapshot.out,
  })
  const view = phaseView(snapshot)
  const isReady = needs.length === 0
  // What was said before this window was open is not said here.
  const isHere = answer !== null || isUnderWay(snapshot)
  const hasSpoken = isHere && (person.committed !== '' || person.tentative !== '')
  const hasReply = isHere && (reply.heard !== '' || reply.coming !== '')
  // What a need says is not said twice.
  const isTold = attention === null || needs.length > 0
  return (
    <>
      <StepHead
        mark={<PhaseMark phase={isUnderWay(snapshot) ? view : 'idle'} size="large" />}
        title={t('welcome.exchange.title')}
        lead=""
      />
      <p className={styles.how}>
        <Trans
          i18nKey={`welcome.exchange.${wayToTalk(snapshot)}`}
          components={{ keys: <HotkeyKeys label={snapshot.hotkey.label} /> }}
        />
      </p>
      <Needs needs={needs} stores={stores} onFetch={() => fetchModels(stores, snapshot)} />
      <div className={styles.talk}>
        {isReady && <TalkButton snapshot={snapshot} actions={stores.actions} />}
        {view === 'listening' && <LevelMeter source={stores.levels} active />}
      </div>
      {!isTold && (
        <AttentionCard
          snapshot={snapshot}
          error={attention}
          onDismiss={stores.actions.dismissAttention}
          onOpenSettings={(pane) => stores.actions.openWindow('settings', pane)}
        />
      )}
      {hasSpoken || hasReply ? (
        <dl className={styles.words}>
          <dt>{t('welcome.exchange.you')}</dt>
          <dd className={styles.person}>
            {person.committed} {person.tentative}
          </dd>
          {hasReply && (
            <>
              <dt>{t('welcome.exchange.me')}</dt>
              <dd className={styles.reply}>
                {reply.heard} {reply.coming}
              </dd>
            </>
          )}
        </dl>
      ) : (
        <section className={styles.suggestions} aria-labelledby="suggestions">
          <h2 id="suggestions" className={styles.label}>
            {t('welcome.exchange.suggestions')}
          </h2>
          <ul className={styles.examples}>
            {t('welcome.exchange.examples', { returnObjects: true }).map((example) => (
              <li key={example}>{example}</li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.fast} role="status">
        {answer?.firstSoundMs != null && (
          <p className={styles.time}>
            {t('welcome.exchange.fast', { time: formatSeconds(locale, answer.firstSoundMs) })}
          </p>
        )}
        {answer !== null && <p className={styles.how}>{t('welcome.exchange.again')}</p>}
      </div>
      <SkippedSteps place={place} onOpen={(pane) => stores.actions.openWindow('settings', pane)} />
    </>
  )
}
