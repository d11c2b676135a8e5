/** A group: its title, its nodes, and the parameters of theirs that it shows as its own. */
import { type Group, type Problem, readAnnotations, splitExposure } from '@chirpflow/graph'
import { useMemo } from 'react'
import { expose, renameGroup } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { Icon, iconOfCategory } from '../../theme/icons.tsx'
import { useHelped } from '../fields/ParamList.tsx'
import { ParamRow } from '../fields/ParamRow.tsx'
import { sharedParams } from '../fields/shared-params.ts'
import { WordsField } from './WordsField.tsx'
import './signals.css'

export function GroupPart({ id }: { id: string }) {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const group = useMemo(() => readAnnotations(graph).groups[id], [graph, id])
  if (!group) return null
  const count = group.nodes.length
  return (
    <>
      <header className="inspector-head">
        <div className="head-line">
          <Icon name="group" />
          <WordsField
            className="title-field"
            label="Title of the group"
            value={group.title}
            oneLine
            onSet={(title) => void edit(editor, renameGroup, { group: id, title })}
          />
          <span className="chip">
            {count} {count === 1 ? 'node' : 'nodes'}
          </span>
        </div>
      </header>
      <Exposed id={id} group={group} />
      <Members group={group} />
      <div className="part part-buttons">
        <button
          type="button"
          className="button small"
          onClick={() => editor.command('selection.ungroup')}
        >
          Ungroup
        </button>
      </div>
    </>
  )
}

function Exposed({ id, group }: { id: string; group: Group }) {
  const editor = useEditor()
  const graph = useDocument((state) => state.graph)
  const problems = useSession((state) => state.problems)
  const { helped, onFocus, onBlur } = useHelped()
  const shown = Object.entries(group.expose)
  return (
    <section className="part" aria-label="Parameters" onFocus={onFocus} onBlur={onBlur}>
      <h3 className="part-title">Parameters</h3>
      {shown.length === 0 && (
        <p className="part-words">The group shows no parameters of its nodes yet.</p>
      )}
      {shown.map(([name, target]) => {
        const { node, param } = splitExposure(target)
        const shared = sharedParams(graph, [node], editor.registry).find(
          (one) => one.name === param,
        )
        if (!shared) return null
        return (
          <div key={name} className="exposed">
            <ParamRow
              shared={shared}
              label={name}
              problems={ofParam(problems, node, param)}
              helped={helped === param}
            />
            <button
              type="button"
              className="icon-button exposed-hide"
              aria-label={`Hide ${name} from the group`}
              title="Hide from the group"
              onClick={() => void edit(editor, expose, { group: id, node, param, name: undefined })}
            >
              <Icon name="close" size={12} />
            </button>
          </div>
        )
      })}
      <ShowMore id={id} group={group} />
    </section>
  )
}

/** A select of everything that the nodes could show and do not. */
function ShowMore({ id, group }: { id: string; group: Group }) {
  const editor = useEditor()
  const types = useDocument(({ graph }) => graph.nodes)
  const there = new Set(Object.values(group.expose))
  const names = new Set(Object.keys(group.expose))
  const show = (target: string) => {
    const { node, param } = splitExposure(target)
    const label = editor.registry.get(types[node].type)?.params[param].label ?? param
    const name = names.has(label) ? `${label} (${node})` : label
    edit(editor, expose, { group: id, node, param, name })
  }
  return (
    <span className="choice-field show-more">
      <select
        className="field"
        aria-label="Show a parameter on the group"
        value=""
        onChange={({ target }) => show(target.value)}
      >
        <option value="" disabled>
          Show a parameter
        </option>
        {group.nodes.map((node) => {
          const type = editor.registry.get(types[node]?.type ?? '')
          const left = Object.entries(type?.params ?? {}).filter(
            ([param]) => !there.has(`${node}.${param}`),
          )
          return left.length === 0 ? null : (
            <optgroup key={node} label={node}>
              {left.map(([param, { label }]) => (
                <option key={param} value={`${node}.${param}`}>
                  {label}
                </option>
              ))}
            </optgroup>
          )
        })}
      </select>
      <Icon name="chevronDown" size={14} />
    </span>
  )
}

function Members({ group }: { group: Group }) {
  const { registry, ui } = useEditor()
  const nodes = useDocument(({ graph }) => graph.nodes)
  return (
    <section className="part" aria-label="Nodes">
      <h3 className="part-title">Nodes</h3>
      <ul className="signals">
        {group.nodes
          .filter((id) => Object.hasOwn(nodes, id))
          .map((id) => {
            const type = registry.get(nodes[id].type)
            return (
              <li key={id}>
                <button
                  type="button"
                  title={`Select ${id}`}
                  onClick={() =>
                    ui.setState({ selectedNodes: [id], selectedNotes: [], selectedLinks: [] })
                  }
                >
                  <Icon name={iconOfCategory(type?.category)} size={14} />
                  <span className="signal-name">{type?.title ?? nodes[id].type}</span>
                  <code>{id}</code>
                </button>
              </li>
            )
          })}
      </ul>
    </section>
  )
}

function ofParam(problems: readonly Problem[], node: string, param: string) {
  return problems.filter((problem) => problem.node === node && problem.param === param)
}
