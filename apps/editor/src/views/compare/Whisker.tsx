/** A figure with its interval, on the scale that all rows share. */
import type { Estimate } from '@chirpflow/statistics'
import { chainShapes, chainToken, isHollow } from '../../theme/chain-mark.tsx'

const width = 100
const height = 20
const middle = 9

export function Whisker({
  estimate: { value, low, high },
  most,
  index,
}: {
  estimate: Estimate
  /** The right end of the scale; it begins at zero. */
  most: number
  /** Of the chain; undefined: grey. */
  index?: number
}) {
  if (Number.isNaN(value)) return null
  const place = (at: number) => 4 + (Math.min(at, most) / most) * (width - 8)
  const colour = index === undefined ? 'var(--control)' : `var(${chainToken(index)})`
  return (
    <svg
      className="whisker"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      focusable="false"
    >
      <path d={`M0 ${height - 2.5}H${width}`} stroke="var(--line)" />
      <g stroke={colour} strokeWidth={1.6} fill="none">
        {!Number.isNaN(low) && (
          <path
            d={`M${place(low)} ${middle}H${place(high)}M${place(low)} ${middle - 3.5}v7M${place(high)} ${middle - 3.5}v7`}
          />
        )}
        <Mark x={place(value)} colour={colour} index={index} />
      </g>
    </svg>
  )
}

function Mark({ x, colour, index }: { x: number; colour: string; index: number | undefined }) {
  const hollow = index !== undefined && isHollow(index)
  const fill = hollow ? 'var(--node)' : colour
  const corners = index === undefined ? [] : chainShapes[index % chainShapes.length]
  if (corners.length === 0) return <circle cx={x} cy={middle} r={3.4} fill={fill} />
  const points = corners.map(([dx, dy]) => `${x + 4 * dx},${middle + 4 * dy}`).join(' ')
  return <polygon points={points} fill={fill} strokeWidth={hollow ? 1.4 : 0.4} />
}
