/** What an experiment comes to: its chains, and for each recording one graph with a wire for each. */
import {
  type End,
  formatLink,
  type Graph,
  type Host,
  hasErrors,
  type Inspections,
  type Plan,
  type Problem,
  planGraph,
  type Registry,
  wireName,
} from '@chirpflow/graph'
import { fileHashes, nodeKeys, wireKey } from '@chirpflow/runtime'
import { type Chain, nameChains, type Pick } from './chain-names.ts'
import { createInspector, withKnownHashes } from './inspector.ts'
import { candidatePort, feedsOf, type TruthPort, truthPorts, withJudge } from './judge-node.ts'
import { createMerger, type Merger } from './merge.ts'
import { prepare } from './prepare.ts'
import { reseededGraph } from './reseed.ts'
import type { InputFile } from './results.ts'
import { listSubjects, type Subject } from './subjects.ts'
import type { Experiment } from './types.ts'
import type { Place } from './values.ts'
import { inVariant, makeVariant, settingsFor } from './variant-graph.ts'
import { listVariants, type Variant } from './variants.ts'

/** One wire that is to be known. Equal keys, equal data. */
export interface TrackPlace {
  /** In the recording's graph, "node.port". */
  readonly wire: string
  readonly key: string
}

export interface RecordingLayout {
  readonly name: string
  readonly subject: Subject
  /** All chains in one, without sinks; what they share stands in it once. */
  readonly graph: Graph
  readonly plan: Plan
  /** One a chain, in the chains' order. */
  readonly chains: readonly TrackPlace[]
  /** What each chain states as its confidence: the output of that name at its node, where it has one. */
  readonly confidences: readonly (TrackPlace | undefined)[]
  readonly truths: { readonly [port in TruthPort]?: TrackPlace }
  /** Parameters of the node that judges. */
  readonly judge: Readonly<Record<string, string | number | boolean>>
  readonly inputs: readonly InputFile[]
  /** What a person should know of this recording: warnings of its plan. */
  readonly remarks: readonly string[]
}

export interface Layout {
  readonly chains: readonly Chain[]
  readonly recordings: readonly RecordingLayout[]
  /** Where one is an error, there is nothing to run. */
  readonly problems: readonly Problem[]
}

export interface LayoutOptions {
  readonly registry: Registry
  /** Of the graph's folder. */
  readonly host: Host
  /** How a path of the experiment file is written for that host; as it is, unless said. */
  readonly place?: Place
  /** Begins every key: what else an answer depends on, such as the engine. */
  readonly engine: string
}

/** Works out all that has to run, and every problem on the way. Reads headers and hashes of files. */
export async function layOut(
  experiment: Experiment,
  graph: Graph,
  options: LayoutOptions,
): Promise<Layout> {
  const { registry, place = (path) => path } = options
  const judged = withJudge(graph, experiment, registry)
  const { variants, problems: own } = listVariants(experiment, graph)
  const problems: Problem[] = [...judged.problems, ...own]
  if (judged.judge === undefined || hasErrors(problems)) {
    return { chains: [], recordings: [], problems }
  }
  const { judge } = judged
  const inspect = createInspector(registry, options.host)
  const host = withKnownHashes(options.host)
  const { source } = experiment
  const work: Work = { judge, source, registry, place, inspect, host, engine: options.engine }
  const graphInOrder = inOrder(judged.graph)

  let picks: readonly Pick[] | undefined
  const recordings: RecordingLayout[] = []
  for (const subject of listSubjects(experiment.recordings)) {
    const again = reseededGraph(subject, recordings)
    const laid: LaidOut = again
      ? await layOutWires({ ...recordings.at(-1)!, subject, graph: again }, work)
      : await layOutSubject(graphInOrder, subject, variants, picks, work)
    const many = experiment.recordings.length > 0
    problems.push(...laid.problems.map((one) => (many ? about(subject, one) : one)))
    picks ??= laid.picks
    if (laid.recording) recordings.push(laid.recording)
    // The same mistake would be said of every recording.
    if (hasErrors(laid.problems)) break
  }
  const chains = nameChains(picks ?? [])
  problems.push(...idleAlternatives(experiment, chains))
  return { chains, recordings: hasErrors(problems) ? [] : recordings, problems: unique(problems) }
}

interface Work {
  readonly judge: string
  readonly source?: string
  readonly registry: Registry
  readonly place: Place
  readonly inspect: (graph: Graph) => Promise<Inspections>
  readonly host: Host
  readonly engine: string
}

interface LaidOut {
  readonly picks?: readonly Pick[]
  readonly recording?: RecordingLayout
  readonly problems: readonly Problem[]
}

