/** One parameter: label left, field right, what is wrong with it and its help underneath. */
import type { Param, Problem } from '@chirpflow/graph'
import { useEffect, useId, useState } from 'react'
import { resetParams, setParam } from '../../document/index.ts'
import { edit, sentence } from '../../state/edit.ts'
import { useEditor, useUi } from '../../state/editor.ts'
import { Icon } from '../../theme/icons.tsx'
import { FileField } from './FileField.tsx'
import type { FieldProps } from './field.ts'
import { NumberField } from './NumberField.tsx'
import { ChoiceField, FlagField, TextField } from './PlainFields.tsx'
import { Slider } from './Slider.tsx'
import type { SharedParam } from './shared-params.ts'
import { sliderRange } from './slider-range.ts'
import { limitsOf, showParamValue } from './words.ts'
import './fields.css'

export function ParamRow({
  shared,
  label = shared.param.label,
  problems,
  helped,
}: {
  shared: SharedParam
  /** As a group shows it. */
  label?: string
  /** What is said about this parameter. */
  problems: readonly Problem[]
  /** Its field has the focus: its help is shown. */
  helped: boolean
}) {
  const editor = useEditor()
  const { name, param, nodes, values, same, changed } = shared
  const id = useId()
  const [refused, setRefused] = useState<string>()
  useFocusParam(name, id)
  const wrong = problems.find(({ severity }) => severity === 'error')
  const said = refused ? [] : problems
  const slider = param.kind === 'number' && same ? sliderRange(param) : undefined

  const field: FieldProps<typeof param> = {
    id,
    param,
    value: values[0],
    mixed: !same,
    describedBy: `${id}-said`,
    invalid: refused !== undefined || wrong !== undefined,
    onSet: (value) => void edit(editor, setParam, { nodes, name, value }),
    onRefuse: setRefused,
  }
  return (
    <div className="param" data-param={name}>
      <span className="param-label">
        <label htmlFor={id}>{label}</label>
        {changed && (
          <button
            type="button"
            className="param-reset"
            aria-label={`${label} is changed: back to ${showParamValue(param, param.default)}`}
            title={`Back to ${showParamValue(param, param.default)}`}
            onClick={() => void edit(editor, resetParams, { nodes, names: [name] })}
          >
            <span className="param-dot" />
            <Icon name="reset" size={12} />
          </button>
        )}
      </span>
      <div className="param-field" data-slider={slider && (hasUnit(param) ? 'unit' : 'bare')}>
        {slider && param.kind === 'number' && (
          <Slider
            label={label}
            param={param}
            range={slider}
            value={Number(values[0])}
            onDrag={(value) => void editor.document.apply(setParam, { nodes, name, value })}
          />
        )}
        <Field field={field} node={nodes[0]} name={name} />
      </div>
      <div className="param-said" id={`${id}-said`}>
        {refused && <p className="refused error-text">{refused}</p>}
        {said.map(({ severity, message }) => (
          <p key={message} className={`${severity}-text`}>
            {sentence(message)}
          </p>
        ))}
        {helped && <p className="param-help">{[param.help, limitsOf(param)].join(' ')}</p>}
      </div>
    </div>
  )
}

function hasUnit(param: Param): boolean {
  return 'unit' in param && param.unit !== undefined && param.unit !== '1'
}

function Field({
  field,
  node,
  name,
}: {
  field: FieldProps<SharedParam['param']>
  node: string
  name: string
}) {
  const { param } = field
  switch (param.kind) {
    case 'number':
    case 'integer':
      return <NumberField {...field} param={param} />
    case 'choice':
      return <ChoiceField {...field} param={param} />
    case 'flag':
      return <FlagField {...field} param={param} />
    case 'text':
      return <TextField {...field} />
    case 'file':
      return param.writes ? (
        <TextField {...field} placeholder="not written" />
      ) : (
        <FileField {...field} param={param} node={node} name={name} />
      )
  }
}

/** Takes the focus when somebody asks for this parameter. */
function useFocusParam(name: string, id: string) {
  const { ui } = useEditor()
  const wanted = useUi((state) => state.focusParam === name)
  useEffect(() => {
    if (!wanted) return
    ui.setState({ focusParam: undefined })
    const element = document.getElementById(id)
    element?.focus()
    if (element instanceof HTMLInputElement) element.select()
    element?.scrollIntoView({ block: 'nearest' })
  }, [wanted, ui, id])
}
