/** The form of a node, or what several share: one row each, all put back at once. */
import type { Problem } from '@chirpflow/graph'
import { type FocusEvent, useEffect, useRef, useState } from 'react'
import { resetParams } from '../../document/index.ts'
import { edit } from '../../state/edit.ts'
import { useEditor } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { ParamRow } from './ParamRow.tsx'
import type { SharedParam } from './shared-params.ts'

export function ParamList({
  params,
  problems,
}: {
  params: readonly SharedParam[]
  problems: readonly Problem[]
}) {
  const editor = useEditor()
  const { helped, onFocus, onBlur } = useHelped()
  const changed = params.filter((shared) => shared.changed)
  const nodes = params[0]?.nodes ?? []
  const names = changed.map(({ name }) => name)
  return (
    <section className="part" aria-label="Parameters" onFocus={onFocus} onBlur={onBlur}>
      <h3 className="part-title">
        Parameters
        {changed.length > 0 && (
          <button
            type="button"
            className="link-button"
            onClick={() => void edit(editor, resetParams, { nodes, names })}
          >
            <Icon name="reset" size={14} />
            Reset {changed.length}
          </button>
        )}
      </h3>
      {params.map((shared) => (
        <ParamRow
          key={`${shared.nodes.join()}.${shared.name}`}
          shared={shared}
          problems={problems.filter(({ param }) => param === shared.name)}
          helped={helped === shared.name}
        />
      ))}
    </section>
  )
}

/** Whose help is open. Nothing moves while a pointer is down: what it is on would slip away. */
export function useHelped() {
  const [helped, setHelped] = useState<string>()
  const pressed = useRef(false)
  const wanted = useRef<string>(undefined)
  useEffect(() => {
    const down = () => {
      pressed.current = true
    }
    const up = () => {
      pressed.current = false
      // after the click that belongs to it
      setTimeout(() => setHelped(wanted.current))
    }
    addEventListener('pointerdown', down, true)
    addEventListener('pointerup', up, true)
    addEventListener('pointercancel', up, true)
    return () => {
      removeEventListener('pointerdown', down, true)
      removeEventListener('pointerup', up, true)
      removeEventListener('pointercancel', up, true)
    }
  }, [])
  const want = (name: string | undefined) => {
    wanted.current = name
    if (!pressed.current) setHelped(name)
  }
  return {
    helped,
    onFocus: ({ target }: FocusEvent) =>
      want(target.closest<HTMLElement>('[data-param]')?.dataset.param),
    onBlur: ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Element && relatedTarget.closest('[data-param]'))) {
        want(undefined)
      }
    },
  }
}