async function layOutSubject(
  whole: Graph,
  subject: Subject,
  variants: readonly Variant[],
  known: readonly Pick[] | undefined,
  work: Work,
): Promise<LaidOut & { picks: readonly Pick[] }> {
  const { judge, registry } = work
  const prepared = prepare(whole, subject, work)
  const problems = [...prepared.problems]
  if (hasErrors(problems)) return { picks: [], problems }
  const base = prepared.graph
  const candidates = feedsOf(base, judge, candidatePort)
  const basePlan = planGraph(base, registry, await work.inspect(base))

  const merger = createMerger()
  const picks: Pick[] = []
  const isKnown = ({ variant, candidate }: Omit<Pick, 'settings'>) =>
    known?.some(
      (pick) => pick.variant === variant && wireName(pick.candidate) === wireName(candidate),
    )
  const chains: Wire[] = []
  const confidences: (Wire | undefined)[] = []
  const seen = new Set<string>()
  const truths: { [port in TruthPort]?: string } = {}
  let judgeParams: RecordingLayout['judge'] | undefined
  for (const variant of variants) {
    if (known && !known.some((pick) => pick.variant === variant)) continue
    const made = await makeVariant(base, basePlan, variant, work)
    problems.push(...made.problems.map((one) => inVariant(variant, one)))
    if (hasErrors(problems)) return { picks, problems }
    const node = made.plan.nodes.find(({ id }) => id === judge)!
    judgeParams ??= node.params
    if (JSON.stringify(judgeParams) !== JSON.stringify(node.params)) {
      const message = `changes ${judge} itself, and all chains are judged alike: set it in the graph or in "judge"`
      problems.push(inVariant(variant, { severity: 'error', message }))
      return { picks, problems }
    }
    for (const port of truthPorts) {
      const [end] = feedsOf(made.graph, judge, port)
      if (!end) continue
      const wire = wireName(merger.addEnd(made.plan, end))
      truths[port] ??= wire
      if (truths[port] === wire) continue
      const message = `changes what the ${port} depends on, so its chains cannot be judged with the others: put it among "recordings", as "set"`
      problems.push(inVariant(variant, { severity: 'error', message }))
      return { picks, problems }
    }
    const ends = feedsOf(made.graph, judge, candidatePort)
    for (const [index, candidate] of candidates.entries()) {
      if (isKnown({ variant, candidate }) === false) continue
      const wire = wireName(merger.addEnd(made.plan, ends[index]))
      const name = `${wireName(candidate)} ${wire}`
      // Values that this output does not depend on make no chain more.
      if (!known && seen.has(name)) continue
      seen.add(name)
      chains.push({ wire })
      confidences.push(confidenceOf(made.plan, ends[index], merger))
      picks.push({ variant, candidate, settings: settingsFor(made.plan, ends[index], variant) })
    }
  }
  if (known && picks.length < known.length) {
    const lost = known.find(
      (pick) => !picks.some((own) => wireName(own.candidate) === wireName(pick.candidate)),
    )
    const message = `it has no ${lost ? wireName(lost.candidate) : 'such output'} to compare`
    problems.push({ severity: 'error', message })
    return { picks, problems }
  }
  const laid = await layOutWires(
    {
      subject,
      graph: merger.graph(subject.name),
      chains,
      confidences,
      truths: Object.fromEntries(Object.entries(truths).map(([port, wire]) => [port, { wire }])),
      judge: judgeParams ?? {},
    },
    work,
  )
  return { picks, recording: laid.recording, problems: [...problems, ...laid.problems] }
}

type Wire = Omit<TrackPlace, 'key'>

/** A recording without what follows from its graph. */
interface Wires {
  readonly subject: Subject
  readonly graph: Graph
  readonly chains: readonly Wire[]
  readonly confidences: readonly (Wire | undefined)[]
  readonly truths: { readonly [port in TruthPort]?: Wire }
  readonly judge: RecordingLayout['judge']
}

async function layOutWires(
  { subject, graph, chains, confidences, truths, judge }: Wires,
  { registry, inspect, host, engine }: Work,
): Promise<LaidOut & { recording: RecordingLayout }> {
  const plan = planGraph(graph, registry, await inspect(graph))
  const keys = await nodeKeys(plan, host)
  const problems: Problem[] = []
  const placeOf = ({ wire }: Wire): TrackPlace => {
    const [node, port] = wire.split('.')
    if (!keys.has(node)) {
      const message = `${node} cannot be run twice with the same result, so nothing can be compared on it: record it first`
      problems.push({ severity: 'error', node, message })
    }
    return { wire, key: `${engine} ${wireKey(keys, node, port)}` }
  }
  const recording: RecordingLayout = {
    name: subject.name,
    subject,
    graph,
    plan,
    chains: chains.map(placeOf),
    confidences: confidences.map((wire) => wire && placeOf(wire)),
    truths: Object.fromEntries(Object.entries(truths).map(([port, wire]) => [port, placeOf(wire)])),
    judge,
    inputs: await inputsOf(plan, host),
    remarks: unique(plan.problems).map(({ node, message }) =>
      node ? `${node}: ${message}` : message,
    ),
  }
  return { recording, problems }
}

/** The wire beside an answer that states how probable it is. */
function confidenceOf(plan: Plan, answer: End, merger: Merger): Wire | undefined {
  const { node } = plan.bypassed.get(wireName(answer)) ?? answer
  const isStated = plan.signals.get(`${node}.confidence`)?.unit === '1'
  if (!isStated) return undefined
  return { wire: wireName(merger.addEnd(plan, { node, port: 'confidence' })) }
}

/** Wires at one input keep their order, whatever is swapped before them. */
function inOrder(graph: Graph): Graph {
  const links = [...graph.links].sort((a, b) => (formatLink(a) < formatLink(b) ? -1 : 1))
  return { ...graph, links }
}

function idleAlternatives(experiment: Experiment, chains: readonly Chain[]): readonly Problem[] {
  if (chains.length === 0) return []
  const used = new Set(chains.map(({ alternative }) => alternative))
  return Object.keys(experiment.alternatives)
    .filter((name) => !used.has(name))
    .map((name) => ({
      severity: 'note',
      message: `alternative "${name}" is the same chain as one before it, and is judged once`,
    }))
}

function about({ name }: Subject, problem: Problem): Problem {
  return { ...problem, message: `recording "${name}": ${problem.message}` }
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...seen.values()]
}

async function inputsOf(plan: Plan, host: Host): Promise<readonly InputFile[]> {
  const files: InputFile[] = []
  for (const node of plan.nodes) {
    for (const [param, sha256] of (await fileHashes(node, host)) ?? []) {
      files.push({ node: node.id, param, path: String(node.params[param]), sha256 })
    }
  }
  return files
}
