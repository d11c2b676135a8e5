/** Between header and ports: the picture of what leaves, or why there is none and what to do. */
import type { RateResult } from '@chirpflow/graph'
import { useEffect, useRef, useState } from 'react'
import { repairOf } from '../app/repairs.ts'
import { nameOf } from '../panels/inspector/result-rows.ts'
import { openView } from '../state/commands-canvas.ts'
import { useDocument, useEditor, useSession } from '../state/editor.ts'
import { Curves } from './Curves.tsx'
import { useParts } from './local.ts'
import type { Card } from './model.ts'
import { explainRefusal } from './refuse.ts'
import { previewHeight } from './sizes.ts'
import type { Standing } from './standing.ts'
import { valueText } from './words.ts'

export function CardBody({ card, standing }: { card: Card; standing: Standing }) {
  const result = useSession(({ results }) => results[card.id])
  if (standing.state === 'failed') return <Failure card={card} message={standing.message ?? ''} />
  if (standing.state === 'unknown') return <Plain words="Kept as it was" />
  if (standing.state === 'disabled') return <Plain words="Disabled" />
  if (card.open) return <OpenInput card={card} />
  if (standing.state === 'bypassed') return <Through card={card} />
  if (standing.state === 'waits') return <Plain words={sentence(standing.words)} />
  if (result?.kind === 'rates' && card.outputs.length === 0) {
    return <Result card={card} result={result} old={standing.old} />
  }
  if (result?.kind === 'comparison') {
    return <Curves card={card} result={result} old={standing.old} />
  }
  if (!card.preview) return <Plain words="No data yet" />
  return (
    <Picture
      key={card.preview.wire}
      card={card}
      preview={card.preview}
      words={standing.state === 'running' ? '' : 'No data yet'}
    />
  )
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function Plain({ words }: { words: string }) {
  return <div className="card-body card-words">{words}</div>
}

/** A bypassed node's wire is drawn past it. */
function Through({ card }: { card: Card }) {
  const { width } = card.size
  const dtype = card.outputs[0]?.dtype
  return (
    <div className="card-body card-words card-through">
      <svg width={width} height="99" aria-hidden="true">
        <path
          d={`M0 98C40 98 20 34 ${width / 2} 34S${width - 40} 98 ${width} 98`}
          stroke={dtype ? `var(--${dtype})` : 'var(--control)'}
        />
      </svg>
      <span>Bypassed</span>
    </div>
  )
}

function Failure({ card, message }: { card: Card; message: string }) {
  const editor = useEditor()
  const parts = useParts()
  const { ui } = editor
  const { node, param, input } = card.problem ?? {}
  const link = useDocument(({ graph }) =>
    graph.links.find(({ to }) => to.node === node && to.port === input),
  )
  const type = useDocument(({ graph }) => graph.nodes[node ?? '']?.type)
  const field = editor.registry.get(type ?? '')?.params[param ?? '']?.label ?? param
  const lost = useSession(({ missingFiles }) => Object.hasOwn(missingFiles, `${node}.${param}`))
  const repair = card.problem && repairOf(editor, card.problem)
  const explain = link && (() => explainRefusal(editor, parts, link))
  const show = () =>
    ui.setState({
      selectedNodes: [card.problem?.node ?? card.id],
      selectedNotes: [],
      selectedLinks: [],
      inspector: true,
      ...(param === undefined ? { dock: true, dockTab: 'problems' } : { focusParam: param }),
    })
  const act = repair?.mend ?? explain ?? show
  const words =
    repair?.title ?? (explain ? 'What would fit' : field ? `Change ${field}` : 'Show the problem')
  return (
    <div className="card-body card-failure">
      <p title={message}>{sentence(message)}</p>
      <button
        type="button"
        className="link-button nodrag"
        tabIndex={-1}
        onClick={lost ? () => editor.command('file.provide-missing') : act}
      >
        {lost ? 'Choose the file' : words}
      </button>
    </div>
  )
}

/** A required input without a wire is no failure yet: it is the next thing to do. */
function OpenInput({ card }: { card: Card }) {
  const editor = useEditor()
  const open = card.open!
  const add = () => {
    const { canvas } = editor
    const box = document
      .querySelector(`[data-card="${CSS.escape(card.id)}"]`)
      ?.getBoundingClientRect()
    if (!canvas || !box) return
    const screen = [box.left - 24, box.top] as const
    const [x, y] = canvas.toCanvas([box.left, box.top])
    const at = [x - card.size.width - 60, y] as const
    editor.ui.setState({
      overlay: { kind: 'add', at, screen, from: { ...open, side: 'input' } },
    })
  }
  return (
    <div className="card-body card-words">
      <span>Waits for a wire</span>
      <button type="button" className="link-button nodrag" tabIndex={-1} onClick={add}>
        Connect {open.port}
      </button>
    </div>
  )
}

function Result({ card, result, old }: { card: Card; result: RateResult; old: boolean }) {
  const name = nameOf(card.name)
  const median = `median of ${result.value.length} values`
  const medians = typeof result.median === 'number' ? [result.median] : result.median
  const shown = [...new Set(medians.map((value) => valueText(value, result.unit)))].slice(0, 2)
  return (
    <div className="card-body card-result" data-old={old || undefined}>
      {shown.map((text) => {
        const [figure, unit] = split(text)
        return (
          <p key={text} className="card-figure">
            {figure} <small>{unit}</small>
          </p>
        )
      })}
      <p className="card-caption" title={`${name}, ${median}`}>
        {name === card.title ? median : `${name}, median of ${result.value.length}`}
      </p>
    </div>
  )
}

function split(text: string): readonly [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}

function Picture({
  card,
  preview,
  words,
}: {
  card: Card
  preview: NonNullable<Card['preview']>
  words: string
}) {
  const editor = useEditor()
  const { previews } = useParts()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [some, setSome] = useState(false)
  const { wire, signal } = preview
  const width = card.size.width - 2

  useEffect(() => {
    if (!canvas.current) return
    return previews.add({
      canvas: canvas.current,
      wire,
      signal,
      width,
      height: previewHeight,
      drawn: setSome,
    })
  }, [previews, wire, signal, width])

  return (
    <button
      type="button"
      className="card-body card-picture"
      data-empty={some ? undefined : true}
      tabIndex={-1}
      aria-label={`View ${wire}`}
      title="Click to view"
      onClick={(event) => {
        if (!event.shiftKey && !event.ctrlKey && !event.metaKey && some) openView(editor, wire)
      }}
    >
      <canvas ref={canvas} />
      {!some && <span>{words}</span>}
    </button>
  )
}
