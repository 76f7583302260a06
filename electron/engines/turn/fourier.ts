/**
 * The discrete Fourier transform of 400 points: Whisper's window, 25 ms at 16 kHz, which is no power
 * of two and so nothing that the small libraries do. Stockham's self-sorting mixed radix,
 * 400 = 4 x 4 x 5 x 5, with the twiddles in tables.
 */
export const WINDOW_SAMPLES = 400

const COS_1 = Math.cos((2 * Math.PI) / 5)
const COS_2 = Math.cos((4 * Math.PI) / 5)
const SIN_1 = Math.sin((2 * Math.PI) / 5)
const SIN_2 = Math.sin((4 * Math.PI) / 5)

/** Real and imaginary parts. */
interface ComplexWindow {
  readonly re: Float64Array
  readonly im: Float64Array
}

export const complexWindow = (): ComplexWindow => ({
  re: new Float64Array(WINDOW_SAMPLES),
  im: new Float64Array(WINDOW_SAMPLES),
})

interface Stage {
  readonly radix: 4 | 5
  /** Length of the transforms that the stages before have made. */
  readonly span: number
  /** e^(-2 pi i k / (span * radix)) for every k. */
  readonly cosines: Float64Array
  readonly sines: Float64Array
}

const stageOf = (radix: 4 | 5, span: number): Stage => {
  const turns = Float64Array.from({ length: span * radix }, (_, k) => k / (span * radix))
  return {
    radix,
    span,
    cosines: turns.map((turn) => Math.cos(2 * Math.PI * turn)),
    sines: turns.map((turn) => -Math.sin(2 * Math.PI * turn)),
  }
}

const STAGES = [stageOf(4, 1), stageOf(4, 4), stageOf(5, 16), stageOf(5, 80)]

/** The index is always inside: the compiler cannot know. */
const at = (values: Float64Array, index: number): number => values[index] ?? 0

const byFour = (from: ComplexWindow, to: ComplexWindow, { span, cosines, sines }: Stage): void => {
  const step = WINDOW_SAMPLES / (span * 4)
  for (let offset = 0; offset < span; offset += 1) {
    const c1 = at(cosines, offset)
    const c2 = at(cosines, 2 * offset)
    const c3 = at(cosines, 3 * offset)
    const s1 = at(sines, offset)
    const s2 = at(sines, 2 * offset)
    const s3 = at(sines, 3 * offset)
    for (let k = 0; k < step; k += 1) {
      const a = offset * step * 4 + k
      const b = a + step
      const c = a + 2 * step
      const d = a + 3 * step
      const bRe = at(from.re, b) * c1 - at(from.im, b) * s1
      const bIm = at(from.re, b) * s1 + at(from.im, b) * c1
      const cRe = at(from.re, c) * c2 - at(from.im, c) * s2
      const cIm = at(from.re, c) * s2 + at(from.im, c) * c2
      const dRe = at(from.re, d) * c3 - at(from.im, d) * s3
      const dIm = at(from.re, d) * s3 + at(from.im, d) * c3
      const evenRe = at(from.re, a) + cRe
      const evenIm = at(from.im, a) + cIm
      const oddRe = at(from.re, a) - cRe
      const oddIm = at(from.im, a) - cIm
      const first = offset * step + k
      const between = span * step
      to.re[first] = evenRe + bRe + dRe
      to.im[first] = evenIm + bIm + dIm
      to.re[first + between] = oddRe + bIm - dIm
      to.im[first + between] = oddIm - bRe + dRe
      to.re[first + 2 * between] = evenRe - bRe - dRe
      to.im[first + 2 * between] = evenIm - bIm - dIm
      to.re[first + 3 * between] = oddRe - bIm + dIm
      to.im[first + 3 * between] = oddIm + bRe - dRe
    }
  }
}

const byFive = (from: ComplexWindow, to: ComplexWindow, { span, cosines, sines }: Stage): void => {
  const step = WINDOW_SAMPLES / (span * 5)
  for (let offset = 0; offset < span; offset += 1) {
    const c1 = at(cosines, offset)
    const c2 = at(cosines, 2 * offset)
    const c3 = at(cosines, 3 * offset)
    const c4 = at(cosines, 4 * offset)
    const s1 = at(sines, offset)
    const s2 = at(sines, 2 * offset)
    const s3 = at(sines, 3 * offset)
    const s4 = at(sines, 4 * offset)
    for (let k = 0; k < step; k += 1) {
      const a = offset * step * 5 + k
      const b = a + step
      const c = a + 2 * step
      const d = a + 3 * step
      const e = a + 4 * step
      const aRe = at(from.re, a)
      const aIm = at(from.im, a)
      const bRe = at(from.re, b) * c1 - at(from.im, b) * s1
      const bIm = at(from.re, b) * s1 + at(from.im, b) * c1
      const cRe = at(from.re, c) * c2 - at(from.im, c) * s2
      const cIm = at(from.re, c) * s2 + at(from.im, c) * c2
      const dRe = at(from.re, d) * c3 - at(from.im, d) * s3
      const dIm = at(from.re, d) * s3 + at(from.im, d) * c3
      const eRe = at(from.re, e) * c4 - at(from.im, e) * s4
      const eIm = at(from.re, e) * s4 + at(from.im, e) * c4
      const outerRe = bRe + eRe
      const outerIm = bIm + eIm
      const innerRe = cRe + dRe
      const innerIm = cIm + dIm
      const nearRe = aRe + COS_1 * outerRe + COS_2 * innerRe
      const nearIm = aIm + COS_1 * outerIm + COS_2 * innerIm
      const farRe = aRe + COS_2 * outerRe + COS_1 * innerRe
      const farIm = aIm + COS_2 * outerIm + COS_1 * innerIm
      const nearTurnRe = SIN_1 * (bRe - eRe) + SIN_2 * (cRe - dRe)
      const nearTurnIm = SIN_1 * (bIm - eIm) + SIN_2 * (cIm - dIm)
      const farTurnRe = SIN_2 * (bRe - eRe) - SIN_1 * (cRe - dRe)
      const farTurnIm = SIN_2 * (bIm - eIm) - SIN_1 * (cIm - dIm)
      const first = offset * step + k
      const between = span * step
      to.re[first] = aRe + outerRe + innerRe
      to.im[first] = aIm + outerIm + innerIm
      to.re[first + between] = nearRe + nearTurnIm
      to.im[first + between] = nearIm - nearTurnRe
      to.re[first + 2 * between] = farRe + farTurnIm
      to.im[first + 2 * between] = farIm - farTurnRe
      to.re[first + 3 * between] = farRe - farTurnIm
      to.im[first + 3 * between] = farIm + farTurnRe
      to.re[first + 4 * between] = nearRe - nearTurnIm
      to.im[first + 4 * between] = nearIm + nearTurnRe
    }
  }
}

/** Transforms `window`, with `scratch` to work in; the result is in `window`, in order. */
export const fourier = (window: ComplexWindow, scratch: ComplexWindow): void => {
  // Four stages: an even number, so that the last one writes where the first one read.
  let [from, to] = [window, scratch]
  for (const stage of STAGES) {
    if (stage.radix === 4) byFour(from, to, stage)
    else byFive(from, to, stage)
    ;[from, to] = [to, from]
  }
}
