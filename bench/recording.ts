/** Makes the recordings that are measured, once, with the simulator of this project. */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { hardHarmonics } from '../packages/nodes/src/dsp/chest.ts'
import { createRadar, type Scene } from '../packages/nodes/src/dsp/scene.ts'
import type { Shape } from './settings.ts'

const degrees = Math.PI / 180

/** As the peer's own recording: a person at 1.1 m whose rates drift, three reflectors, a walker. */
const scene: Scene = {
  people: [
    {
      range: 1.1,
      angle: 10 * degrees,
      amplitude: 1,
      phase: 0,
      chest: {
        breathing: { rate: 0.25, amplitude: 2e-3, harmonics: hardHarmonics, jitter: 0.05 },
        heart: { rate: 1.2, amplitude: 0.5e-3, second: 0.4, jitter: 0.02 },
      },
    },
  ],
  still: [
    { range: 0.5, angle: -20 * degrees, amplitude: 1.5, phase: 0 },
    { range: 1.6, angle: 30 * degrees, amplitude: 2, phase: 0 },
    { range: 2.0, angle: 0, amplitude: 0.8, phase: 0 },
  ],
  walkers: [{ range: 1.9, angle: -5 * degrees, amplitude: 0.4, phase: 0 }],
  fans: [],
}

/** Amplitude that the largest code stands for: all echoes and the noise fit, as in the peer's. */
export const fullScaleAmplitude = 10

/**
 * Writes int16 (frames, chirps, rx, samples, 2), I then Q, frame by frame, unless it is there. The
 * file appears whole or not at all.
 */
export function makeRecording(path: string, { waveform }: Shape, duration: number): void {
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  const frames = Math.round(duration / waveform.frameInterval)
  const { chirps, receivers, samples } = waveform
  const radar = createRadar({ scene, waveform, snr: 0, seed: 1 })
  const making = `${path}.${process.pid}.part`
  const file = openSync(making, 'w')
  try {
    writeSync(file, npyHeader([frames, chirps, receivers, samples, 2]))
    for (let n = 0; n < frames; n++) {
      const codes = Int16Array.from(radar.next().adc, (value) =>
        Math.max(-32768, Math.min(32767, Math.round((value / fullScaleAmplitude) * 32767))),
      )
      writeSync(file, new Uint8Array(codes.buffer))
    }
  } finally {
    closeSync(file)
  }
  renameSync(making, path)
}

/** Header of numpy.lib.format version 1, padded to a multiple of 64 bytes. */
function npyHeader(shape: readonly number[]): Uint8Array {
  const text = `{'descr': '<i2', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`
  const length = Math.ceil((10 + text.length + 1) / 64) * 64
  const header = Buffer.alloc(length, ' ')
  header.write('\x93NUMPY\x01\x00', 'latin1')
  header.writeUInt16LE(length - 10, 8)
  header.write(text, 10, 'latin1')
  header.write('\n', length - 1)
  return header
}
