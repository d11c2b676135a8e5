/** An A121 recording of a person who breathes before a wall. */
import { madeA121 } from '../../packages/formats/fixtures/made-a121.ts'

export interface Breather {
  readonly seconds: number
  /** Breaths a second. */
  readonly rate: number
  /** m. */
  readonly range: number
  readonly lostFrames?: readonly number[]
}

const frameRate = 20
const sweeps = 2
const points = 21
const startPoint = 119
const stepLength = 24
/** As the fixture states it. */
const baseStep = 2.5e-3
const wavelength = 299792458 / 60.5e9

/** A still wall of twice the amplitude stands at the far end; counts have noise of one. */
export async function madeBreather(breather: Breather): Promise<Uint8Array> {
  const { seconds, rate, lostFrames = [] } = breather
  const frames = Array.from({ length: Math.round(seconds * frameRate) }, (_, n) => n).filter(
    (n) => !lostFrames.includes(n),
  )
  const real: number[] = []
  const imag: number[] = []
  for (const n of frames) {
    const motion = 4e-3 * Math.sin((2 * Math.PI * rate * n) / frameRate)
    for (let sweep = 0; sweep < sweeps; sweep++) {
      for (let point = 0; point < points; point++) {
        const at = (startPoint + point * stepLength) * baseStep
        const chest = 800 * Math.exp(-(((at - breather.range) / 0.07) ** 2))
        const wall = 1600 * Math.exp(-(((at - 1.55) / 0.07) ** 2))
        const angle = (4 * Math.PI * (breather.range + motion)) / wavelength
        const noise = Math.sin(n * 12.9898 + sweep * 78.233 + point * 37.719) * 43758.5453
        real.push(Math.round(chest * Math.cos(angle) + wall + 2 * (noise % 1)))
        imag.push(Math.round(chest * Math.sin(angle) + 2 * ((7 * noise) % 1)))
      }
    }
  }
  return madeA121({
    ticks: frames.map((n) => Math.round((n * 1e6) / frameRate)),
    subsweeps: [{ start_point: startPoint, num_points: points, step_length: stepLength }],
    counts: { real, imag, sweeps, points },
  })
}
