import { useTranslation } from 'react-i18next'
import type { FirstRun, FirstRunStep } from '../../electron/contracts/first-run.ts'
import type { SettingsPane } from '../../electron/contracts/window-routes.ts'
import { Button } from '../ui/button.tsx'
import styles from './skipped-steps.module.css'

/** Where each step is found again. */
const PANES = {
  way: 'brain',
  provider: 'providers',
  microphone: 'voice-in',
  loudspeaker: 'voice-out',
  hotkey: 'shortcuts',
  wake: 'wake',
  exchange: 'models',
} as const satisfies Readonly<Record<FirstRunStep, SettingsPane>>

/** What was passed over, and where it is found again. */
export const SkippedSteps = ({
  place: { skipped },
  onOpen,
}: {
  readonly place: FirstRun
  readonly onOpen: (pane: SettingsPane) => void
}) => {
  const { t } = useTranslation()
  if (skipped.length === 0) return null
  return (
    <div className={styles.skipped}>
      <p>{t('welcome.exchange.skipped')}</p>
      <ul className={styles.list}>
        {skipped.map((step) => (
          <li key={step}>
            <Button size="small" onPress={() => onOpen(PANES[step])}>
              {t(`welcome.steps.${step}`)}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
