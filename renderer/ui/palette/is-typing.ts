/** Controls that are no text: what is undone there is the setting. */
const NO_TEXT: ReadonlySet<string> = new Set(['range', 'checkbox', 'radio', 'button'])

/** Whether a key belongs to a text that is being written. */
export const isTyping = (target: EventTarget | null): boolean =>
  (target instanceof HTMLInputElement && !NO_TEXT.has(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLElement && target.isContentEditable)
