/** The equations of a node, what their letters mean, and where they come from. */
import type { NodeType } from '@chirpflow/graph'
import { Fragment } from 'react'
import { Icon } from '../../theme/icons.tsx'
import { setFormula } from './set-formula.ts'

export function Method({ type }: { type: NodeType }) {
  const { method, sources = [] } = type
  if (!method && sources.length === 0) return null
  return (
    <section className="part" aria-label="Method">
      <h3 className="part-title">Method</h3>
      {method?.formula.map((line) => (
        <p key={line} className="formula">
          <Formula line={line} />
        </p>
      ))}
      {method && <p className="symbols">{method.symbols}</p>}
      {sources.map(({ title, ref, at }) => (
        <p key={`${ref} ${at ?? ''}`} className="source" title={title}>
          <Icon name="link" size={14} />
          <span>
            {ref}
            {at && `, ${at.replace(/(\d\)?)-(\(?\d)/g, '$1–$2')}`}
          </span>
        </p>
      ))}
    </section>
  )
}

function Formula({ line }: { line: string }) {
  let at = 0
  return setFormula(line).map(({ style, text }) => {
    const key = at++
    switch (style) {
      case 'italic':
        return <i key={key}>{text}</i>
      case 'raised':
        return <sup key={key}>{text}</sup>
      case 'lowered':
        return <sub key={key}>{text}</sub>
      case 'upright':
        return <Fragment key={key}>{text}</Fragment>
    }
  })
}
