/** The one drawing of a node, whatever its type, and of a closed group. */
import { memo, useCallback } from 'react'
import { showSeconds, showShare } from '../app/format.ts'
import { useEditor, useSession, useUi } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import './card.css'
import { BranchMarks, lightChain } from './BranchMarks.tsx'
import { CardBody } from './CardBody.tsx'
import { CardPorts } from './CardPorts.tsx'
import { useLocal, useParts } from './local.ts'
import type { Card } from './model.ts'
import { type Standing, stateIcon } from './standing.ts'
import { useStanding, useTiming } from './use-standing.ts'
import { readCard, sizeWords } from './words.ts'

export const CardView = memo(function CardView({
  card,
  selected,
}: {
  card: Card
  selected: boolean
}) {
  const { ui } = useEditor()
  const { local, root } = useParts()
  /** Where a card goes that has the focus, the canvas takes it. */
  const keepFocus = useCallback(
    (article: HTMLElement) => () => {
      if (article.contains(document.activeElement)) root.current?.focus({ preventScroll: true })
    },
    [root],
  )
  const standing = useStanding(card)
  const stop = useLocal((state) => state.stop === card.id)
  const fitting = useLocal(({ connecting }) => connecting?.fitting.get(card.id) ?? 0)
  const few = useLocal(({ connecting }) => connecting !== undefined && connecting.fitting.size <= 3)
  const source = useLocal(({ connecting }) =>
    connecting ? card.members.includes(connecting.end.node) : false,
  )
  const over = useLocal((state) => {
    const wire = state.over?.key.split(' ')[1]
    return (
      wire !== undefined && [...card.inputs, ...card.outputs].some((port) => port.wire === wire)
    )
  })
  const { from, to, problems, branch } = card
  const lit = useUi(({ litChain }) => branch !== undefined && litChain === branch.wire)
  const words = standing.message ? `${standing.words}: ${standing.message}` : standing.words
  const title = card.kind === 'group' ? `Group ${card.title}` : `${card.title} ${card.name}`
  return (
    <article
      className="node-card"
      aria-roledescription={card.kind}
      aria-label={readCard({ title, state: words, from, to, problems })}
      tabIndex={stop ? 0 : -1}
      data-card={card.id}
      data-kind={card.kind}
      data-state={standing.state}
      data-selected={selected || undefined}
      data-lively={fitting > 0 || source || over || undefined}
      data-old={standing.old || undefined}
      data-lit={lit || undefined}
      onPointerEnter={branch && (() => lightChain(ui, branch.wire))}
      onPointerLeave={branch && (() => lightChain(ui, undefined))}
      style={{ width: card.size.width, height: card.size.height }}
      ref={keepFocus}
      onFocus={(event) => {
        local.setState({ stop: card.id })
        // who comes by key speaks of this card from now on
        const byKey = event.currentTarget.matches(':focus-visible')
        if (byKey && !ui.getState().selectedNodes.includes(card.id)) {
          ui.setState({ selectedNodes: [card.id], selectedNotes: [], selectedLinks: [] })
        }
      }}
    >
      {branch && <BranchMarks branch={branch} />}
      <CardHead card={card} standing={standing} />
      <CardBody card={card} standing={standing} />
      <CardPorts card={card} />
      <CardFoot card={card} />
      {fitting > 0 && few && (
        <p className="fits-chip">
          {fitting} {fitting === 1 ? 'port' : 'ports'} here can take this
        </p>
      )}
    </article>
  )
})

function CardHead({ card, standing }: { card: Card; standing: Standing }) {
  const { seconds, slowest, share } = useTiming(card)
  const showTime = useUi((state) => state.showTime)
  const { state } = standing
  const time = state === 'failed' ? 'failed' : seconds === undefined ? '–' : showSeconds(seconds)
  return (
    <header
      className="card-head"
      data-slowest={slowest || undefined}
      style={showTime ? { background: shade(share) } : undefined}
    >
      <Icon name={stateIcon[state]} size={14} className="card-state" />
      <span className="card-title" title={`${card.title} (${card.name}), ${standing.words}`}>
        {card.title}
      </span>
      <span className="card-time mono">{showTime && seconds ? showShare(share) : time}</span>
    </header>
  )
}

/** Of the header: grey, by share of the whole time. */
function shade(share: number): string {
  const part = Math.round(100 * Math.sqrt(Math.min(1, share)))
  return `color-mix(in srgb, var(--control) ${part / 2}%, var(--node))`
}

function CardFoot({ card }: { card: Card }) {
  const { chunks } = useTiming(card)
  const [what, rate] = card.footer
  const count = card.members.length
  const sink = card.outputs.length === 0 && chunks > 0
  const compared = useSession(({ results }) => results[card.id])
  if (compared?.kind === 'comparison') {
    return (
      <footer className="card-foot mono">
        <span>{sizeWords(compared)}</span>
      </footer>
    )
  }
  return (
    <footer className="card-foot mono">
      <span>{card.kind === 'group' ? `${count} nodes` : sink ? `${chunks} values` : what}</span>
      <span>{card.kind === 'group' ? what.split(' · ')[0] : rate}</span>
    </footer>
  )
}
