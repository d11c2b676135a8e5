/** The experiment file: parse and format. The same experiment is always the same bytes. */
import {
  type Json,
  type JsonDocument,
  JsonError,
  NumberText,
  type Problem,
  parseJson,
} from '@chirpflow/graph'
import type { Alternative, Experiment, Grid, JudgeSpec, RecordingSpec, Swap } from './types.ts'

export const experimentFormat = 'chirpflow-experiment'
export const experimentVersion = 1

export interface ParsedExperiment {
  /** Absent where an error stands in problems. */
  readonly experiment?: Experiment
  readonly problems: readonly Problem[]
}

type Members = { [key: string]: Json }

/** Reads an experiment file. All mistakes at once, each with its line. */
export function parseExperiment(text: string): ParsedExperiment {
  let document: JsonDocument
  try {
    document = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    const message = `this is not valid JSON: ${error.message} (column ${error.column})`
    return { problems: [{ severity: 'error', line: error.line, message }] }
  }
  const problems: Problem[] = []
  const reader = createReader(document, problems)
  const { value } = document
  if (!isMembers(value) || value.format !== experimentFormat) {
    const message = `this is not a chirpflow experiment: its "format" is not "${experimentFormat}"`
    return {
      problems: [{ severity: 'error', line: document.lineOf(value, 'format') ?? 1, message }],
    }
  }
  if (value.version !== experimentVersion) {
    reader.fail(
      value,
      'version',
      `"version" must be ${experimentVersion}, the one that this program reads; a newer chirpflow may open it`,
    )
    return { problems }
  }
  const { format: _, version: __, title, graph, source, judge, ...rest } = value
  const { alternatives, grid, recordings, ...extra } = rest
  const experiment: Experiment = {
    title: reader.text(value, 'title') ?? '',
    graph: reader.text(value, 'graph') ?? '',
    ...(source === undefined ? {} : { source: reader.text(value, 'source') }),
    ...(judge === undefined ? {} : { judge: readJudge(value, reader) }),
    alternatives: readEach(value, 'alternatives', reader, readAlternative),
    grid: readGrid(value, reader),
    recordings: readRecordings(value, reader),
    extra,
  }
  return problems.length > 0 ? { problems } : { experiment, problems }
}

interface Reader {
  fail(container: Json, key: string | number, message: string): void
  /** A text that must be there. */
  text(container: Members, key: string): string | undefined
  /** An object that may be left out. */
  members(container: Members, key: string): Members
}

function createReader(document: JsonDocument, problems: Problem[]): Reader {
  const reader: Reader = {
    fail(container, key, message) {
      problems.push({ severity: 'error', line: document.lineOf(container, key) ?? 1, message })
    },
    text(container, key) {
      const value = container[key]
      if (typeof value === 'string' && value !== '') return value
      reader.fail(container, key, `"${key}" must be a text that is not empty`)
      return undefined
    },
    members(container, key) {
      const value = container[key]
      if (value === undefined) return {}
      if (isMembers(value)) return value
      reader.fail(container, key, `"${key}" must be an object`)
      return {}
    },
  }
  return reader
}

function readEach<T>(
  container: Members,
  key: string,
  reader: Reader,
  read: (parent: Members, name: string, reader: Reader) => T | undefined,
): Record<string, T> {
  const parent = reader.members(container, key)
  const found: Record<string, T> = {}
  for (const name of Object.keys(parent)) {
    const one = read(parent, name, reader)
    if (one !== undefined) define(found, name, one)
  }
  return found
}

function readAlternative(parent: Members, name: string, reader: Reader): Alternative | undefined {
  const value = parent[name]
  if (!isMembers(value)) {
    reader.fail(
      parent,
      name,
      `the alternative "${name}" must be an object; {} is the graph as it is`,
    )
    return undefined
  }
  const { swap: _, set: __, grid: ___, ...extra } = value
  return {
    swap: readEach(value, 'swap', reader, readSwap),
    set: reader.members(value, 'set'),
    grid: readGrid(value, reader),
    extra,
  }
}

