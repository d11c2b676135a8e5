/** A section of names and values; figures strong, their units quiet. */
import type { ReactNode } from 'react'
import './facts.css'

export function Facts({
  title,
  rows,
  note,
}: {
  title: string
  rows: readonly (readonly [string, ReactNode])[]
  note?: string
}) {
  if (rows.length === 0) return null
  return (
    <section className="part" aria-label={title}>
      <h3 className="part-title">
        {title}
        {note && <span className="part-note">{note}</span>}
      </h3>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt title={name}>{name}</dt>
            <dd>{typeof value === 'string' ? <Figure text={value} /> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** "69.6 /min": the number strong, the unit behind it quiet. */
export function Figure({ text }: { text: string }) {
  const match = /^([−-]?[\d.,]+|—)( ?)(\D{1,6})$/.exec(text)
  if (!match) return <b>{text}</b>
  return (
    <>
      <b>{match[1]}</b>
      {match[2]}
      <span className="figure-unit">{match[3]}</span>
    </>
  )
}
