/** The recordings of an experiment, one by one: seeds counted out, each with a name. */
import type { RecordingSpec, Settings } from './types.ts'

export interface Subject {
  /** Unlike all others. */
  readonly name: string
  readonly file?: string
  readonly seed?: number
  readonly reference?: string
  readonly set: Settings
}

/** Without any, the one that the graph itself names. */
export function listSubjects(recordings: readonly RecordingSpec[]): readonly Subject[] {
  const specs = recordings.length > 0 ? recordings : [{ set: {}, extra: {} }]
  const subjects = specs.flatMap(({ name, file, seeds, reference, set }: RecordingSpec) => {
    const [first, last] = seeds ?? []
    const list = first === undefined ? [undefined] : range(first, last!)
    return list.map((seed) => {
      const own = file === undefined ? (seed === undefined ? '' : `seed ${seed}`) : baseOf(file)
      const short = name === undefined ? own : seed === undefined ? name : `${name}, ${own}`
      return {
        short,
        long: [short, ...settingNames(set)].filter((part) => part !== '').join(', '),
        ...(file === undefined ? {} : { file }),
        ...(seed === undefined ? {} : { seed }),
        ...(reference === undefined ? {} : { reference }),
        set,
      }
    })
  })
  const isAlone = (short: string) => subjects.filter((one) => one.short === short).length === 1
  const names = new Set<string>()
  return subjects.map(({ short, long, ...subject }) => {
    const wanted = short !== '' && isAlone(short) ? short : long
    return { name: unlike(wanted === '' ? "the graph's own source" : wanted, names), ...subject }
  })
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

const baseOf = (file: string) => file.split(/[/\\]/).at(-1) ?? file

const settingNames = (set: Settings) =>
  Object.entries(set).map(([field, value]) => `${field} ${String(value)}`)

function unlike(wanted: string, names: Set<string>): string {
  let name = wanted
  for (let number = 2; names.has(name); number++) name = `${wanted} (${number})`
  names.add(name)
  return name
}
