/** A thread of an experiment: the first lays out and judges, the others run its units. */
import {
  failedCells,
  type Layout,
  layOut,
  parseExperiment,
  poolCells,
  runUnit,
  scheduleUnits,
  type Unit,
} from '@chirpflow/experiment'
import { completeGraph, hasErrors, type Problem, parseGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { createBrowserHost } from './browser-host.ts'
import type { ExperimentFiles, FromExperiment, ToExperiment } from './experiment-messages.ts'
import { engineName, hashText, programName } from './program.ts'

const host = createBrowserHost(() => {})
const say = (message: FromExperiment) => self.postMessage(message)

let prepared: { readonly layout: Layout; readonly files: ExperimentFiles } | undefined

self.addEventListener('message', ({ data }: MessageEvent<ToExperiment>) => {
  answer(data).catch((error: unknown) => {
    say({ kind: 'refused', reasons: [error instanceof Error ? error.message : String(error)] })
  })
})

async function answer(message: ToExperiment): Promise<void> {
  if (message.kind === 'files') {
    for (const [name, file] of message.files) host.provide(name, file)
  } else if (message.kind === 'prepare') await prepare(message.files, message.workers)
  else if (message.kind === 'run') await run(message.unit)
  else await pool(message)
}

async function prepare(files: ExperimentFiles, workers: number): Promise<void> {
  const { experiment, problems } = parseExperiment(files.experiment.text)
  const { graph, problems: others } = parseGraph(files.graph.text)
  if (!experiment || !graph) {
    refuse([...problems, ...others])
    return
  }
  const whole = completeGraph(graph, registry)
  const layout = await layOut(experiment, whole, { registry, host, engine: engineName() })
  if (hasErrors(layout.problems)) {
    refuse(layout.problems)
    return
  }
  prepared = { layout, files }
  say({ kind: 'prepared', units: scheduleUnits(layout, new Map(), workers) })
}

function refuse(problems: readonly Problem[]): void {
  const errors = problems.filter(({ severity }) => severity === 'error')
  const reasons = errors.map(({ node, message }) => (node ? `${node}: ${message}` : message))
  say({ kind: 'refused', reasons })
}

async function run(unit: Unit): Promise<void> {
  const cells = await runUnit(unit, {
    registry,
    host,
    onProgress: ({ share }) => {
      if (share !== undefined) say({ kind: 'progress', share })
    },
  })
  say({ kind: 'ran', cells: cells ?? [] })
}

async function pool({ cells, made }: Extract<ToExperiment, { kind: 'pool' }>): Promise<void> {
  if (!prepared) throw new Error('nothing was prepared')
  const { layout, files } = prepared
  const { experiment, graph } = files
  const known = new Map(cells.map((cell) => [cell.key, cell]))
  // what a thread has died of counts as no answer
  for (const unit of scheduleUnits(layout, known, 1)) {
    for (const cell of failedCells(layout, unit, 'its thread has died')) {
      if (!known.has(cell.key)) known.set(cell.key, cell)
    }
  }
  const results = await poolCells(layout, known, {
    title: parseExperiment(experiment.text).experiment?.title ?? graph.title,
    registry,
    host,
    conditions: {
      program: programName,
      engine: engineName(),
      command: `chirpflow compare ${experiment.name}`,
      made,
      experiment: {
        path: experiment.name,
        sha256: hashText(experiment.text),
        text: experiment.text,
      },
      graph: {
        path: graph.name,
        title: graph.title,
        text: graph.text,
        sha256: hashText(graph.text),
      },
    },
  })
  say({ kind: 'pooled', results })
}
