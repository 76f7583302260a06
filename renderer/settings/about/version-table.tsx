import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AboutView } from '../../../electron/contracts/trust.ts'
import { Button } from '../../ui/button.tsx'
import taskStyles from '../trust/trust.module.css'
import styles from './about.module.css'

/** Names as people know them; packages have no other. */
const NAMES: Readonly<Record<string, string>> = {
  electron: 'Electron',
  chrome: 'Chromium',
  node: 'Node.js',
  v8: 'V8',
  'sherpa-onnx-node': 'sherpa-onnx',
  'onnxruntime-node': 'ONNX Runtime',
}

/** For whoever is asked "which version?". */
export const versionText = ({ version, commit, system, runtimes }: AboutView): string =>
  [
    `Warbler ${version}${commit === null ? '' : ` (${commit})`}`,
    system,
    ...runtimes.map((each) => `${NAMES[each.name] ?? each.name} ${each.version}`),
  ].join('\n')

export const VersionTable = ({
  about,
  onCopy,
}: {
  readonly about: AboutView
  readonly onCopy: (text: string) => Promise<boolean>
}) => {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const facts = [
    { name: 'Warbler', version: about.version },
    { name: t('about.commit'), version: about.commit ?? t('about.unknown') },
    { name: t('about.system'), version: about.system },
    ...about.runtimes.map(({ name, version }) => ({ name: NAMES[name] ?? name, version })),
  ]
  return (
    <div>
      <dl className={styles.facts}>
        {facts.map(({ name, version }) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.copy}>
        <span className={taskStyles.result} role="status">
          {copied ? t('app.copied') : ''}
        </span>
        <Button icon="copy" onPress={() => void onCopy(versionText(about)).then(setCopied)}>
          {t('about.copy')}
        </Button>
      </p>
    </div>
  )
}
