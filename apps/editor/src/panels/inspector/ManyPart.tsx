/** Several nodes: their names, what can be done with all, and the parameters they share. */
import { useMemo } from 'react'
import { hintOf } from '../../app/KeyHint.tsx'
import { whyNot } from '../../state/command.ts'
import { commandOf } from '../../state/commands.ts'
import { useDocument, useEditor } from '../../state/editor.ts'
import { ParamList } from '../fields/ParamList.tsx'
import { sharedParams } from '../fields/shared-params.ts'

const actions = [
  ['selection.group', 'Group'],
  ['selection.duplicate', 'Duplicate'],
  ['selection.bypass', 'Bypass'],
  ['selection.disable', 'Disable'],
  ['selection.delete', 'Delete'],
] as const
/** More names would push the form out of sight. */
const most = 6

export function ManyPart({ nodes }: { nodes: readonly string[] }) {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const params = useMemo(
    () => sharedParams(graph, nodes, editor.registry),
    [graph, nodes, editor.registry],
  )
  const more = nodes.length - most
  return (
    <>
      <header className="inspector-head">
        <h2>{nodes.length} nodes</h2>
        <p className="head-summary">
          <code>{nodes.slice(0, most).join(', ')}</code>
          {more > 0 && ` and ${more} more`}
        </p>
      </header>
      {params.length > 0 ? (
        <ParamList params={params} problems={[]} />
      ) : (
        <p className="part part-words">These nodes have no parameter in common.</p>
      )}
      <div className="part part-buttons">
        {actions.map(([id, word]) => {
          const reason = whyNot(editor, commandOf(id))
          return (
            <button
              key={id}
              type="button"
              className="button small"
              aria-disabled={reason !== undefined}
              title={reason}
              onClick={() => editor.command(id)}
            >
              {word} <kbd>{hintOf(id)}</kbd>
            </button>
          )
        })}
      </div>
    </>
  )
}
