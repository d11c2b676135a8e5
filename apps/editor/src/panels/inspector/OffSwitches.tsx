/** Bypass and disable: they change results, so they stand with the node; and why one cannot be. */
import type { GraphNode } from '@chirpflow/graph'
import { useDeferredValue, useId, useMemo } from 'react'
import { isRefused, setOff } from '../../document/index.ts'
import { edit, sentence } from '../../state/edit.ts'
import { useDocument, useEditor } from '../../state/editor.ts'
import { Switch } from '../fields/PlainFields.tsx'

export function OffSwitches({ id, node }: { id: string; node: GraphNode }) {
  const editor = useEditor()
  const name = useId()
  const refusal = useBypassRefusal(id)
  const set = (off: true | 'bypass' | undefined) => void edit(editor, setOff, { nodes: [id], off })
  const bypassed = node.off === 'bypass'
  return (
    <section className="part" aria-label="In the graph">
      <h3 className="part-title">In the graph</h3>
      <div className="switch-row">
        <label htmlFor={`${name}-bypass`}>Bypass</label>
        <Switch
          id={`${name}-bypass`}
          on={bypassed}
          describedBy={`${name}-why`}
          disabled={!bypassed && refusal !== undefined}
          onToggle={(on) => set(on ? 'bypass' : undefined)}
        />
      </div>
      <p className="switch-why" id={`${name}-why`}>
        {bypassed
          ? 'What enters its first input leaves its first output as it is.'
          : (refusal ?? 'Lets what enters its first input through as it is.')}
      </p>
      <div className="switch-row">
        <label htmlFor={`${name}-disable`}>Disable</label>
        <Switch
          id={`${name}-disable`}
          on={node.off === true}
          describedBy={`${name}-off`}
          onToggle={(on) => set(on ? true : undefined)}
        />
      </div>
      <p className="switch-why" id={`${name}-off`}>
        {node.off === true
          ? 'It and what needs it do not run.'
          : 'Leaves out the node and what needs it.'}
      </p>
    </section>
  )
}

/** Asked when nothing more urgent is to be drawn: it plans the graph. */
function useBypassRefusal(id: string): string | undefined {
  const { document } = useEditor()
  const quiet = useDocument((state) => state.gesture?.graph ?? state.graph)
  const graph = useDeferredValue(quiet)
  return useMemo(() => {
    if (!Object.hasOwn(graph.nodes, id) || graph.nodes[id].off !== undefined) return undefined
    const outcome = setOff(graph, { nodes: [id], off: 'bypass' }, document.context)
    return isRefused(outcome)
      ? sentence(outcome.refused.replace(`${id} cannot be bypassed: `, 'not possible: '))
      : undefined
  }, [graph, id, document])
}
