import { useTranslation } from 'react-i18next'
import type { DeviceNotice } from '../../electron/contracts/devices.ts'
import { deviceNoticeLines } from './device-notice-text.ts'
import styles from './device-notice-lines.module.css'
import { Icon } from './icon.tsx'

/** Which microphone or loudspeaker is used now. Screen readers hear it from the `LiveAnnouncer`. */
export const DeviceNoticeLines = ({ notice }: { readonly notice: DeviceNotice }) => {
  const { t } = useTranslation()
  return (
    <div className={styles.notice}>
      <Icon name={notice.microphone === null ? 'voice' : 'microphone'} />
      <div className={styles.lines}>
        {deviceNoticeLines(t, notice).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </div>
  )
}
