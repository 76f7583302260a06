import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import shared from '../styles/shared.module.css'
import { IconButton } from './icon-button.tsx'

/** Long enough to be noticed, gone before the next copy. */
const CONFIRMATION_MS = 1600

/** Copies and says so for a moment, to the eye and to screen readers. */
export const CopyButton = ({
  label,
  text,
  onCopy,
  icon = 'copy',
}: {
  readonly label: string
  readonly text: string
  readonly onCopy: (text: string) => Promise<boolean>
  readonly icon?: 'copy' | 'copy-exchange' | 'quote'
}) => {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), CONFIRMATION_MS)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <>
      <IconButton
        icon={copied ? 'check' : icon}
        label={label}
        onPress={() => void onCopy(text).then(setCopied)}
      />
      <span className={shared.hidden} role="status">
        {copied ? t('app.copied') : ''}
      </span>
    </>
  )
}
