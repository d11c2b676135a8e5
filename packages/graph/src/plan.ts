/**
 * From a graph to what can run: order, signals, and all problems at once. Pure, on every edit, so
 * everything is looked up in maps. Every link is answered.
 */
import { type End, type Graph, type Link, typeName, wireName } from './file.ts'
import type { Inspections } from './inspect.ts'
import { answerLinks } from './links.ts'
import { describePort, matchAxes, refuseSignal, sameAxes } from './match.ts'
import type { NodeType, PlannedSignal, Port, Registry } from './node.ts'
import { orderNodes } from './order.ts'
import type { ParamValue } from './param.ts'
import { hasErrors, type Problem } from './problem.ts'
import { resolveNode } from './resolve.ts'
import { type Axis, bytesOf, describeSignal, type Fact, type Signal, sameClock } from './signal.ts'

/** A chunk wider than this is a mistake in a length, not a wish. */
const widestChunk = 256 * 1024 * 1024

export interface PlannedNode {
  readonly id: string
  readonly type: NodeType
  readonly params: Readonly<Record<string, ParamValue>>
  /** What the source found in its file. */
  readonly found: unknown
  /** For each connected input port, the ends it takes data from (bypasses resolved), sorted. */
  readonly inputs: ReadonlyMap<string, readonly End[]>
  readonly outputs: Readonly<Record<string, Signal>>
}

export interface Plan {
  readonly title: string
  /** The nodes that can run, every one after all it takes data from. Independent of the links' order. */
  readonly nodes: readonly PlannedNode[]
  /** Signals of all wires that are known, by "node.port". */
  readonly signals: ReadonlyMap<string, Signal>
  /** Nodes that cannot run only because another cannot: whom they wait for. */
  readonly waits: ReadonlyMap<string, string>
  /** Type of every node that cannot run: off, bypassed, refused or waiting. */
  readonly skipped: ReadonlyMap<string, string>
  /** Wires that leave a bypassed node, and the end that stands in for each. */
  readonly bypassed: ReadonlyMap<string, End>
  readonly problems: readonly Problem[]
}

function soften({ severity }: Problem): Problem['severity'] {
  return severity === 'error' ? 'warning' : severity
}

/** Checks the graph and works out what flows along each wire. */
export function planGraph(graph: Graph, registry: Registry, inspections: Inspections): Plan {
  const problems: Problem[] = []
  const ids = Object.keys(graph.nodes).sort()
  const resolved = new Map(ids.map((id) => [id, resolveNode(id, graph.nodes[id], registry)]))
  for (const [id, { problems: own }] of resolved) {
    // what is off does not run, so its mistakes keep nothing from running
    const off = graph.nodes[id].off === true
    problems.push(...own.map((one): Problem => (off ? { ...one, severity: soften(one) } : one)))
  }

  const wires = answerLinks(graph, (id) => resolved.get(id)?.type, problems)
  const order = orderNodes(ids, wires, problems)

  const nodes: PlannedNode[] = []
  const signals = new Map<string, Signal>()
  const waits = new Map<string, string>()
  const bypassed = new Map<string, End>()
  /** The outputs that each planned node really gives. */
  const planned = new Map<string, readonly string[]>()

  for (const id of order) {
    const { type, params, problems: own } = resolved.get(id)!
    const state = graph.nodes[id].off
    if (!type || hasErrors(own) || state === true) continue
    const inspection = inspections.get(id)
    if (type.inspect && inspection?.state !== 'found') {
      if (inspection) problems.push(inspection.problem)
      continue
    }

    const gathered = gatherInputs(
      id,
      type,
      wires.get(id) ?? [],
      signals,
      planned,
      bypassed,
      problems,
    )
    if (gathered.waitsFor) waits.set(id, gathered.waitsFor)
    if (!gathered.inputs) continue

    const outputs = planOutputs(id, type, params, gathered.signals, inspection, problems)
    if (!outputs) continue
    if (state === 'bypass') {
      const replaced = bypass(id, type, gathered, outputs, problems)
      if (!replaced) continue
      planned.set(id, [replaced.output.port])
      bypassed.set(wireName(replaced.output), replaced.input)
      signals.set(wireName(replaced.output), replaced.signal)
      continue
    }
    planned.set(id, Object.keys(outputs))
    for (const [port, signal] of Object.entries(outputs)) signals.set(`${id}.${port}`, signal)
    const found = inspection?.state === 'found' ? inspection.found : undefined
    nodes.push({ id, type, params, found, inputs: gathered.inputs, outputs })
  }
  const running = new Set(nodes.map(({ id }) => id))
  const skipped = new Map(
    ids.flatMap((id) => (running.has(id) ? [] : [[id, typeName(graph.nodes[id])] as const])),
  )
  return { title: graph.title, nodes, signals, waits, skipped, bypassed, problems }
}

