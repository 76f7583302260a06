import { useTranslation } from 'react-i18next'
import { sentences } from '../i18n/sentences.ts'
import type { AppSnapshot } from '../../electron/contracts/snapshot.ts'
import styles from '../styles/shared.module.css'
import { deviceNoticeLines } from './device-notice-text.ts'
import { phaseSentence } from './phase-text.ts'

/**
 * Tells screen readers and Braille displays the phase, devices that changed, and a reply once it is whole: word by word it
 * would talk over the voice.
 */
export const LiveAnnouncer = ({ snapshot }: { readonly snapshot: AppSnapshot }) => {
  const { t } = useTranslation()
  const { deviceNotice } = snapshot
  const { phase, reply } = snapshot.conversation
  const replying = phase === 'thinking' || phase === 'speaking'
  return (
    <>
      <p className={styles.hidden} role="status">
        {phaseSentence(t, snapshot)}
      </p>
      <p className={styles.hidden} role="status">
        {deviceNotice !== null && deviceNoticeLines(t, deviceNotice).join(t('devices.separator'))}
      </p>
      <p className={styles.hidden} role="log" aria-atomic="true">
        {!replying && reply.heard !== '' && sentences(t, t('overlay.reply'), reply.heard)}
      </p>
    </>
  )
}
