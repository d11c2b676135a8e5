/** Whether a signal fits a port, and if not, why, in words that name both ends. */
import type { AxisPattern, Port } from './node.ts'
import { type Axis, describeSignal, type Signal } from './signal.ts'

/** The leading axes that '...' stands for, or undefined where the axes do not fit the pattern. */
export function matchAxes(
  pattern: readonly AxisPattern[],
  axes: readonly Axis[],
): readonly Axis[] | undefined {
  let left = axes.length
  for (let place = pattern.length - 1; place >= 0; place--) {
    const wanted = pattern[place]
    if (wanted === '...') return axes.slice(0, left)
    const optional = wanted.endsWith('?')
    const name = optional ? wanted.slice(0, -1) : wanted
    if (left > 0 && axes[left - 1].name === name) left--
    else if (!optional) return undefined
  }
  return left === 0 ? [] : undefined
}

/** "float64 (..., time) in m", as messages say what a port takes. */
export function describePort(port: Port): string {
  const axes = port.axes.length === 0 ? 'one number' : port.axes.join(', ')
  const units = port.units ? ` in ${port.units.join(' or ')}` : ''
  return `${port.dtypes.join(' or ')} (${axes})${units}`
}

/** Why the signal does not fit the port; undefined where it does. */
export function refuseSignal(port: Port, signal: Signal): string | undefined {
  const dtypes: readonly string[] = port.dtypes
  const units: readonly string[] | undefined = port.units
  const missing = port.needs.filter((fact) => signal.acquisition[fact] === undefined)
  const fits =
    dtypes.includes(signal.dtype) &&
    matchAxes(port.axes, signal.axes) !== undefined &&
    (units === undefined || units.includes(signal.unit))
  if (!fits) return `wants ${describePort(port)}, gets ${describeSignal(signal)}`
  if (missing.length > 0) {
    return `wants a signal whose source states ${missing.join(', ')}, gets one that does not,`
  }
  return undefined
}

export function sameAxes(a: readonly Axis[], b: readonly Axis[]): boolean {
  return (
    a.length === b.length &&
    a.every((axis, index) => {
      const other = b[index]
      return (
        axis.name === other.name &&
        axis.size === other.size &&
        axis.start === other.start &&
        axis.step === other.step &&
        axis.unit === other.unit
      )
    })
  )
}
