/** Writes an experiment file canonically: one fact a line, alternatives and recordings as they came. */
import { formatBlock, formatInline, type Json } from '@chirpflow/graph'
import { experimentFormat, experimentVersion } from './file.ts'
import type { Alternative, Experiment, JudgeSpec, RecordingSpec, Swap } from './types.ts'

type Members = { [key: string]: Json }

/** The canonical bytes of an experiment. format(parse(x)) is a fixed point. */
export function formatExperiment(experiment: Experiment): string {
  const { title, graph, source, judge, alternatives, grid, recordings, extra } = experiment
  const members: [string, string][] = [
    ['format', JSON.stringify(experimentFormat)],
    ['version', String(experimentVersion)],
    ['title', JSON.stringify(title)],
    ['graph', JSON.stringify(graph)],
  ]
  if (source !== undefined) members.push(['source', JSON.stringify(source)])
  if (judge) members.push(['judge', formatBlock(judgeJson(judge), '  ')])
  const rows: [string, string][] = [
    ['alternatives', lines(mapMembers(alternatives, alternativeJson))],
    ['grid', lines(sorted(grid))],
  ]
  members.push(...rows.filter(([, text]) => text !== '{}'))
  if (recordings.length > 0) {
    const list = recordings.map((one) => `    ${formatInline(recordingJson(one))}`)
    members.push(['recordings', `[\n${list.join(',\n')}\n  ]`])
  }
  for (const [key, value] of Object.entries(sorted(extra))) {
    members.push([key, formatBlock(value, '  ')])
  }
  return `{\n${members.map(([key, text]) => `  ${JSON.stringify(key)}: ${text}`).join(',\n')}\n}\n`
}

/** One member a line, each on its own. */
function lines(members: Members): string {
  const rows = Object.entries(members).map(
    ([key, value]) => `    ${JSON.stringify(key)}: ${formatInline(value)}`,
  )
  return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n  }`
}

function alternativeJson({ swap, set, grid, extra }: Alternative): Json {
  return {
    ...unlessEmpty('swap', sorted(mapMembers(swap, swapJson))),
    ...unlessEmpty('set', sorted(set)),
    ...unlessEmpty('grid', sorted(grid)),
    ...sorted(extra),
  }
}

function swapJson(swap: Swap): Json {
  if (swap === 'bypass') return swap
  const { type, params, ports, extra } = swap
  const members = {
    ...unlessEmpty('params', sorted(params)),
    ...unlessEmpty('ports', sorted(ports)),
    ...sorted(extra),
  }
  return Object.keys(members).length === 0 ? type : { type, ...members }
}

function judgeJson({ candidates, reference, breathing, bound, params, extra }: JudgeSpec): Json {
  return {
    ...(candidates.length === 1 ? { candidate: candidates[0] } : { candidates: [...candidates] }),
    ...unlessAbsent({ reference, breathing, bound }),
    ...unlessEmpty('params', sorted(params)),
    ...sorted(extra),
  }
}

function recordingJson({ name, file, seeds, reference, set, extra }: RecordingSpec): Json {
  const [first, last] = seeds ?? []
  return {
    ...unlessAbsent({ name, file, seed: first === last ? first : undefined }),
    ...(seeds && first !== last ? { seeds: [...seeds] } : {}),
    ...unlessAbsent({ reference }),
    ...unlessEmpty('set', sorted(set)),
    ...sorted(extra),
  }
}

function unlessAbsent(members: Readonly<Record<string, Json | undefined>>): Members {
  const there = Object.entries(members).filter((entry): entry is [string, Json] => {
    return entry[1] !== undefined
  })
  return Object.fromEntries(there)
}

function unlessEmpty(key: string, members: Members): Members {
  return Object.keys(members).length === 0 ? {} : { [key]: members }
}

function mapMembers<T>(members: Readonly<Record<string, T>>, map: (one: T) => Json): Members {
  return Object.fromEntries(Object.entries(members).map(([key, one]) => [key, map(one)]))
}

function sorted(members: Readonly<Record<string, Json | readonly Json[]>>): Members {
  const entries = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries) as Members
}
