import type { TFunction } from 'i18next'
import type { Fault } from './editor-state.ts'

/** Why keys are not taken, or what they cost, with what to do about it. */
export const faultText = (
  t: TFunction,
  { because, label: keys }: Fault,
  platform: string,
): string => {
  switch (because.kind) {
    case 'fine':
      return ''
    case 'taken':
    case 'used':
      return t(`shortcuts.verdict.${because.kind}`, {
        keys,
        use: t(`shortcuts.use.${because.use}`),
      })
    case 'types':
      return t(platform === 'darwin' ? 'shortcuts.verdict.typesMac' : 'shortcuts.verdict.types', {
        keys,
      })
    case 'conflict':
      return t('shortcuts.verdict.conflict', {
        keys,
        action: t(`shortcuts.action.${because.with}`),
      })
    case 'modifiers':
    case 'unknownKey':
    case 'altGraph':
    case 'unreadable':
      return t(`shortcuts.verdict.${because.kind}`, { keys })
  }
}
