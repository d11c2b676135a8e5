/** Faults of an emulated radar as a person types them: "loss:share=0.01,length=3". */
import { HostError } from '@chirpflow/graph'
import { type Fault, faultForms, type LineFault, parseFault } from '@chirpflow/hardware'

/** On the radar's command line, with what each has to say. */
const lineFaults: Readonly<Record<LineFault['kind'], readonly string[]>> = {
  junk: ['at'],
  garble: ['at'],
  deaf: ['after'],
  'deaf-when-running': [],
  refuse: ['command'],
  slow: ['command', 'seconds'],
  overrun: [],
  'power-cut': ['at'],
}

const formOf = (kind: string, wanted: readonly string[]) => {
  const form = wanted.map((name) => `${name}=${isText(name) ? 'NAME' : 'NUMBER'}`).join(',')
  return form === '' ? kind : `${kind}:${form}`
}
const isText = (name: string) => name === 'command'

/** How each kind of both is typed, for the help of a command. */
export const describeFaults = () =>
  [
    '',
    'Faults, by the number of a packet or frame, or by chance:',
    ...faultForms.map((form) => `  --fault ${form}`),
    ...Object.entries(lineFaults).map(([kind, fields]) => `  --line-fault ${formOf(kind, fields)}`),
  ].join('\n')

/** Throws HostError naming the fault and what is wrong with it. */
export function readFaults(typed: readonly string[]): Fault[] {
  return typed.map((text) => parseFault(fieldsOf(text), `--fault ${text}`))
}

/** Throws HostError naming the fault and what is wrong with it. */
export function readLineFaults(typed: readonly string[]): LineFault[] {
  return typed.map((text) => {
    const fields = fieldsOf(text)
    const place = `--line-fault ${text}`
    const kind = String(fields.kind)
    if (!Object.hasOwn(lineFaults, kind)) {
      throw new HostError(`${place}: the kind is one of ${Object.keys(lineFaults).join(', ')}`)
    }
    const wanted = lineFaults[kind as LineFault['kind']]
    const given = Object.keys(fields).filter((name) => name !== 'kind')
    const fits =
      given.length === wanted.length &&
      wanted.every((name) => (typeof fields[name] === 'string') === isText(name) && name in fields)
    if (fits) return fields as unknown as LineFault
    throw new HostError(`${place}: write ${formOf(kind, wanted)}`)
  })
}

function fieldsOf(text: string): Record<string, unknown> {
  const [kind, rest] = text.split(/:(.*)/s)
  const fields: Record<string, unknown> = { kind }
  for (const pair of rest ? rest.split(',') : []) {
    const [name, value] = pair.split(/=(.*)/s)
    fields[name] =
      value === undefined || value === '' || Number.isNaN(Number(value)) ? value : Number(value)
  }
  return fields
}
