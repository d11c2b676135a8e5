/** A person before the radar, simply: one echo whose phase breathes and beats, one chirp a frame. */
import { encodeFrame, type RadarSetup } from '@chirpflow/formats'

const speedOfLight = 299_792_458
const range = 1
/** Of chest and heart, m and Hz. */
const motions = [
  { amplitude: 2e-3, rate: 0.25 },
  { amplitude: 4e-4, rate: 1.2 },
] as const
/** ADC counts. */
const amplitude = 1000

/** The bytes of one chirp, all receivers, for each frame of so many seconds; a frame repeats its own. */
export function chirpsOf({ geometry, decoding }: RadarSetup, seconds: number): Uint8Array[] {
  const { samples, receivers, chirpSlope, sampleRate, startFrequency, frameInterval } = geometry
  const one = { ...decoding, chirps: 1 }
  const centre = startFrequency + (chirpSlope * samples) / sampleRate / 2
  return Array.from({ length: Math.round(seconds / frameInterval) }, (_, frame) => {
    const time = frame * frameInterval
    const moved = motions.reduce(
      (sum, { amplitude, rate }) => sum + amplitude * Math.sin(2 * Math.PI * rate * time),
      0,
    )
    const phase = (4 * Math.PI * centre * (range + moved)) / speedOfLight
    const beat = (2 * chirpSlope * range) / speedOfLight / sampleRate
    const chirp = new Float32Array(2 * receivers * samples)
    for (let rx = 0, at = 0; rx < receivers; rx++) {
      for (let n = 0; n < samples; n++) {
        const angle = 2 * Math.PI * beat * n + phase + rx
        chirp[at++] = amplitude * Math.cos(angle)
        chirp[at++] = amplitude * Math.sin(angle)
      }
    }
    return new Uint8Array(encodeFrame(chirp, one).buffer)
  })
}

/** Frames of one chirp each, over and over. */
export function framesOf(chirps: readonly Uint8Array[], frameBytes: number): Uint8Array[] {
  return chirps.map((chirp) => {
    const frame = new Uint8Array(frameBytes)
    for (let at = 0; at < frameBytes; at += chirp.length) frame.set(chirp, at)
    return frame
  })
}
