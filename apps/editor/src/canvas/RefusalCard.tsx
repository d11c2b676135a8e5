/** These two do not fit: what one gives, what the other wants, why, and the way out. */
import { wireName } from '@chirpflow/graph'
import { useEffect, useRef } from 'react'
import { useDocument, useEditor } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import './float.css'
import { useLocal, useParts } from './local.ts'
import { insertChain } from './refuse.ts'

const width = 424

export function RefusalCard() {
  const editor = useEditor()
  const parts = useParts()
  const refusal = useLocal((state) => state.refusal)
  const graph = useDocument((state) => state.graph)
  const button = useRef<HTMLButtonElement>(null)
  const stays = refusal?.stays ?? false
  const best = refusal?.chains?.[0]

  useEffect(() => {
    if (stays && best) button.current?.focus()
  }, [stays, best])

  if (!refusal) return null
  const { link, refusal: why, chains, at } = refusal
  const titleOf = (type: string) => editor.registry.get(type)?.title ?? type
  const end = ({ node, port }: { node: string; port: string }) =>
    `${titleOf(graph.nodes[node]?.type ?? node)}, ${port}`
  const room = parts.root.current?.getBoundingClientRect()
  const left = Math.max(8, Math.min(at[0] + 14, (room?.width ?? 0) - width - 8))
  const tall = (room?.height ?? 0) - at[1] < 230
  return (
    <section
      className="refusal-card card"
      role="alert"
      data-over-canvas
      data-stays={stays || undefined}
      style={{
        left,
        width,
        ...(tall ? { bottom: (room?.height ?? 0) - at[1] + 24 } : { top: at[1] + 24 }),
      }}
    >
      <h2>
        <Icon name="failed" />
        These two do not fit
      </h2>
      <dl>
        <dt>Gives</dt>
        <dd title={wireName(link.from)}>{end(link.from)}</dd>
        <dd className="mono">{why.gives ?? 'nothing'}</dd>
        <dt>Wants</dt>
        <dd title={wireName(link.to)}>{end(link.to)}</dd>
        <dd className="mono">{why.wants ?? 'nothing'}</dd>
      </dl>
      <p>{sentence(why.why)}</p>
      <div className="refusal-way">
        {best ? (
          <>
            <button
              ref={button}
              type="button"
              className="button primary"
              onClick={() => insertChain(editor, parts, link, best)}
            >
              Insert {best.chain.length === 1 ? '1 node' : `${best.chain.length} nodes`}
              <span aria-hidden="true">↵</span>
            </button>
            <span>{best.chain.map(({ type }) => titleOf(type)).join(', ')}</span>
          </>
        ) : (
          <span>{chains ? 'No chain of three nodes joins them.' : 'Looking for a way'}</span>
        )}
      </div>
    </section>
  )
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1)
  return capital.endsWith('.') ? capital : `${capital}.`
}
