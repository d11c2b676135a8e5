/** What is drawn above the cards: lines at equal edges, and the wire in the hand. */
import { useLocal } from './local.ts'

export function Guides() {
  const guides = useLocal((state) => state.guides)
  return (
    <svg className="guides" aria-hidden="true">
      {guides.map(({ along, at, from, to }) => (
        <line
          key={`${along}${at}`}
          {...(along === 'x'
            ? { x1: at, x2: at, y1: from, y2: to }
            : { y1: at, y2: at, x1: from, x2: to })}
        />
      ))}
      <DrawnWire />
    </svg>
  )
}

/** Follows the pointer; its path is set from outside. */
function DrawnWire() {
  return (
    <g className="drawn-wire" style={{ display: 'none' }}>
      <path />
      <g>
        <circle r="8" />
        <path d="m-5.4 -5.4 10.8 10.8" />
      </g>
    </g>
  )
}
