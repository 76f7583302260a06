/** Of the button that opens a turn's words to be corrected, and has the focus again behind that. */
export const correctButtonId = (turnId: string): string => `correct-${turnId}`
