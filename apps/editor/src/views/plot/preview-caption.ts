/** The two texts under a preview: how far it reaches, and between which values. */
import type { Axis, Signal } from '@chirpflow/graph'
import type { Layout } from './layout.ts'
import type { LanesModel, LineModel, NumberModel } from './models.ts'
import { decimalsOf, fixed, shownAs, showRange, withUnit } from './show.ts'

/** A time axis by its length, any other by where it begins and ends: "12.8 s", "0 – 2.5 m". */
export function axisReach({ name, size, start, step, unit }: Axis): string {
  if (unit === '1') return `${size} ${name}s`
  if (name === 'time') return length(size * step, unit)
  const end = start + (size - 1) * step
  const shown = shownAs(unit, Math.max(Math.abs(start), Math.abs(end)))
  const text = (value: number) =>
    value === 0 ? '0' : String(Number((value * shown.factor).toPrecision(3))).replace('-', '−')
  return withUnit(`${text(start)} – ${text(end)}`, shown.unit)
}

function length(size: number, unit: Axis['unit']): string {
  const shown = shownAs(unit, size)
  const decimals = Math.max(0, decimalsOf(size * shown.factor))
  return withUnit(String(Number(fixed(size * shown.factor, decimals))), shown.unit)
}

/** Slow time as an axis: as long as the trace. */
function overTimeAxis({ x }: LineModel | LanesModel): Pick<Axis, 'size' | 'step'> {
  return { step: x.step, size: Math.round((x.extent[1] - x.extent[0]) / x.step) + 1 }
}

/** Left and right text; the model is absent for a heat map. */
export function previewCaption(
  signal: Signal,
  layout: Layout,
  model: NumberModel | LineModel | LanesModel | undefined,
): readonly [string, string] {
  const { axes, unit } = signal
  if (!model) {
    const [x, y] = [axes[layout.x!], axes[layout.y!]]
    const shown = signal.dtype === 'complex64' ? 'dB' : shownAs(unit, 1).unit
    return [`${axisReach(x)} × ${axisReach(y).replace(/^0 – /, '')}`, shown]
  }
  if (model.body === 'number') {
    if (Number.isNaN(model.value)) return ['no answer', '']
    const count = model.trend.reduce((sum, { values }) => sum + values.length, 0)
    if (count < 2 || !model.extent) return ['', '']
    return [
      `${count} chunks`,
      showRange(model.extent[0], model.extent[1], unit).replace(' to ', ' – '),
    ]
  }
  const x: Axis =
    layout.x === undefined
      ? { name: 'time', unit: 's', start: 0, ...overTimeAxis(model) }
      : axes[layout.x]
  if (model.body === 'lanes') return [`${model.lanes.length} ${model.lane}s`, axisReach(x)]
  if (x.name === 'sample' && signal.dtype === 'complex64') return [axisReach(x), 'I, Q']
  if (!model.extent) return [axisReach(x), '']
  const [low, high] = model.extent
  if (x.name === 'time' && !model.grounded) {
    const shown = shownAs(unit, high - low)
    const size = (high - low) * shown.factor
    return [
      axisReach(x),
      `${withUnit(fixed(size, Math.max(0, decimalsOf(size) - 1)), shown.unit)} p-p`,
    ]
  }
  return [axisReach(x), showRange(low, high, unit).replace(' to ', ' – ')]
}
