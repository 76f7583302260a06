import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { SettingRow } from '../rows/setting-row.tsx'

/** The way back to the first steps. */
export const SetUpAgainSetting = ({ onSetUp }: { readonly onSetUp: () => void }) => {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('welcome.again.label')} hint={t('welcome.again.hint')}>
      {({ control, describedBy }) => (
        <Button id={control} describedBy={describedBy} onPress={onSetUp}>
          {t('welcome.again.open')}
        </Button>
      )}
    </SettingRow>
  )
}
