import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { habitOf } from '../../../electron/core/turns/pause-habit.ts'
import { formatDuration } from '../../i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { useRegionalLocale } from '../../ui/use-regional-locale.ts'
import { SettingRow } from '../rows/setting-row.tsx'
import type { SettingProps } from '../setting-props.ts'

/** What the pauses tell of this person, in plain words. */
const learnedText = (t: TFunction, locale: string, pausesMs: readonly number[]): string => {
  const habit = habitOf(pausesMs)
  if (habit !== null) {
    return t('settings.learnedPauses.learned', {
      median: formatDuration(locale, habit.medianMs),
      long: formatDuration(locale, habit.longMs),
    })
  }
  return pausesMs.length === 0
    ? t('settings.learnedPauses.none')
    : t('settings.learnedPauses.few', { count: pausesMs.length })
}

/** What was learned of the person's pauses, and a button that forgets it. */
export const LearnedPausesSetting = ({
  value,
  error,
  onChange,
}: SettingProps<'learnedPausesMs'>) => {
  const { t } = useTranslation()
  const locale = useRegionalLocale()
  return (
    <SettingRow
      label={t('settings.learnedPauses.label')}
      hint={learnedText(t, locale, value)}
      error={error}
    >
      {({ control, describedBy }) => (
        <Button
          id={control}
          describedBy={describedBy}
          size="small"
          disabled={value.length === 0}
          onPress={() => onChange([])}
        >
          {t('settings.learnedPauses.reset')}
        </Button>
      )}
    </SettingRow>
  )
}