function readSwap(parent: Members, node: string, reader: Reader): Swap | undefined {
  const value = parent[node]
  if (typeof value === 'string' && value !== '') {
    return value === 'bypass' ? value : { type: value, params: {}, ports: {}, extra: {} }
  }
  if (!isMembers(value)) {
    reader.fail(parent, node, `what stands for ${node} must be "bypass", a type or { "type": ... }`)
    return undefined
  }
  const { type: _, params: __, ports: ___, ...extra } = value
  const ports = readEach(value, 'ports', reader, (all, port) => reader.text(all, port))
  return {
    type: reader.text(value, 'type') ?? '',
    params: reader.members(value, 'params'),
    ports,
    extra,
  }
}

function readGrid(container: Members, reader: Reader): Grid {
  return readEach(container, 'grid', reader, (parent, name) => {
    const value = parent[name]
    if (Array.isArray(value) && value.length > 0) return value
    reader.fail(parent, name, `the grid of ${name} must be a list of values, such as [1, 2]`)
    return undefined
  })
}

function readJudge(container: Members, reader: Reader): JudgeSpec {
  const judge = reader.members(container, 'judge')
  const { candidate, candidates, reference, breathing, bound, params: _, ...extra } = judge
  if (candidate !== undefined && candidates !== undefined) {
    reader.fail(judge, 'candidates', 'write either "candidate" or "candidates", not both')
  }
  const list = candidates ?? (candidate === undefined ? [] : [candidate])
  if (!Array.isArray(list) || list.length === 0 || !list.every((one) => typeof one === 'string')) {
    reader.fail(judge, 'candidates', '"judge" must name its "candidate", an output as "node.port"')
  }
  return {
    candidates: (Array.isArray(list) ? list : []).filter((one) => typeof one === 'string'),
    ...(reference === undefined ? {} : { reference: reader.text(judge, 'reference') }),
    ...(breathing === undefined ? {} : { breathing: reader.text(judge, 'breathing') }),
    ...(bound === undefined ? {} : { bound: reader.text(judge, 'bound') }),
    params: reader.members(judge, 'params'),
    extra,
  }
}

function readRecordings(container: Members, reader: Reader): readonly RecordingSpec[] {
  const list = container.recordings
  if (list === undefined) return []
  if (!Array.isArray(list)) {
    reader.fail(container, 'recordings', '"recordings" must be a list')
    return []
  }
  return list.flatMap((value, index) => {
    if (isMembers(value)) return [readRecording(value, reader)]
    reader.fail(list, index, 'a recording must be an object, such as { "file": "a.bin" }')
    return []
  })
}

function readRecording(value: Members, reader: Reader): RecordingSpec {
  const { name, file, seed, seeds, reference, set: _, ...extra } = value
  if ([file, seed, seeds].filter((one) => one !== undefined).length > 1) {
    const where = seeds === undefined ? 'seed' : 'seeds'
    reader.fail(value, where, 'a recording is a "file", a "seed" or "seeds", one of the three')
  }
  const range = seed === undefined ? seeds : [seed, seed]
  return {
    ...(name === undefined ? {} : { name: reader.text(value, 'name') }),
    ...(file === undefined ? {} : { file: reader.text(value, 'file') }),
    ...(range === undefined ? {} : { seeds: readSeeds(value, range, reader) }),
    ...(reference === undefined ? {} : { reference: reader.text(value, 'reference') }),
    set: reader.members(value, 'set'),
    extra,
  }
}

/** More would be a mistake in typing. */
const mostSeeds = 10_000

function readSeeds(value: Members, range: Json, reader: Reader): readonly [number, number] {
  const [first, last, more] = Array.isArray(range) ? range : []
  const whole = (one: Json | undefined): one is number => Number.isSafeInteger(one)
  if (whole(first) && whole(last) && more === undefined && first <= last) {
    if (last - first < mostSeeds) return [first, last]
    reader.fail(value, 'seeds', `${last - first + 1} seeds are more than ${mostSeeds}; take fewer`)
  } else if (value.seeds === undefined) {
    reader.fail(value, 'seed', '"seed" must be a whole number')
  } else {
    reader.fail(value, 'seeds', '"seeds" must be the first and the last seed, such as [1, 20]')
  }
  return [0, 0]
}

function isMembers(value: Json | undefined): value is Members {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof NumberText)
  )
}

/** Assigning to __proto__ would not make a member. */
function define<T>(container: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(container, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}
