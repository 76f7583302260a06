import { useTranslation } from 'react-i18next'
import type { ListedVoice } from '../../../electron/core/actions/voice-list.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './voice-list.module.css'

/** One voice: to be heard, used, or fetched. */
export const VoiceRow = ({
  voice: { name, sex, state, voice },
  language,
  isUsed,
  tried,
  onPlay,
  onUse,
  onDownload,
}: {
  readonly voice: ListedVoice
  readonly language: string
  readonly isUsed: boolean
  readonly tried: 'preparing' | 'playing' | null
  readonly onPlay: () => void
  readonly onUse: () => void
  readonly onDownload: () => void
}) => {
  const { t } = useTranslation()
  const model = voice.modelName
  /** In a language of which there are several voices of the name. */
  const called = { voice: `${name}, ${language}` }
  return (
    <li className={styles.voice} data-voice={`${voice.model}/${voice.id ?? ''}`} data-tried={tried}>
      {state === 'here' ? (
        <IconButton
          icon={tried === null ? 'play' : 'stop'}
          label={t(tried === null ? 'voiceOut.voices.play' : 'voiceOut.voices.stop', called)}
          onPress={onPlay}
        />
      ) : (
        <span className={styles.silent} />
      )}
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          {sex === null
            ? t('voiceOut.voices.facts', { language, model })
            : t('voiceOut.voices.factsWithSex', {
                language,
                model,
                sex: t(`voiceOut.voices.${sex}`),
              })}
        </span>
      </span>
      {state === 'coming' && <span className={styles.state}>{t('voiceOut.voices.coming')}</span>}
      {state === 'missing' && (
        <Button size="small" label={t('voiceOut.voices.getOf', called)} onPress={onDownload}>
          {t('voiceOut.voices.get')}
        </Button>
      )}
      {state === 'here' &&
        (isUsed ? (
          <Badge isCurrent>{t('voiceOut.voices.used')}</Badge>
        ) : (
          <Button size="small" label={t('voiceOut.voices.useOf', called)} onPress={onUse}>
            {t('voiceOut.voices.use')}
          </Button>
        ))}
    </li>
  )
}
