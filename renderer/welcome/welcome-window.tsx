import { useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { FirstRun, FirstRunStep } from '../../electron/contracts/first-run.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import { useStore } from '../bridge/value-store.ts'
import { Button } from '../ui/button.tsx'
import { LiveAnnouncer } from '../ui/live-announcer.tsx'
import { DownloadStrip } from './download-strip.tsx'
import { fetchModels } from './fetch-models.ts'
import { leaveStep, skipStep } from './leave-step.ts'
import { providerLack } from './provider-lack.ts'
import { StepProgress } from './step-progress.tsx'
import { ExchangeStep } from './steps/exchange-step.tsx'
import { HotkeyStep } from './steps/hotkey-step.tsx'
import { LoudspeakerStep } from './steps/loudspeaker-step.tsx'
import { MicrophoneStep } from './steps/microphone-step.tsx'
import { ProviderStep } from './steps/provider-step.tsx'
import { WakeStep } from './steps/wake-step.tsx'
import { WayStep } from './steps/way-step.tsx'
import type { StepProps, WelcomeStores } from './welcome-stores.ts'
import styles from './welcome-window.module.css'

const STEPS = {
  way: WayStep,
  provider: ProviderStep,
  microphone: MicrophoneStep,
  loudspeaker: LoudspeakerStep,
  hotkey: HotkeyStep,
  wake: WakeStep,
  exchange: ExchangeStep,
} as const satisfies Readonly<Record<FirstRunStep, (props: StepProps) => React.ReactNode>>

/** Where Enter does something of its own; elsewhere it goes on. */
const OWN_ENTER =
  'button, a, select, textarea, summary, input:not([type="radio"], [type="checkbox"])'

/** The first steps, one at a time: what it is about above, the way on below, downloads between. */
export const WelcomeWindow = ({
  snapshot,
  stores,
}: {
  readonly snapshot: AppSnapshot
  readonly stores: WelcomeStores
}) => {
  const { t } = useTranslation()
  const place = useStore(stores.place)
  const view = useStore(stores.settings)
  const models = useStore(stores.models)
  const providers = useStore(stores.providers)
  // Of this step, once: whoever goes back and on again reads it when they try again.
  const [stayed, setStayed] = useState<FirstRun | null>(null)
  if (place === null || view === null) return null
  const { step } = place
  const Step = STEPS[step]
  const isLast = step === 'exchange'
  const lack = step === 'provider' ? providerLack(view.settings.providers, providers) : null
  const goOn = () => {
    if (lack !== null) return setStayed(place)
    leaveStep(stores, place, view)
    stores.place.next()
  }
  const skip = () => {
    skipStep(stores, place, view, lack)
    stores.place.skip()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event
    if (event.key !== 'Enter' || event.defaultPrevented || isLast) return
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (target instanceof Element && target.matches(OWN_ENTER)) return
    event.preventDefault()
    goOn()
  }
  return (
    <div className={styles.window} onKeyDown={onKeyDown}>
      <StepProgress place={place} />
      <main key={step} className={styles.main} data-step={step} tabIndex={-1}>
        <Step
          stores={stores}
          snapshot={snapshot}
          place={place}
          view={view}
          lack={stayed === place ? lack : null}
        />
      </main>
      <DownloadStrip
        view={models}
        snapshot={snapshot}
        onCommand={stores.models.command}
        onRetry={() => fetchModels(stores, snapshot)}
      />
      <footer className={styles.footer}>
        <span>
          {step !== 'way' && (
            <Button tone="quiet" onPress={stores.place.back}>
              {t('welcome.back')}
            </Button>
          )}
          {step === 'way' && (
            <Button tone="quiet" onPress={() => stores.place.leave('transcript')}>
              {t('welcome.skipAll')}
            </Button>
          )}
        </span>
        <span className={styles.forward}>
          {isLast ? (
            <>
              <Button tone="quiet" onPress={() => stores.place.leave('nothing')}>
                {t('welcome.exchange.toTray')}
              </Button>
              <Button tone="primary" onPress={() => stores.place.leave('transcript')}>
                {t('welcome.exchange.done')}
              </Button>
            </>
          ) : (
            <>
              {step !== 'way' && (
                <Button tone="quiet" onPress={skip}>
                  {t('welcome.skip')}
                </Button>
              )}
              <Button tone="primary" onPress={goOn}>
                {t('welcome.next')}
              </Button>
            </>
          )}
        </span>
      </footer>
      <LiveAnnouncer snapshot={snapshot} />
    </div>
  )
}