type PortSignals = Record<string, Signal | readonly Signal[] | undefined>

interface Gathered {
  /** Absent where the node cannot run. */
  readonly inputs?: ReadonlyMap<string, readonly End[]>
  readonly signals: PortSignals
  readonly waitsFor?: string
}

/** The signals at each input port, checked against it and against one another. */
function gatherInputs(
  id: string,
  type: NodeType,
  links: readonly Link[],
  signals: ReadonlyMap<string, Signal>,
  planned: ReadonlyMap<string, readonly string[]>,
  bypassed: ReadonlyMap<string, End>,
  problems: Problem[],
): Gathered {
  const inputs = new Map<string, End[]>()
  const portSignals: PortSignals = {}
  const matched: { end: End; input: string; signal: Signal }[] = []
  let waitsFor: string | undefined
  let fits = true
  const fail = (message: string, input: string) => {
    problems.push({ severity: 'error', node: id, input, message })
    fits = false
  }

  for (const [input, port] of Object.entries(type.inputs)) {
    const into = links.filter((link) => link.to.port === input)
    const known: { end: End; signal: Signal }[] = []
    for (const { from } of into) {
      const signal = signals.get(wireName(from))
      if (!signal) {
        const given = planned.get(from.node)
        if (given) fail(`${from.node} gives no ${from.port} here, only ${given.join(', ')}`, input)
        else if (port.kind === 'one') waitsFor ??= from.node
        continue
      }
      const reason = refuseSignal(port, signal)
      if (reason) fail(`${reason} from ${wireName(from)}`, input)
      else known.push({ end: bypassed.get(wireName(from)) ?? from, signal })
    }
    if (into.length === 0 && port.kind === 'one') {
      fail(`nothing is connected; it wants ${describePort(port)}: ${port.help}`, input)
    }
    if (into.length > 0 && known.length === 0 && port.kind === 'many')
      waitsFor ??= into[0].from.node
    if (known.length > 0) {
      inputs.set(
        input,
        known.map(({ end }) => end),
      )
    }
    portSignals[input] = port.kind === 'many' ? known.map(({ signal }) => signal) : known[0]?.signal
    if (port.join === 'match') {
      for (const { end, signal } of known) matched.push({ end, input, signal })
    }
  }

  for (const { end, input, signal } of matched.slice(1)) {
    if (!sameClock(matched[0].signal, signal)) {
      fail(
        `${wireName(end)} and ${wireName(matched[0].end)} do not tick together (${describeClock(signal)} against ${describeClock(matched[0].signal)}): take both from the same window or source`,
        input,
      )
    }
  }
  const leading = leadingAxes(type, portSignals)
  if (leading.clash) fail(leading.clash.message, leading.clash.input)
  return waitsFor || !fits ? { signals: portSignals, waitsFor } : { inputs, signals: portSignals }
}

function describeClock(signal: Signal): string {
  const rate = signal.rate > 0 ? `${Number(signal.rate.toPrecision(6))} /s` : 'no fixed rate'
  return `${rate} from ${Number(signal.start.toPrecision(6))} s of ${signal.clock}`
}

interface Leading {
  readonly axes?: readonly Axis[]
  readonly clash?: { readonly input: string; readonly message: string }
}

/** What '...' stands for at this node; a clash where two inputs disagree. */
function leadingAxes(type: NodeType, signals: PortSignals): Leading {
  let first: { input: string; axes: readonly Axis[]; signal: Signal } | undefined
  for (const [input, port] of Object.entries(type.inputs)) {
    if (!port.axes.includes('...')) continue
    for (const signal of listOf(signals[input])) {
      const axes = matchAxes(port.axes, signal.axes)
      if (!axes) continue
      if (first && !sameAxes(first.axes, axes)) {
        const message = `its leading axes differ from those of ${first.input}: ${describeSignal(signal)} against ${describeSignal(first.signal)}`
        return { clash: { input, message } }
      }
      first ??= { input, axes, signal }
    }
  }
  return { axes: first?.axes }
}

