/** The mark of a chain: its shape and colour; from the fifth on the shapes are hollow. */

/** Corners within a circle of radius 1, by chain; the first is the circle itself. */
export const chainShapes: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [0, -1],
    [0.98, 0.72],
    [-0.98, 0.72],
  ],
  [
    [-0.82, -0.82],
    [0.82, -0.82],
    [0.82, 0.82],
    [-0.82, 0.82],
  ],
  cross(0.34),
]

/** Upright, arms `half` from their middle. */
function cross(half: number): readonly (readonly [number, number])[] {
  return [
    [-half, -1],
    [half, -1],
    [half, -half],
    [1, -half],
    [1, half],
    [half, half],
    [half, 1],
    [-half, 1],
    [-half, half],
    [-1, half],
    [-1, -half],
    [-half, -half],
  ]
}

const tokens = ['--chain-a', '--chain-b', '--chain-c', '--chain-d'] as const

export function chainToken(index: number): string {
  return tokens[index % tokens.length]
}

export function isHollow(index: number): boolean {
  return index % (2 * tokens.length) >= tokens.length
}

/** A picture beside the chain's letter. */
export function ChainMark({ index, size = 10 }: { index: number; size?: number }) {
  const colour = `var(${chainToken(index)})`
  const corners = chainShapes[index % chainShapes.length]
  const hollow = isHollow(index)
  const radius = hollow ? 4.1 : 4.7
  const look = {
    fill: hollow ? 'none' : colour,
    stroke: colour,
    strokeWidth: hollow ? 1.4 : 0.3,
    strokeLinejoin: 'round',
  } as const
  return (
    <svg
      className="chain-mark"
      width={size}
      height={size}
      viewBox="-5 -5 10 10"
      overflow="visible"
      aria-hidden="true"
      focusable="false"
    >
      {corners.length === 0 ? (
        <circle r={radius - 0.3} {...look} />
      ) : (
        <polygon
          points={corners.map(([x, y]) => `${x * radius},${y * radius}`).join(' ')}
          {...look}
        />
      )}
    </svg>
  )
}

/** Grey: what is no chain. */
export function ConstantMark({ size = 10 }: { size?: number }) {
  return (
    <svg
      className="chain-mark"
      width={size}
      height={size}
      viewBox="-5 -5 10 10"
      aria-hidden="true"
      focusable="false"
    >
      <circle r={3.8} fill="none" stroke="var(--control)" strokeWidth={1.4} />
    </svg>
  )
}
