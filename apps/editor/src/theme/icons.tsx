/** One set of 16 px line icons, 1.4 px strokes, in the colour of the text beside them. */
import type { Category } from '@chirpflow/graph'
import type { ReactNode } from 'react'
import { actionIcons } from './icons-action.tsx'
import { categoryIcons, stateIcons } from './icons-meaning.tsx'

export { PortShape } from './port-shape.tsx'

const icons = { ...categoryIcons, ...stateIcons, ...actionIcons } satisfies Record<
  string,
  ReactNode
>

export type IconName = keyof typeof icons

/** A picture beside words; where it stands alone, its button carries the name. */
export function Icon({
  name,
  size = 16,
  className,
}: {
  name: IconName
  size?: number
  className?: string
}) {
  const turning = name === 'running' ? 'turning' : undefined
  return (
    <svg
      className={[className, turning].filter(Boolean).join(' ') || undefined}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {icons[name]}
    </svg>
  )
}

/** The icon of a node type's category; a type nobody knows has its own. */
export function iconOfCategory(category: Category | undefined): IconName {
  return category ?? 'unknown'
}

export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M4 12.5c1.5 0 1.6-6 3.4-6s2.2 11 4.2 11 2.2-11 4.2-11 1.8 6 4.2 6"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
    </svg>
  )
}