function listOf(signals: Signal | readonly Signal[] | undefined): readonly Signal[] {
  if (signals === undefined) return []
  return Array.isArray(signals) ? signals : [signals as Signal]
}

function planOutputs(
  id: string,
  type: NodeType,
  params: Readonly<Record<string, ParamValue>>,
  signals: PortSignals,
  inspection: { readonly state: string; readonly found?: unknown } | undefined,
  problems: Problem[],
): Record<string, Signal> | undefined {
  const before = problems.length
  const speak =
    (severity: Problem['severity']) =>
    (message: string, at: { param?: string; input?: string } = {}) => {
      problems.push({ severity, node: id, ...at, message })
    }
  const say = { error: speak('error'), warning: speak('warning'), note: speak('note') }
  const planned = type.plan(signals as never, params, say, inspection?.found)
  const said = hasErrors(problems.slice(before))
  if (!planned) {
    if (said) return undefined
    throw new Error(`${type.id}: plan gave nothing and said no error`)
  }
  if (said) return undefined

  const outputs: Record<string, Signal> = {}
  const { axes: leading } = leadingAxes(type, signals)
  for (const [name, signal] of Object.entries(planned)) {
    if (!signal) continue
    const whole: Signal = { ...(signal as PlannedSignal), clock: signal.clock ?? id }
    checkOutput(type, name, whole, leading)
    const bytes = bytesOf(whole)
    if (bytes > widestChunk) {
      say.error(
        `one piece of ${name} would take ${(bytes / 2 ** 20).toFixed(0)} MiB (${describeSignal(whole)}), more than ${widestChunk / 2 ** 20}; make its axes shorter`,
      )
      return undefined
    }
    outputs[name] = whole
  }
  return outputs
}

/** Throws where plan breaks what the node declares: that is a mistake in the node's code. */
function checkOutput(
  type: NodeType,
  name: string,
  signal: Signal,
  leading: readonly Axis[] | undefined,
): void {
  const port: Port | undefined = type.outputs[name]
  const wrong = (message: string) => new Error(`${type.id}.${name}: ${message}`)
  if (!port) throw wrong('plan gives an output that is not declared')
  const reason = refuseSignal({ ...port, needs: [] as Fact[] }, signal)
  if (reason) throw wrong(`plan breaks the declared port, ${reason}`)
  const own = matchAxes(port.axes, signal.axes) ?? []
  if (port.axes.includes('...') && leading && !sameAxes(leading, own)) {
    throw wrong("plan gives other leading axes than the inputs'")
  }
  const sizes = signal.axes.every((axis) => Number.isSafeInteger(axis.size) && axis.size > 0)
  if (!sizes) throw wrong(`plan gives an axis without a whole size, ${describeSignal(signal)}`)
  const times = [signal.start, signal.rate, signal.span]
  if (!times.every(Number.isFinite) || signal.rate < 0 || signal.span < 0) {
    throw wrong('plan gives a clock that is no number')
  }
}

/** What stands in for a bypassed node's first output: whatever feeds its first input. */
function bypass(
  id: string,
  type: NodeType,
  gathered: Gathered,
  outputs: Readonly<Record<string, Signal>>,
  problems: Problem[],
): { input: End; output: End; signal: Signal } | undefined {
  const fail = (message: string) => {
    problems.push({ severity: 'error', node: id, message: `cannot be bypassed: ${message}` })
    return undefined
  }
  const [input] = Object.keys(type.inputs)
  const [output] = Object.keys(type.outputs)
  const [end, another] = gathered.inputs?.get(input ?? '') ?? []
  if (another) return fail(`${input} has more than one wire`)
  if (input === undefined || !end) return fail('it has no input that could stand in for its output')
  if (output === undefined || !outputs[output]) return fail('it has no output')
  const signal = listOf(gathered.signals[input])[0]
  const after = outputs[output]
  const equal =
    signal.dtype === after.dtype &&
    signal.unit === after.unit &&
    sameAxes(signal.axes, after.axes) &&
    sameClock(signal, after)
  if (!equal) return fail(`it turns ${describeSignal(signal)} into ${describeSignal(after)}`)
  return { input: end, output: { node: id, port: output }, signal }
}
