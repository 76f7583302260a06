import { app } from 'electron'

/**
 * Code of a WebAssembly module that has run for about so many bytes is compiled anew by V8's optimizing
 * compiler. By its own measure (13 million) that is done to the voice activity detector in the seconds in
 * which the engines load: 3.2 s of processor time on two cores that load them in 6, for a detector whose window
 * takes 5.1 % of a core afterwards and 5.5 % without (medians of 6). What runs for hours still is.
 */
const OPTIMIZED_AFTER_BYTES = 2_000_000_000

/** Before Electron is ready: how V8 is to compile what the windows run. */
export const tuneScriptEngine = (): void => {
  const others = app.commandLine.getSwitchValue('js-flags')
  const flags = [others, `--wasm-tiering-budget=${OPTIMIZED_AFTER_BYTES}`]
  app.commandLine.appendSwitch('js-flags', flags.filter((flag) => flag !== '').join(' '))
}
