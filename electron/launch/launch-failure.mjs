/**
 * A launch step that could not be done on this machine, in words for the person who typed the
 * command. Anything else that is thrown is a bug and shows its stack.
 */
export class LaunchFailure extends Error {
  /**
   * @param {string} message what could not be done, one sentence
   * @param {string} remedy what to do next; may have several lines
   */
  constructor(message, remedy) {
    super(message)
    this.name = 'LaunchFailure'
    /** @readonly */
    this.remedy = remedy
  }
}
