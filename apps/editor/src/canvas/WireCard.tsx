/** What a wire carries: ends, dtype, axes, rate, size, coverage; and what can be done with it. */
import { bytesOf, type Signal, wireName } from '@chirpflow/graph'
import { useLayoutEffect, useRef, useState } from 'react'
import { showBytes, showShare } from '../app/format.ts'
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { PortShape } from '../theme/port-shape.tsx'
import './float.css'
import { closeWireCard, keepWireCard, showWireCard } from './hover.ts'
import { useLocal, useParts } from './local.ts'
import { axisWords, dtypeWords, rateWords } from './words.ts'

export function WireCard() {
  const parts = useParts()
  const card = useLocal((state) => state.card)
  const link = useDocument(
    ({ graph }) =>
      card &&
      graph.links.find(({ from, to }) => `${wireName(from)} -> ${wireName(to)}` === card.wire),
  )
  const from = link && wireName(link.from)
  const signal = useSession(({ plan }) => (from === undefined ? undefined : plan.signals.get(from)))
  const element = useRef<HTMLElement>(null)
  const [at, setAt] = useState<readonly [number, number]>([0, 0])

  useLayoutEffect(() => {
    const room = parts.root.current?.getBoundingClientRect()
    const own = element.current?.getBoundingClientRect()
    if (!card || !room || !own) return
    const [x, y] = card.at
    const below = y + 18 + own.height < room.height || y - 18 - own.height < 0
    setAt([
      Math.max(8, Math.min(x - 80, room.width - own.width - 8)),
      below ? Math.min(y + 18, Math.max(8, room.height - own.height - 8)) : y - own.height - 18,
    ])
  }, [card, parts])

  if (!card || !link || from === undefined) return null
  return (
    <section
      ref={element}
      className="wire-card card"
      data-over-canvas
      aria-label={`Wire from ${from} to ${wireName(link.to)}`}
      style={{ left: at[0], top: at[1] }}
      onPointerEnter={() => keepWireCard(parts)}
      onPointerLeave={() => showWireCard(parts, undefined)}
      onFocus={() => keepWireCard(parts)}
    >
      <h2>
        <PortShape dtype={signal?.dtype} size={10} />
        <span>
          {from} <small>to</small> {wireName(link.to)}
        </span>
      </h2>
      <Facts wire={from} node={link.from.node} signal={signal} to={link.to} />
      <Actions wire={card.wire} />
    </section>
  )
}

function Facts({
  wire,
  node,
  signal,
  to,
}: {
  wire: string
  node: string
  signal: Signal | undefined
  to: { node: string; port: string }
}) {
  const { session } = useEditor()
  const status = useSession(({ nodes }) => nodes[node])
  const wrong = useSession(({ problems }) =>
    problems.find(
      (problem) =>
        problem.severity === 'error' &&
        (problem.link === `${wire} -> ${wireName(to)}` ||
          (problem.node === to.node && problem.input === to.port)),
    ),
  )
  if (!signal) {
    return (
      <p className="wire-card-none">
        {wrong?.message ?? `What ${wire} carries is not known: ${node} cannot be planned yet.`}
      </p>
    )
  }
  const chunk = session.newest(wire)
  const count = status?.chunks ?? 0
  const size = showBytes(bytesOf(signal))
  const before = chunk && status && !status.current ? ', from before the last change' : ''
  const axes = signal.axes.length > 0 ? signal.axes.map(axisWords) : ['none: one number']
  return (
    <>
      {wrong && <p className="wire-card-wrong">{wrong.message}</p>}
      <dl>
        <dt>Carries</dt>
        <dd>{dtypeWords(signal)}</dd>
        <dt>Axes</dt>
        <dd>
          {axes.map((words) => (
            <span key={words}>{words}</span>
          ))}
        </dd>
        <dt>Rate</dt>
        <dd>{rateWords(signal.rate)}</dd>
        <dt>Size</dt>
        <dd>
          {size} a chunk
          {chunk ? `, ${count} ${count === 1 ? 'chunk' : 'chunks'}${before}` : ', no data yet'}
        </dd>
        {chunk && (
          <>
            <dt>Coverage</dt>
            <dd>{showShare(chunk.coverage)}</dd>
          </>
        )}
      </dl>
    </>
  )
}

function Actions({ wire }: { wire: string }) {
  const editor = useEditor()
  const parts = useParts()
  const act = (command: string) => {
    editor.ui.setState({ selectedLinks: [wire], selectedNodes: [], selectedNotes: [] })
    closeWireCard(parts)
    editor.command(command)
  }
  return (
    <div className="wire-card-actions">
      <button type="button" className="button small" onClick={() => act('selection.view')}>
        View <kbd>V</kbd>
      </button>
      <button type="button" className="button small" onClick={() => act('selection.insert')}>
        Insert node <kbd>I</kbd>
      </button>
      <button type="button" className="button small" onClick={() => act('selection.cut-wire')}>
        Cut <kbd>X</kbd>
      </button>
    </div>
  )
}
