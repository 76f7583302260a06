/** The system as keys are written on it; Windows and Linux write those of windows alike. */
export const pagePlatform = (): 'darwin' | 'linux' =>
  navigator.userAgent.includes('Macintosh') ? 'darwin' : 'linux'
