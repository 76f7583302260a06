import { useTranslation } from 'react-i18next'
import type { EngineRole } from '../../electron/contracts/providers.ts'
import type { Need } from '../../electron/core/first-run/needs.ts'
import { errorText } from '../i18n/error-text.ts'
import { sentences } from '../i18n/sentences.ts'
import { Button } from '../ui/button.tsx'
import type { WelcomeStores } from './welcome-stores.ts'
import styles from './needs.module.css'

/** What the first question still waits for, and the button that helps. */
export const Needs = ({
  needs,
  stores: { devices, actions },
  onFetch,
}: {
  readonly needs: readonly Need[]
  readonly stores: Pick<WelcomeStores, 'devices' | 'actions'>
  readonly onFetch: () => void
}) => {
  const { t } = useTranslation()
  const rolesText = (roles: readonly EngineRole[]) =>
    roles.map((role) => t(`welcome.roles.${role}`)).join(t('welcome.rolesSeparator'))
  return (
    <div className={styles.needs} role="status">
      {needs.map((need) => (
        <div key={need.what} className={styles.need} data-need={need.what}>
          {content(need)}
        </div>
      ))}
    </div>
  )

  function content(need: Need) {
    switch (need.what) {
      case 'unmute':
        return (
          <>
            <p>{t('welcome.exchange.needs.unmute')}</p>
            <Button size="small" onPress={() => actions.setMuted(false)}>
              {t('welcome.microphone.unmute')}
            </Button>
          </>
        )
      case 'microphone': {
        const { message, remedy } = errorText(t, need.error ?? { code: 'microphone.absent' })
        return (
          <>
            <p>{sentences(t, message, remedy)}</p>
            <Button size="small" icon="restart" onPress={devices.tryAgain}>
              {t('welcome.microphone.tryAgain')}
            </Button>
          </>
        )
      }
      case 'fetch':
        return (
          <>
            <p>
              {t(`welcome.exchange.needs.${need.failed ? 'failed' : 'fetch'}`, {
                roles: rolesText(need.roles),
              })}
            </p>
            <Button size="small" icon="download" onPress={onFetch}>
              {t(need.failed ? 'welcome.exchange.retry' : 'welcome.exchange.fetchNow')}
            </Button>
          </>
        )
      case 'provider': {
        const text = need.error === null ? null : errorText(t, need.error)
        return (
          <>
            <p>
              {text === null
                ? t('welcome.exchange.needs.provider')
                : sentences(t, text.message, text.remedy)}
            </p>
            <Button size="small" onPress={() => actions.openWindow('settings', 'providers')}>
              {t(need.error === null ? 'welcome.exchange.toProvider' : 'overlay.setUpProvider')}
            </Button>
          </>
        )
      }
      case 'restart':
        return (
          <>
            <p>{t('welcome.exchange.needs.restart', { roles: rolesText(need.roles) })}</p>
            <Button size="small" icon="restart" onPress={() => actions.restart(need.roles)}>
              {t('welcome.exchange.restart')}
            </Button>
          </>
        )
      case 'wait':
        return <p>{t(`welcome.exchange.needs.${need.for}`, { roles: rolesText(need.roles) })}</p>
    }
  }
}
