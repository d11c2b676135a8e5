/** How well each beat has the shape that the beats of its stretch share. */
import { medianOf } from './median.ts'

/**
 * Correlation of each beat with the template, over `half` samples to each side; a beat that the
 * stretch does not hold whole is compared over what there is (Orphanidou et al., IEEE J. Biomed.
 * Health Inform. 19:832, 2015). The template is the median of that half of the beats that is most
 * like the median of all, so that noise in a good part of the stretch does not blur it.
 */
export function templateMatch(x: Float64Array, at: readonly number[], half: number): number[] {
  const places = at.map(Math.round)
  const whole = places.filter((place) => place >= half && place + half < x.length)
  if (whole.length < 3) return places.map(() => 0)
  const rough = medianBeat(x, whole, half)
  const likeness = whole.map((place) => matchAt(x, place, rough))
  const least = medianOf(likeness)
  const template = medianBeat(
    x,
    whole.filter((_, n) => likeness[n] >= least),
    half,
  )
  return places.map((place) => matchAt(x, place, template))
}

function medianBeat(x: Float64Array, places: readonly number[], half: number): Float64Array {
  return Float64Array.from({ length: 2 * half + 1 }, (_, n) =>
    medianOf(places.map((place) => x[place - half + n])),
  )
}

function matchAt(x: Float64Array, place: number, template: Float64Array): number {
  const half = (template.length - 1) / 2
  const from = Math.max(0, half - place)
  const to = Math.min(template.length, x.length - place + half)
  return correlation(
    template.subarray(from, to),
    x.subarray(place - half + from, place - half + to),
  )
}

/** Pearson's; 0 where one of the two is constant. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [meanOf(a), meanOf(b)]
  let [ab, aa, bb] = [0, 0, 0]
  for (let n = 0; n < a.length; n++) {
    ab += (a[n] - ma) * (b[n] - mb)
    aa += (a[n] - ma) ** 2
    bb += (b[n] - mb) ** 2
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}

function meanOf(x: Float64Array): number {
  return x.reduce((sum, value) => sum + value, 0) / x.length
}
