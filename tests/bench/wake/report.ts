import { percentile } from '../../support/sound-lab/measure.ts'
import { figure, present, type Section } from '../figure.ts'
import {
  falseWakes,
  falseWakesPerHour,
  foundShare,
  groupsOf,
  hoursOf,
  inGroup,
  SPEECH_KINDS,
  type Contender,
} from './contender.ts'
import type { Measured } from './measure.ts'
import type { NegativeKind } from './streams.ts'

/** What was measured of waiting for a phrase, in words and figures. */

const percent = (share: number | null): string =>
  share === null ? '-' : `${Math.round(share * 100)} %`

const ALL_KINDS: readonly NegativeKind[] = [...SPEECH_KINDS, 'near-sounding', 'music', 'noise']

/** Found phrases and false wakes at each of its thresholds. */
export const contenderNotes = (contender: Contender): readonly string[] => {
  const { phrases, thresholds, others } = contender
  const names = thresholds.map(({ name }) => name).join(' / ')
  const atEach = (value: (threshold: number) => string): string =>
    thresholds.map(({ threshold }) => value(threshold)).join(' / ')
  const natural = phrases.filter((phrase) => phrase.natural).length
  const conditions = new Set(phrases.map(({ condition }) => condition)).size
  const hours = hoursOf(contender, SPEECH_KINDS)
  const near = others.reduce((sum, other) => sum + other.phrases, 0)
  return [
    `found, ${names} (${natural} said by natural voices, ${phrases.length - natural} by robotic ones, under ${conditions} conditions):`,
    ...groupsOf(contender).map((group) => {
      const all = atEach((at) => percent(foundShare(contender, at, (one) => one.group === group)))
      const own = atEach((at) => percent(foundShare(contender, at, inGroup(group))))
      return `  ${group.padEnd(18)} ${own}   with robotic voices ${all}`
    }),
    ...conditionNotes(contender),
    ...(hours === 0
      ? []
      : [
          `false wakes per hour, ${names}, in ${hours.toFixed(2)} h of speech: ${atEach((at) => (falseWakesPerHour(contender, at) ?? 0).toFixed(2))}`,
        ]),
    ...ALL_KINDS.filter((kind) => hoursOf(contender, [kind]) > 0).map((kind) => {
      const wakes = atEach((at) => String(falseWakes(contender, at, [kind])))
      const of =
        kind === 'near-sounding'
          ? `of ${near} phrases`
          : `in ${hoursOf(contender, [kind]).toFixed(2)} h`
      return `  ${kind.padEnd(18)} ${wakes} ${of}`
    }),
  ]
}

/** Of noises the worst kind would be lost in the whole. */
const conditionNotes = (contender: Contender): readonly string[] => {
  const threshold = contender.thresholds[0]?.threshold ?? 0
  const noises = contender.phrases.filter(({ group, condition }) => group !== condition)
  const names = [...new Set(noises.map(({ condition }) => condition))].filter((name) =>
    name.endsWith(' dB'),
  )
  const shares = names.map((name) => {
    const share = foundShare(contender, threshold, (one) => one.condition === name && one.natural)
    return `${name} ${percent(share)}`
  })
  return shares.length === 0 ? [] : [`  each noise: ${shares.join(', ')}`]
}

/** Ours: besides, how soon and at what price. */
export const measuredSection = ({ contender, positives, negatives, notes }: Measured): Section => {
  const woken = positives.flatMap(({ positive, heard }) => {
    const { clip, condition } = positive
    const atS = heard.wokenS.balanced.find((second) => second > heard.fromS)
    const look = heard.looks.find((one) => one.atS === atS)
    return atS === undefined || look === undefined
      ? []
      : [{ clip, condition, afterMs: (atS - heard.endS) * 1000, look }]
  })
  const latency = (group: string) =>
    woken
      .filter(({ clip, condition }) => clip.alone && condition.group === group)
      .map(({ afterMs, look }) => afterMs + look.cpuMs)
  const heardAll = [...positives.map(({ heard }) => heard), ...negatives.map(({ heard }) => heard)]
  const speechS = heardAll.reduce((sum, heard) => sum + heard.speechS, 0)
  const seconds = heardAll.reduce((sum, heard) => sum + heard.seconds, 0)
  const looks = heardAll.flatMap((heard) => heard.looks)
  const lookMs = looks.reduce((sum, look) => sum + look.cpuMs, 0)
  const voiceMs = heardAll.reduce((sum, heard) => sum + heard.voiceCpuMs, 0)
  const told = (alone: boolean): string => {
    const those = woken.filter(({ clip }) => clip.alone === alone)
    return those.length === 0
      ? '-'
      : percent(those.filter(({ look }) => look.more !== alone).length / those.length)
  }
  return {
    title: contender.name,
    figures: present([
      figure('end of the phrase to woken, clean', 'ms', latency('clean')),
      figure('end of the phrase to woken, noise 10 dB', 'ms', latency('noise 10 dB')),
      figure('end of the phrase to woken, far', 'ms', latency('far in a room')),
      figure(
        'processor time of a look',
        'ms',
        looks.map(({ cpuMs }) => cpuMs),
      ),
    ]),
    notes: [
      ...contenderNotes(contender),
      'latency: of the phrase alone, on virtual time, with the processor time of the look; below zero it wakes before the phrase has ended',
      ...(looks.length === 0
        ? []
        : [
            `processor time: ${((0.1 * lookMs) / speechS).toFixed(1)} % of a core while somebody speaks (${(looks.length / speechS).toFixed(2)} looks a second, median ${percentile(
              looks.map(({ cpuMs }) => cpuMs),
              0.5,
            ).toFixed(
              0,
            )} ms), and ${((0.1 * voiceMs) / seconds).toFixed(1)} % for the voice detector`,
          ]),
      `told right at the wake: that nothing follows ${told(true)}, that something does ${told(false)} (in the middle of the phrase something always does)`,
      ...notes,
    ],
  }
}
