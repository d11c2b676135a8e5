/** The equations of a node, what their letters mean, when they hold, and where they come from. */
import type { NodeType } from '@chirpflow/graph'
import { Fragment } from 'react'
import { Icon } from '../../theme/icons.tsx'
import { type Run, setFormula } from './set-formula.ts'
import './method.css'

export function Method({ type }: { type: NodeType }) {
  const { method, worksWhen, failsWhen, sources = [] } = type
  if (!method && !worksWhen && !failsWhen && sources.length === 0) return null
  return (
    <section className="part" aria-label="Method">
      <h3 className="part-title">Method</h3>
      {method?.formula.map((line) => (
        <p key={line} className="formula">
          <Formula line={line} />
        </p>
      ))}
      {method && <p className="symbols">{method.symbols}</p>}
      <Limits title="Works when" text={worksWhen} />
      <Limits title="Fails when" text={failsWhen} />
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

function Limits({ title, text }: { title: string; text?: string }) {
  if (text === undefined) return null
  return (
    <p className="limits">
      <b>{title}</b> {text}
    </p>
  )
}

function Formula({ line }: { line: string }) {
  let at = 0
  return setFormula(line).map((run) => <Fragment key={at++}>{set(run)}</Fragment>)
}

function set({ style, text }: Run) {
  if (style === 'italic') return <i>{text}</i>
  if (style === 'raised') return <sup>{text}</sup>
  return style === 'lowered' ? <sub>{text}</sub> : text
}
