/** Decides how a raw DCA1000 file is read, and says why. */
import type { Geometry, RecordingOptions } from '@chirpflow/graph'
import { HostError } from '@chirpflow/graph'
import { structured, weighBeats } from './beats.ts'
import type { Evidence } from './dca-evidence.ts'
import { type Decoding, slotCount, type WordLayout } from './dca-layout.ts'
import type { Settings } from './read-config.ts'

const laneNames = {
  '2-lane': 'two LVDS lanes (xWR16xx, 18xx, 68xx)',
  '4-lane': 'four LVDS lanes (xWR12xx, 14xx)',
} as const

/** The layout asked for, or the one that configuration and samples speak for. */
export function chooseLayout(
  options: RecordingOptions,
  { config }: Settings,
  evidence: Evidence | undefined,
  notes: string[],
  warnings: string[],
): WordLayout {
  const real = config?.lanes === 4 ? 'real-4-lane' : 'real'
  if (options.layout === 'real' || (options.layout === 'auto' && config?.complex === false)) {
    const why = options.layout === 'real' ? 'as asked for' : 'as the configuration says'
    const how = real === 'real' ? 'receiver after receiver' : 'four receivers side by side'
    notes.push(`Raw DCA1000 file of real samples, ${why}, ${how}.`)
    return real
  }
  const verdict = weigh(evidence)
  const stated = config?.lanes === 4 ? '4-lane' : config?.lanes === 2 ? '2-lane' : undefined
  const asked = options.layout === 'auto' ? undefined : options.layout
  const layout = asked ?? verdict.layout ?? stated ?? '2-lane'
  const why = asked ? 'as asked for' : verdict.layout ? verdict.why : ''
  notes.push(`Raw DCA1000 file, ${laneNames[layout]}${why === '' ? '' : `: ${why}`}.`)
  if (verdict.layout && verdict.layout !== layout) {
    warnings.push(
      `Read as ${laneNames[layout]} as asked for, but the samples speak for ${laneNames[verdict.layout]}: ${verdict.why}.`,
    )
  } else if (verdict.layout && stated && stated !== layout) {
    warnings.push(
      `The configuration is one of ${laneNames[stated]}, the samples speak for ${laneNames[layout]}: ${verdict.why}.`,
    )
  } else if (!asked && !verdict.layout) {
    const because = stated ? 'which the configuration says' : 'which most boards have'
    warnings.push(
      `The samples do not say how many lanes they came on (${verdict.why}); taken are ${laneNames[layout]}, ${because}. Set the layout if that is wrong.`,
    )
  }
  return layout
}

/** What the samples say of the lanes, and on what ground. */
function weigh(evidence: Evidence | undefined): { layout?: '2-lane' | '4-lane'; why: string } {
  if (!evidence) return { why: 'they are all zero, or fewer than four chirps' }
  const { twoLanes, fourLanes, usedSlots, chance } = evidence
  if (usedSlots.length < slotCount) {
    const empty = slotCount - usedSlots.length
    return { layout: '4-lane', why: `${empty} of four receiver slots are empty throughout` }
  }
  const gain = fourLanes.flatness - twoLanes.flatness
  const figure = `the spectrum of a chirp is ${Math.abs(gain).toFixed(1)} dB more concentrated than read as`
  if (gain > chance) return { layout: '2-lane', why: `${figure} four lanes` }
  if (gain < -chance) return { layout: '4-lane', why: `${figure} two lanes` }
  return {
    why: `spectra read either way differ by ${Math.abs(gain).toFixed(2)} dB, chance alone gives ${chance.toFixed(2)} dB`,
  }
}

/** The slots of a four-lane file that hold the receivers: those in use, if their number agrees. */
export function chooseSlots(
  layout: WordLayout,
  name: string,
  receivers: number,
  evidence: Evidence | undefined,
  warnings: string[],
): number[] {
  const first = Array.from({ length: receivers }, (_, slot) => slot)
  if (layout !== '4-lane' && layout !== 'real-4-lane') return first
  if (receivers > slotCount) {
    throw new HostError(
      `${name}: four lanes carry at most 4 receivers, the geometry says ${receivers}`,
    )
  }
  if (!evidence || evidence.usedSlots.length === receivers)
    return evidence?.usedSlots.slice() ?? first
  warnings.push(
    `${evidence.usedSlots.length} of four receiver slots hold samples, the geometry says ${receivers} receivers; slots 1 to ${receivers} are read.`,
  )
  return first
}

/** Energy at the mirror images of targets means that I and Q are taken for one another. */
export function checkBeats(
  decoding: Decoding,
  geometry: Geometry,
  { config }: Settings,
  evidence: Evidence | undefined,
  notes: string[],
  warnings: string[],
): void {
  const order = decoding.swapped ? 'Q' : 'I'
  const opposite = decoding.swapped ? 'iq' : 'qi'
  if (config?.qFirst !== undefined && config.qFirst !== decoding.swapped) {
    notes.push(
      `The configuration's sample swap means that ${config.qFirst ? 'Q' : 'I'} comes first; read is ${order} first, as set.`,
    )
  }
  if (!evidence) return
  const { twoLanes, fourLanes, chance } = evidence
  const [reading, other] =
    decoding.layout === '2-lane' ? [twoLanes, fourLanes] : [fourLanes, twoLanes]
  // Noise, and a wrong layout, have energy on both sides.
  if (reading.flatness > Math.min(structured, other.flatness + chance)) return
  // The evidence is of pairs read I first.
  const positive = decoding.swapped ? 1 - reading.positive : reading.positive
  const { mirrored, words } = weighBeats({ positive }, geometry)
  if (!mirrored) notes.push(`${order} first: ${words}.`)
  else warnings.push(`${order} first: ${words}; I/Q order "${opposite}" may be right.`)
}
