import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { graphOf, planOf, type ShortNode } from '../../../test/support/graphs.ts'
import { createTestHost } from '../../../test/support/host.ts'
import {
  createTestRegistry,
  createTestTypes,
  plainAxis,
  signalOf,
} from '../../../test/support/nodes.ts'
import { formatLink } from './file.ts'
import { createRegistry, defineNode, type NodeType, port } from './node.ts'
import { planGraph } from './plan.ts'
import { formatProblem } from './problem.ts'
import { type Signal, sizeOf } from './signal.ts'

const registry = createTestRegistry()
type Nodes = Record<string, string | ShortNode>
const plan = (nodes: Nodes, links: string[]) => planOf(graphOf(nodes, links), registry)

/** Every problem, as the command line shows it. */
async function problems(nodes: Nodes, links: string[]): Promise<string[]> {
  return (await plan(nodes, links)).problems.map(formatProblem)
}

const chain: Nodes = { s: 'source', w: 'window', m: 'mean', z: 'sink' }
const chainLinks = ['s.value -> w.in', 'w.out -> m.in', 'm.out -> z.in']

describe('a plan that fits', () => {
  test('knows every signal before data flow', async () => {
    const { nodes, signals, problems } = await plan(chain, chainLinks)
    expect(problems).toEqual([])
    expect(nodes.map(({ id }) => id)).toEqual(['s', 'w', 'm', 'z'])
    expect(signals.get('s.value')).toMatchObject({ rate: 10, start: 0, clock: 's', axes: [] })
    // 4 frames at 10 /s, hop 2: the first window is full at 0.3 s, and speaks about 0.4 s
    expect(signals.get('w.out')).toMatchObject({ rate: 5, clock: 'w', span: 0.4 })
    expect(signals.get('w.out')!.start).toBeCloseTo(0.3, 12)
    expect(signals.get('m.out')).toMatchObject({ rate: 5, clock: 'w', axes: [] })
  })

  test('is the same in any order of links', async () => {
    const nodes: Nodes = { s: 'source', a: 'scale', b: 'scale', g: 'gather', d: 'add', z: 'sink' }
    const links = [
      's.value -> a.in',
      's.value -> b.in',
      'a.out -> g.in',
      'b.out -> g.in',
      's.value -> g.in',
      'g.out -> d.a',
      'a.out -> d.b',
      'd.sum -> z.in',
      'g.out -> z.in',
      'nobody.out -> z.in',
      's.nothing -> z.in',
      'b.out -> d.b',
    ]
    const first = await plan(nodes, links)
    expect(first.nodes).toHaveLength(6)
    expect(first.problems).toHaveLength(3)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(links, { minLength: links.length }),
        async (shuffled) => {
          expect(await plan(nodes, shuffled)).toEqual(first)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('a many port gets its wires sorted by source', async () => {
    const { nodes } = await plan({ b: 'source', a: { type: 'scale' }, g: 'gather', z: 'sink' }, [
      'b.value -> g.in',
      'b.value -> a.in',
      'a.out -> g.in',
      'g.out -> z.in',
    ])
    const gather = nodes.find(({ id }) => id === 'g')!
    expect(gather.inputs.get('in')).toEqual([
      { node: 'a', port: 'out' },
      { node: 'b', port: 'value' },
    ])
  })

  test('ids that objects have by themselves are plain ids', async () => {
    const { nodes, problems } = await plan({ constructor: 'source', toString: 'sink' }, [
      'constructor.value -> toString.in',
    ])
    expect(problems).toEqual([])
    expect(nodes.map(({ id }) => id)).toEqual(['constructor', 'toString'])
    expect(await problemsOf('valueOf.value -> toString.in')).toMatch(/no node "valueOf"/)
    async function problemsOf(link: string) {
      return (await plan({ toString: 'sink' }, [link])).problems.map(formatProblem).join()
    }
  })
})

describe('every link is answered', () => {
  test('a missing node, with the nearest name', async () => {
    expect(await problems({ radar: 'source', z: 'sink' }, ['rader.value -> z.in'])).toEqual([
      'error: rader.value -> z.in: there is no node "rader", did you mean "radar"?',
    ])
  })

  test('a missing port at either end', async () => {
    expect(
      await problems({ s: 'source', z: 'sink' }, [
        's.valu -> z.in',
        's.value -> z.inn',
        'z.out -> z.in',
      ]),
    ).toEqual([
      'error: s.valu -> z.in: s (source) has no output "valu", did you mean "value"?; its outputs are value, index, extra',
      'error: s.value -> z.inn: z (sink) has no input "inn", did you mean "in"?; its inputs are in',
      'error: z.out -> z.in: z (sink) has no output "out"; it has no outputs',
    ])
  })

  test('a second wire into one port, and the same link twice', async () => {
    expect(
      await problems({ a: 'source', b: 'source', x: 'scale', z: 'sink' }, [
        'b.value -> x.in',
        'a.value -> x.in',
        'a.value -> z.in',
        'b.value -> z.in',
        'a.value -> z.in',
      ]),
    ).toEqual([
      'error: a.value -> z.in: this link stands twice; remove one',
      'error: b.value -> x.in: x.in takes one wire and has one already, from a.value; remove one of the two',
    ])
  })

  test('nothing is said of the ports of an unknown type', async () => {
    expect(
      await problems({ s: 'source', u: 'unheard-of', z: 'sink' }, [
        's.value -> u.anything',
        's.index -> u.anything',
        'u.other -> z.in',
      ]),
    ).toEqual([expect.stringMatching(/^error: u: there is no node type "unheard-of"/)])
  })

  test('for any links at all, each good one is a wire and each bad one a problem', async () => {
    const ids = ['s', 'x', 'g', 'z', 'nobody']
    const ports = ['value', 'in', 'out', 'nothing']
    const link = fc
      .tuple(
        fc.constantFrom(...ids),
        fc.constantFrom(...ports),
        fc.constantFrom(...ids),
        fc.constantFrom(...ports),
      )
      .map(([a, b, c, d]) => `${a}.${b} -> ${c}.${d}`)
    await fc.assert(
      fc.asyncProperty(fc.array(link, { maxLength: 8 }), async (links) => {
        const graph = graphOf({ s: 'source', x: 'scale', g: 'gather', z: 'sink' }, links)
        const planned = await planOf(graph, registry)
        const outputs: Record<string, string> = { s: 'value', x: 'out', g: 'out' }
        const good = new Set<string>()
        let bad = 0
        for (const { from, to } of graph.links) {
          const real =
            outputs[from.node] === from.port &&
            to.port === 'in' &&
            ['x', 'g', 'z'].includes(to.node)
          const taken = [...good].some((name) => name.endsWith(' -> x.in')) && to.node === 'x'
          const name = formatLink({ from, to })
          if (real && !taken && !good.has(name)) good.add(name)
          else bad++
        }
        expect(planned.problems.filter(({ link: name }) => name !== undefined)).toHaveLength(bad)
      }),
    )
  })
})

describe('what does not fit', () => {
  test('axes and units, naming both ends', async () => {
    const wide: ShortNode = { type: 'source', params: { width: 3 } }
    expect(await problems({ s: wide, w: 'window' }, ['s.value -> w.in'])).toEqual([
      'error: w.in: wants float64 (one number), gets float64 (rx 3) in m, 10 /s from s.value',
    ])
    expect(await problems({ s: 'source', m: 'mean' }, ['s.value -> m.in'])).toEqual([
      'error: m.in: wants float64 (..., time), gets float64 (one number) in m, 10 /s from s.value',
    ])
  })

  test('a needed input without a wire', async () => {
    expect(await problems({ x: 'scale', a: 'add' }, ['x.out -> a.a'])).toEqual([
      'error: x.in: nothing is connected; it wants float64 (...): Anything',
      'error: a.b: nothing is connected; it wants float64 (...): Second',
    ])
  })

  test('clocks that do not tick together, naming both', async () => {
    expect(
      await problems(
        {
          s: 'source',
          v: 'window',
          w: { type: 'window', params: { length: 8 } },
          m: 'mean',
          n: 'mean',
          a: 'add',
        },
        [
          's.value -> v.in',
          's.value -> w.in',
          'v.out -> m.in',
          'w.out -> n.in',
          'm.out -> a.a',
          'n.out -> a.b',
        ],
      ),
    ).toEqual([
      'error: a.b: n.out and m.out do not tick together (5 /s from 0.7 s of w against 5 /s from 0.3 s of v): take both from the same window or source',
    ])
  })

  test('two sources of equal rate are two clocks', async () => {
    const [problem] = await problems({ s: 'source', t: 'source', a: 'add' }, [
      's.value -> a.a',
      't.value -> a.b',
    ])
    expect(problem).toMatch(/t\.value and s\.value do not tick together/)
  })

  test('ports that are not matched may have other clocks', async () => {
    const other: ShortNode = { type: 'source', params: { rate: 3 } }
    expect(
      await problems({ s: 'source', t: other, h: 'hold', z: 'sink' }, [
        's.index -> h.in',
        't.index -> h.other',
        'h.out -> z.in',
        't.value -> z.in',
      ]),
    ).toEqual([])
  })

  test('leading axes that differ', async () => {
    const wide: ShortNode = { type: 'source', params: { width: 3 } }
    expect(await problems({ s: wide, a: 'add' }, ['s.value -> a.a', 's.index -> a.b'])).toEqual([
      'error: a.b: its leading axes differ from those of a: float64 (one number), 10 /s against float64 (rx 3) in m, 10 /s',
    ])
  })

  test('an output that these parameters do not give', async () => {
    expect(await problems({ s: 'source', x: 'scale' }, ['s.extra -> x.in'])).toEqual([
      'error: x.in: s gives no extra here, only value, index',
    ])
    const given: ShortNode = { type: 'source', params: { withExtra: true } }
    expect(await problems({ s: given, x: 'scale' }, ['s.extra -> x.in'])).toEqual([])
  })

  test('a chunk that no memory holds', async () => {
    const wide: ShortNode = { type: 'source', params: { width: 1e9 } }
    const { problems, waits, nodes } = await plan({ s: wide, x: 'scale' }, ['s.value -> x.in'])
    expect(problems.map(formatProblem)).toEqual([
      'error: s: one piece of value would take 7629 MiB (float64 (rx 1000000000) in m, 10 /s), more than 256; make its axes shorter',
    ])
    expect([...waits]).toEqual([['x', 's']])
    expect(nodes).toEqual([])
  })

  test('what plan itself says, at its field, and nothing of those after it', async () => {
    const { problems, waits } = await plan({ g: 'gather', x: 'scale' }, ['g.out -> x.in'])
    expect(problems).toEqual([
      { severity: 'error', node: 'g', input: 'in', message: 'needs at least one wire' },
    ])
    expect([...waits]).toEqual([['x', 'g']])
  })

  test('a loop, and what hangs on it waits', async () => {
    const { problems, waits, nodes } = await plan({ a: 'scale', b: 'scale', x: 'scale' }, [
      'a.out -> b.in',
      'b.out -> a.in',
      'b.out -> x.in',
    ])
    expect(problems.map(formatProblem)).toEqual([
      'error: a: these nodes feed themselves in a loop: a -> b -> a; remove one of the wires',
    ])
    expect([...waits]).toEqual([['x', 'b']])
    expect(nodes).toEqual([])
  })

  test('a file that is not there, as a problem of its parameter or node', async () => {
    const graph = graphOf({ f: { type: 'file-source', params: { path: 'a.txt' } }, z: 'sink' }, [
      'f.value -> z.in',
    ])
    const refused = await planOf(graph, registry, createTestHost())
    expect(refused.problems.map(formatProblem)).toEqual([
      'error: f: there is no file a.txt; name another',
    ])
    const found = await planOf(graph, registry, createTestHost({ 'a.txt': '1 2' }))
    expect(found.problems).toEqual([])
    expect(found.nodes[0].found).toEqual(Float64Array.of(1, 2))
  })

  test('all mistakes come at once', async () => {
    const found = await problems(
      {
        s: { type: 'source', params: { rate: -1 } },
        u: 'nothing',
        x: 'scale',
        y: 'scale',
        w: 'window',
      },
      ['x.out -> y.in', 'y.out -> x.in', 'q.a -> w.in'],
    )
    expect(found).toHaveLength(5)
  })
})

describe('nodes that are off', () => {
  test('what needs one is skipped; a many port loses only that wire', async () => {
    const { nodes, waits, skipped, problems } = await plan(
      {
        s: 'source',
        x: { type: 'scale', off: true },
        y: 'scale',
        g: 'gather',
        z: 'sink',
        v: 'sink',
      },
      [
        's.value -> x.in',
        'x.out -> y.in',
        'y.out -> z.in',
        's.value -> g.in',
        'x.out -> g.in',
        'g.out -> v.in',
      ],
    )
    expect(problems).toEqual([])
    expect(nodes.map(({ id }) => id)).toEqual(['s', 'g', 'v'])
    expect(nodes[1].inputs.get('in')).toEqual([{ node: 's', port: 'value' }])
    expect([...waits]).toEqual([
      ['y', 'x'],
      ['z', 'y'],
    ])
    expect([...skipped]).toEqual([
      ['x', 'scale@1'],
      ['y', 'scale@1'],
      ['z', 'sink@1'],
    ])
  })

  test('the mistakes of one only warn: they keep nothing from running', async () => {
    const { nodes, problems } = await plan(
      { s: 'source', x: { type: 'nowhere', off: true }, z: 'sink' },
      ['s.value -> z.in'],
    )
    expect(nodes.map(({ id }) => id)).toEqual(['s', 'z'])
    expect(problems.map(({ severity, node }) => [severity, node])).toEqual([['warning', 'x']])
  })

  test('a bypassed node hands on its input, also several in a row', async () => {
    const { nodes, signals, problems, bypassed, skipped } = await plan(
      {
        s: 'source',
        x: { type: 'scale', off: 'bypass' },
        y: { type: 'scale', off: 'bypass' },
        z: 'sink',
      },
      ['s.value -> x.in', 'x.out -> y.in', 'y.out -> z.in'],
    )
    expect(problems).toEqual([])
    expect(nodes.map(({ id }) => id)).toEqual(['s', 'z'])
    expect(nodes[1].inputs.get('in')).toEqual([{ node: 's', port: 'value' }])
    expect(signals.get('y.out')).toEqual(signals.get('s.value'))
    expect(bypassed.get('y.out')).toEqual({ node: 's', port: 'value' })
    expect([...skipped.keys()]).toEqual(['x', 'y'])
  })

  test('a bypass keeps its first output only', async () => {
    const { problems, nodes } = await plan(
      { s: 'source', x: { type: 'split', off: 'bypass' }, y: 'sink', z: 'sink' },
      ['s.value -> x.in', 'x.out -> y.in', 'x.costly -> z.in'],
    )
    expect(problems.map(formatProblem)).toEqual(['error: z.in: x gives no costly here, only out'])
    expect(nodes.map(({ id }) => id)).toEqual(['s', 'y'])
  })

  test('a bypass is refused where signals differ, nothing comes in or out, or much comes in', async () => {
    const off = 'bypass'
    const { problems, waits } = await plan(
      {
        s: 'source',
        w: { type: 'window', off },
        m: 'mean',
        t: { type: 'source', off },
        z: { type: 'sink', off },
        g: { type: 'gather', off },
      },
      ['s.value -> w.in', 'w.out -> m.in', 's.value -> z.in', 's.value -> g.in', 's.index -> g.in'],
    )
    expect(problems.map(formatProblem).sort()).toEqual([
      'error: g: cannot be bypassed: in has more than one wire',
      'error: t: cannot be bypassed: it has no input that could stand in for its output',
      'error: w: cannot be bypassed: it turns float64 (one number) in m, 10 /s into float64 (time 4) in m, 5 /s',
      'error: z: cannot be bypassed: it has no output',
    ])
    expect([...waits]).toEqual([['m', 'w']])
  })
})

describe('a long graph', () => {
  const row = (length: number) => {
    const nodes: Nodes = { n0: 'source' }
    const links: string[] = []
    for (let at = 1; at <= length; at++) {
      nodes[`n${at}`] = 'scale'
      links.push(at === 1 ? 'n0.value -> n1.in' : `n${at - 1}.out -> n${at}.in`)
    }
    return graphOf(nodes, links)
  }

  test('of 5,000 nodes fits the stack', () => {
    const { nodes, problems } = planGraph(row(5000), registry, new Map())
    expect(problems).toEqual([])
    expect(nodes).toHaveLength(5001)
  })

  test('takes work that grows with its length', () => {
    /** Looks at any signal, port or type on the way. */
    const work = (length: number) => {
      let looks = 0
      const counting = <T extends object>(target: T): T =>
        new Proxy(target, {
          get(object, key, receiver) {
            looks++
            return Reflect.get(object, key, receiver)
          },
        })
      const types = createTestTypes().map((type) => [type.id, counting(type)] as const)
      planGraph(row(length), new Map(types), new Map())
      return looks
    }
    expect(work(800)).toBeLessThanOrEqual(2 * work(400) + 100)
  })
})

describe('a mistake in a node’s code throws', () => {
  const typeGiving = (outputs: Record<string, Partial<Signal>> | undefined): NodeType =>
    defineNode({
      id: 'wrong',
      version: 1,
      title: 'Wrong',
      category: 'filter',
      summary: 'Breaks its word.',
      inputs: { in: port('float64', ['...'], 'Anything') },
      outputs: { out: port('float64', ['...', 'time'], 'Something', { units: ['m'] }) },
      params: {},
      plan: () =>
        outputs &&
        (Object.fromEntries(
          Object.entries(outputs).map(([name, given]) => [
            name,
            signalOf({ axes: [plainAxis('rx', 2), plainAxis('time', 3)], ...given }),
          ]),
        ) as never),
      open: () => ({ process: () => undefined }),
    })
  const planWith = (outputs: Record<string, Partial<Signal>> | undefined) => {
    const types = createRegistry([...createTestTypes(), typeGiving(outputs)])
    const nodes: Nodes = { s: { type: 'source', params: { width: 2 } }, x: 'wrong' }
    return () => planGraph(graphOf(nodes, ['s.value -> x.in']), types, new Map())
  }

  test('with a message that names the type and port', () => {
    expect(planWith({ out: {} })).not.toThrow()
    expect(planWith(undefined)).toThrow('wrong: plan gave nothing and said no error')
    expect(planWith({ other: {} })).toThrow(
      'wrong.other: plan gives an output that is not declared',
    )
    expect(planWith({ out: { unit: 's' } })).toThrow('wrong.out: plan breaks the declared port')
    expect(planWith({ out: { axes: [plainAxis('time', 3)] } })).toThrow('other leading axes')
    const broken = [plainAxis('rx', 2), plainAxis('time', 2.5)]
    expect(planWith({ out: { axes: broken } })).toThrow('without a whole size')
    expect(planWith({ out: { rate: Number.NaN } })).toThrow('a clock that is no number')
    expect(planWith({ out: { rate: -1 } })).toThrow('a clock that is no number')
  })

  test('and so do two types of one name', () => {
    const [first] = createTestTypes()
    expect(() => createRegistry([first, first])).toThrow('two node types are called source')
  })
})

test('sizeOf multiplies', () => {
  expect(sizeOf([plainAxis('rx', 3), plainAxis('time', 4)])).toBe(12)
})
