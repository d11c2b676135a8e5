/** The chirps a radar sends and samples, and what follows from them. */

/** Speed of light, m/s (exact). */
export const speedOfLight = 299_792_458

export interface Waveform {
  /** Frequency at the start of the ramp, where the first sample is taken, Hz. */
  readonly carrierFrequency: number
  /** Hz/s. */
  readonly chirpSlope: number
  /** Complex samples a second, Hz. */
  readonly sampleRate: number
  /** Samples of a chirp. */
  readonly samples: number
  /** Chirps of a frame. */
  readonly chirps: number
  /** Receivers in a row, half a wavelength apart. */
  readonly receivers: number
  /** From the start of one chirp to the next within a frame, s. */
  readonly chirpInterval: number
  /** From the start of one frame to the next, s. */
  readonly frameInterval: number
}

/** Zhang et al., Sci. Rep. 16:2333 (2026), Table 3: 4 GHz in 52 us, one chirp every 50 ms. */
export const zhangWaveform: Waveform = {
  carrierFrequency: 77e9,
  chirpSlope: 4e9 / 52e-6,
  sampleRate: 5e6,
  samples: 256,
  chirps: 1,
  receivers: 1,
  // The paper sends one chirp a frame: this one is never used before chirps is raised (own choice).
  chirpInterval: 60e-6,
  frameInterval: 0.05,
}

/**
 * Wavelength in m at the middle of the sampled part of the ramp. A range bin's phase turns with this
 * one; with the carrier's, displacements come out too large (2.6 % with Table 3).
 */
export function centreWavelength(waveform: Waveform): number {
  const { carrierFrequency, chirpSlope, sampleRate, samples } = waveform
  return speedOfLight / (carrierFrequency + (chirpSlope * samples) / sampleRate / 2)
}

/**
 * Metres from one bin of an unpadded range profile to the next: c fs / (2 S N). It is not c / 2B,
 * because the samples cover only N / fs of the ramp.
 */
export function rangeBin({ sampleRate, chirpSlope, samples }: Waveform): number {
  return (speedOfLight * sampleRate) / (2 * chirpSlope * samples)
}
