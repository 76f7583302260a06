import type { KeyboardEvent } from 'react'

/** The Enter key, but not the one that takes a word which is being put together (Chinese, Japanese). */
export const isEnter = ({
  key,
  nativeEvent,
}: Pick<KeyboardEvent, 'key'> & {
  readonly nativeEvent: Pick<KeyboardEvent['nativeEvent'], 'isComposing'>
}): boolean => key === 'Enter' && !nativeEvent.isComposing
