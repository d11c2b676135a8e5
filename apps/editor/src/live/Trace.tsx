/** A small line without axes: how a figure was in the last minute. */

const [width, height] = [100, 24]

/** Points that are no number are gaps. */
export function Trace({
  values,
  className = 'trace',
}: {
  values: readonly number[]
  className?: string
}) {
  const finite = values.filter(Number.isFinite)
  if (finite.length < 2) return <svg className={className} aria-hidden="true" />
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const step = width / (values.length - 1)
  // what hardly changes is a straight line
  const range = Math.max(high - low, 0.02 * Math.abs(high), 1e-9)
  const middle = (low + high) / 2
  let pen = 'M'
  const path = values
    .map((value, at) => {
      if (!Number.isFinite(value)) {
        pen = 'M'
        return ''
      }
      const y = height / 2 - ((value - middle) / range) * (height - 4)
      const point = `${pen}${(at * step).toFixed(1)} ${y.toFixed(1)}`
      pen = 'L'
      return point
    })
    .join('')
  return (
    <svg
      className={className}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
