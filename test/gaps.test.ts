/** What is lost on the way from a radar rides along every wire, and no estimate hides it. */
import {
  type Chunk,
  createRegistry,
  type EmitMoment,
  type NodeType,
  type Ports,
} from '@chirpflow/graph'
import { nodeTypes } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { graphOf, planOf, type ShortNode } from './support/graphs.ts'
import { createTestHost } from './support/host.ts'

const frameRate = 20
const seconds = 40
const size = 12 * frameRate
const hop = frameRate

/** The displacement of a person whose samples arrive in part, or not at all where the share is 0. */
function withShares(shares: readonly number[]) {
  const original = nodeTypes.find(({ id }) => id === 'simulated-displacement')!
  const wrapped: NodeType = {
    ...original,
    async open(context) {
      const opened = await original.open(context)
      if (!('run' in opened)) throw new Error('it is no source')
      const through =
        (emit: EmitMoment<Ports>): EmitMoment<Ports> =>
        async (moment) => {
          const { displacement } = moment
          const coverage = shares[displacement!.index]
          if (coverage > 0) await emit({ displacement: { ...displacement!, coverage } })
        }
      return { ...opened, run: (emit, stop) => opened.run(through(emit), stop) }
    },
  }
  return createRegistry(nodeTypes.map((type) => (type === original ? wrapped : type)))
}

/** Windows that the median looks back at. */
const looksBack = 5

interface Estimator {
  readonly node: ShortNode
  readonly from: string
  readonly rates: string[]
  /** How many an estimate speaks about, where it is more than one. */
  readonly windows?: number
}

const estimators: Record<string, Estimator> = {
  peak: { node: { type: 'peak-picker' }, from: 'window.out -> peak.in', rates: ['rate'] },
  median: {
    node: { type: 'median-filter', version: 3, params: { size: looksBack } },
    from: 'peak.rate -> median.in',
    rates: ['out'],
    windows: looksBack,
  },
  half: {
    node: { type: 'second-harmonic' },
    from: 'window.out -> half.displacement',
    rates: ['rate'],
  },
  bayes: {
    node: { type: 'harmonic-bayes' },
    from: 'window.out -> bayes.displacement',
    rates: ['rate', 'breathing'],
  },
  joint: {
    node: { type: 'joint-harmonic-fit' },
    from: 'window.out -> joint.displacement',
    rates: ['rate', 'breathing'],
  },
  tracker: {
    node: { type: 'rate-tracker' },
    from: 'joint.posterior -> tracker.scores',
    rates: ['rate'],
  },
  delayed: {
    node: { type: 'delayed-rate-tracker' },
    from: 'joint.posterior -> delayed.scores',
    rates: ['rate'],
  },
}

const graph = graphOf(
  {
    person: { type: 'simulated-displacement', params: { duration: seconds } },
    window: {
      type: 'slow-time-window',
      params: { length: size / frameRate, hop: hop / frameRate },
    },
    ...Object.fromEntries(Object.entries(estimators).map(([id, { node }]) => [id, node])),
  },
  ['person.displacement -> window.in', ...Object.values(estimators).map(({ from }) => from)],
)

test('every node that gives rates of a window is among those tested', () => {
  const gives = nodeTypes.filter(
    ({ inputs, outputs }) =>
      Object.values(inputs).some(
        ({ axes }) => axes.includes('time') || axes.includes('frequency'),
      ) &&
      Object.entries(outputs).some(([name, { units }]) => units?.includes('Hz') && name === 'rate'),
  )
  const tested = Object.values(estimators).map(({ node }) => node.type)
  // A body sensor's beats: no radar, no window.
  const sensors = gives.filter(({ outputs }) => outputs.beats !== undefined)
  expect(gives.map(({ id }) => id).filter((id) => !tested.includes(id))).toEqual(
    sensors.map(({ id }) => id),
  )
})

const mean = (shares: readonly number[]) =>
  shares.reduce((sum, share) => sum + share, 0) / shares.length

/** Stretches of the recording, each with a share of its frames' bytes. */
const script = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(0, 0, 0.25, 0.6, 1, 1)),
  { minLength: 3, maxLength: 12 },
)

test('an estimate says how much of its window was there, and below the least share there is none', async () => {
  let answered = 0
  let held = 0
  await fc.assert(
    fc.asyncProperty(script, async (stretches) => {
      const shares = stretches.flatMap(([frames, share]) => Array<number>(frames).fill(share))
      const all = Array.from({ length: seconds * frameRate }, (_, n) => shares[n] ?? 1)
      const plan = await planOf(graph, withShares(all))
      const wires = Object.entries(estimators).flatMap(([id, { rates, windows = 1 }]) =>
        rates.map((port) => [`${id}.${port}`, windows] as const),
      )
      const ofWindow = all.flatMap((_, first) =>
        first % hop === 0 ? mean(all.slice(first, first + size)) : [],
      )
      const begun = ofWindow.findIndex((share) => share > 0)
      const seen: { wire: string; chunk: Chunk }[] = []
      const tap = (chunk: Chunk, wire: string) => void seen.push({ wire, chunk })
      const taps = new Map(wires.map(([wire]) => [wire, tap]))
      const run = await runPlan(plan, { host: createTestHost(), taps })
      expect(run.state).toBe('finished')
      for (const { wire, chunk } of seen) {
        const windows = new Map(wires).get(wire as (typeof wires)[number][0])!
        const from = Math.max(begun, chunk.index + 1 - windows)
        const share = Math.min(ofWindow[chunk.index], mean(ofWindow.slice(from, chunk.index + 1)))
        expect(chunk.coverage, `${wire} ${chunk.index}`).toBeCloseTo(share, 9)
        if (share < 0.5 - 1e-9) {
          expect([...chunk.data], `${wire} ${chunk.index} of ${share}`).toEqual([Number.NaN])
          held++
        } else if (!Number.isNaN(chunk.data[0])) answered++
      }
    }),
    { numRuns: 5 },
  )
  expect(answered).toBeGreaterThan(20)
  expect(held).toBeGreaterThan(20)
})
