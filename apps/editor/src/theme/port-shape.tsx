/** A port: its shape and colour say the dtype, filled where a wire is on it, a ring where none is. */
import type { Dtype } from '@chirpflow/graph'

const outlines: Record<Dtype, React.ReactNode> = {
  int16: <rect x="1.6" y="1.6" width="6.8" height="6.8" rx="0.6" />,
  float32: <circle cx="5" cy="5" r="3.8" />,
  float64: <path d="M5 1.1 9.2 8.5H0.8Z" strokeLinejoin="round" />,
  complex64: <path d="M5 0.5 9.5 5 5 9.5 0.5 5Z" strokeLinejoin="round" />,
}

/** The names that people read on badges. */
export const dtypeBadges: Record<Dtype, string> = {
  int16: 'i16',
  float32: 'f32',
  float64: 'f64',
  complex64: 'c64',
}

/** Without a dtype (nothing known yet) it is a grey ring. */
export function PortShape({
  dtype,
  filled = true,
  size = 10,
}: {
  dtype: Dtype | undefined
  filled?: boolean
  size?: number
}) {
  const colour = dtype ? `var(--${dtype})` : 'var(--control)'
  return (
    <svg
      className="port-shape"
      width={size}
      height={size}
      viewBox="0 0 10 10"
      fill={filled ? colour : 'var(--node)'}
      stroke={colour}
      strokeWidth={filled ? 0.6 : 1.5}
      overflow="visible"
      aria-hidden="true"
      focusable="false"
    >
      {outlines[dtype ?? 'float32']}
    </svg>
  )
}
