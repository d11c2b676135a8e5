/** Signals as they flow through the chain, to feed single nodes with. */
import type { Axis, AxisName, Signal, Unit } from '@chirpflow/graph'
import { signalOf } from './nodes.ts'

export function axis(name: AxisName, size: number, step = 1, start = 0, unit: Unit = '1'): Axis {
  return { name, size, start, step, unit }
}

export function timeAxis(size: number, rate = 20): Axis {
  return axis('time', size, 1 / rate, -(size - 1) / rate, 's')
}

/** Frames at 20 a second. */
export function frames(given: Partial<Signal> = {}): Signal {
  return signalOf({ rate: 20, span: 0, unit: '1', ...given })
}

/** Windows of `size` samples at 20 a second, one a second. */
export function windows(size = 256, given: Partial<Signal> = {}, leading: Axis[] = []): Signal {
  return signalOf({
    axes: [...leading, timeAxis(size)],
    start: (size - 1) / 20,
    rate: 1,
    span: size / 20,
    ...given,
  })
}

/** `value` at each of `size` samples, 1 / rate s apart. */
export function sampled(size: number, value: (time: number) => number, rate = 20): Float64Array {
  return Float64Array.from({ length: size }, (_, n) => value(n / rate))
}

/** amplitude sin(2 pi frequency t + phase). */
export function tone(size: number, frequency: number, amplitude = 1, phase = 0): Float64Array {
  return sampled(size, (t) => amplitude * Math.sin(2 * Math.PI * frequency * t + phase))
}

export function sumOf(...parts: readonly Float64Array[]): Float64Array {
  return parts[0].map((_, n) => parts.reduce((sum, part) => sum + part[n], 0))
}

/** Interleaved exp(i angle) of any magnitude. */
export function phasors(angle: Float64Array, magnitude = 1, re = 0, im = 0): Float32Array {
  return Float32Array.from({ length: 2 * angle.length }, (_, i) =>
    i % 2 === 0
      ? re + magnitude * Math.cos(angle[i >> 1])
      : im + magnitude * Math.sin(angle[i >> 1]),
  )
}
