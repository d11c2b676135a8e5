/** Under what conditions it was found: all that is needed to find it again. */
import { shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { duration, escapeText, judged, milliseconds, plain } from './words.ts'

export function conditionList(results: Results): string {
  const { conditions, table, window, constant, recordings, unit } = results
  const { program, engine, command, made, experiment, graph, types } = conditions
  const { by, block, repeats, seed } = table.resampling
  const resampling =
    by === 'recordings'
      ? `bootstrap over ${table.recordings} recordings`
      : `bootstrap over blocks of ${block} moments of one recording`
  const rows: readonly (readonly [string, string])[] = [
    ['Command', `<code>${escapeText(command)}</code>`],
    ['Made', `${escapeText(made)} by ${escapeText(program)} on ${escapeText(engine)}`],
    ['Graph', `${fileText(graph)}, “${escapeText(graph.title)}”`],
    ...(experiment ? ([['Experiment', fileText(experiment)]] as const) : []),
    [
      'Judged',
      `against the reference averaged over ${plain(window, 1)} s, ending at each moment; the constant ${shownAs[unit].noun} is ${judged(constant, unit, 1)} ${shownAs[unit].unit}`,
    ],
    [
      'Intervals',
      repeats > 0
        ? `95 %, ${resampling}, ${repeats} times, seed ${seed}`
        : `none: one recording holds too few blocks of ${block} moments`,
    ],
    ['Node types', types.map((type) => `<code>${escapeText(type)}</code>`).join(' ')],
  ]
  const list = rows.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join('')
  const inputs = recordings.flatMap(({ name, inputs }) =>
    inputs.map(
      ({ node, param, path, sha256 }) =>
        `<tr><th scope="row">${escapeText(name)}</th><td>${escapeText(`${node}.${param}`)}</td><td>${escapeText(path)}</td><td><code>${sha256}</code></td></tr>`,
    ),
  )
  const inputTable =
    inputs.length === 0
      ? ''
      : fold(
          'Input files',
          `<div class="scroll"><table class="plain"><thead><tr><th>Recording</th><th>Parameter</th><th>Path</th><th>SHA-256</th></tr></thead><tbody>${inputs.join('')}</tbody></table></div>`,
        )
  const texts = [
    ...(experiment ? [fold('Experiment file', pre(experiment.text))] : []),
    fold('Graph file', pre(graph.text)),
  ]
  return `<dl>${list}</dl>${inputTable}${nodeTimes(results)}${texts.join('')}`
}

const fileText = ({ path, sha256 }: { path: string; sha256: string }) =>
  `${escapeText(path)} <span class="muted">SHA-256</span> <code>${sha256.slice(0, 16)}…</code>`

const pre = (text: string) => `<pre>${escapeText(text)}</pre>`

const fold = (title: string, inside: string) =>
  `<details><summary>${title}</summary>${inside}</details>`

/** What each node took, all recordings together. */
function nodeTimes({ timing }: Results): string {
  const byNode = new Map<string, { type: string; seconds: number; chains: number; runs: number }>()
  for (const { id, type, seconds, chains, runs } of timing.nodes) {
    const known = byNode.get(id) ?? { type, seconds: 0, chains, runs: 0 }
    known.seconds += seconds
    known.runs += runs
    byNode.set(id, known)
  }
  const rows = [...byNode]
    .sort(([, a], [, b]) => b.seconds - a.seconds)
    .map(
      ([id, { type, seconds, chains, runs }]) =>
        `<tr><th scope="row">${escapeText(id)}</th><td>${escapeText(type)}</td><td class="number">${chains}</td><td class="number">${runs}</td><td class="number">${milliseconds(seconds)} ms</td></tr>`,
    )
  if (rows.length === 0) return ''
  return fold(
    'Time by node',
    `<div class="scroll"><table class="plain"><thead><tr><th>Node</th><th>Type</th><th class="number">Chains</th><th class="number">Runs</th><th class="number">Time</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
  )
}

/** What sharing saved, in words. */
export function sharingText({ timing, chains }: Results): string {
  const shared = timing.nodes.filter((node) => node.chains > 1)
  const saved = timing.apart - timing.seconds
  if (shared.length === 0 || !(saved > 0))
    return '<p>No chain has anything in common with another.</p>'
  const times = new Set(shared.map(({ runs }) => runs))
  const once =
    times.size === 1 && times.has(1)
      ? 'Each ran once'
      : 'Recordings were divided among workers, so some ran more than once'
  const nodes = new Set(shared.map(({ id }) => id)).size
  return `<p><span class="figure">${duration(saved)}</span> saved</p><p>${nodes} of the nodes are shared by several of the ${chains.length} chains. ${once}: all took ${duration(timing.seconds)}, chain by chain it would have been ${duration(timing.apart)}.</p>`
}
