/** Tiny node types for tests of the contract and the engine; what they do is plain arithmetic. */
import {
  type Axis,
  choice,
  createRegistry,
  defineNode,
  file,
  flag,
  integer,
  many,
  type NodeType,
  number,
  optional,
  port,
  type Registry,
  type Signal,
  text,
} from '@chirpflow/graph'

const plainAxis = (name: Axis['name'], size: number): Axis => ({
  name,
  size,
  start: 0,
  step: 1,
  unit: '1',
})

/** What happened, in order: "open id", "process id", "finish id", "close id". */
export type Log = string[]

const described = { label: 'A label', help: 'A help.' }

/** Value `place` of frame `index`: any fixed function without a pattern. */
export function sample(seed: number, index: number, place: number): number {
  return Math.sin(12.9898 * index + 78.233 * place + seed) * 43758.5453
}

function sourceSignal(rate: number, start: number, axes: Axis[]) {
  return {
    dtype: 'float64',
    axes,
    unit: 'm',
    acquisition: {},
    start,
    rate,
    span: 1 / rate,
  } as const
}

export function createTestTypes(log: Pick<Log, 'push'> = []): NodeType[] {
  const opened = (id: string) => {
    log.push(`open ${id}`)
    return { close: () => void log.push(`close ${id}`) }
  }

  const source = defineNode({
    id: 'source',
    version: 1,
    title: 'Source',
    category: 'source',
    summary: 'Emits numbers at a rate.',
    inputs: {},
    outputs: {
      value: port('float64', ['...'], 'Values of one frame', { units: ['m'] }),
      index: port('float64', [], 'The number of the frame', { units: ['1'] }),
      extra: port('float64', [], 'Given only where asked for'),
    },
    params: {
      frames: integer({ default: 8, min: 0, max: 100000, ...described }),
      rate: number({ default: 10, min: 0.1, max: 1000, unit: 'Hz', ...described }),
      start: number({ default: 0, unit: 's', ...described }),
      width: integer({ default: 0, min: 0, max: 1e9, ...described }),
      seed: integer({ default: 1, ...described }),
      missing: integer({ default: 0, min: 0, ...described }),
      withExtra: flag({ default: false, ...described }),
    },
    plan(_, { rate, start, width, withExtra }) {
      const value = sourceSignal(rate, start, width > 0 ? [plainAxis('rx', width)] : [])
      const one = { ...value, axes: [], unit: '1' } as const
      return { value, index: one, ...(withExtra ? { extra: one } : {}) }
    },
    open({ id, params }) {
      return {
        ...opened(id),
        progress: () => 0.5,
        async run(emit, stop) {
          const { frames, width, seed, missing } = params
          for (let index = 0; index < frames && !stop.stopped; index++) {
            if (missing > 0 && index % missing === missing - 1) continue
            const data = Float64Array.from({ length: width || 1 }, (_, at) =>
              sample(seed, index, at),
            )
            const coverage = index % 3 === 2 ? 0.5 : 1
            await emit({
              value: { data, index, coverage },
              index: { data: Float64Array.of(index), index },
            })
          }
        },
      }
    },
  })

  const fileSource = defineNode({
    id: 'file-source',
    version: 1,
    title: 'File source',
    category: 'source',
    summary: 'Emits the numbers of a file.',
    inputs: {},
    outputs: { value: port('float64', [], 'One number') },
    params: { path: file({ accepts: ['.txt'], ...described }) },
    inspect: async ({ path }, host) =>
      (await host.openSeries({ path, column: '', quadrature: '' })).values,
    plan: () => ({ value: sourceSignal(10, 0, []) }),
    open: ({ id, found }) => ({
      ...opened(id),
      async run(emit) {
        for (const [index, value] of found.entries()) {
          await emit({ value: { data: Float64Array.of(value), index } })
        }
      },
    }),
  })

  const scale = defineNode({
    id: 'scale',
    version: 1,
    title: 'Scale',
    category: 'filter',
    summary: 'Multiplies.',
    inputs: { in: port('float64', ['...'], 'Anything') },
    outputs: { out: port('float64', ['...'], 'Its multiple') },
    params: { factor: number({ default: 2, min: -1000, max: 1000, ...described }) },
    plan: ({ in: input }) => ({ out: input }),
    open: ({ id, params }) => ({
      ...opened(id),
      process({ in: input }, emit) {
        log.push(`process ${id}`)
        emit({ out: input.data.map((value) => value * params.factor) })
      },
      finish: () => void log.push(`finish ${id}`),
    }),
  })

  const gain = defineNode({
    id: 'gain',
    version: 1,
    title: 'Gain',
    category: 'filter',
    summary: 'Multiplies by what may change during a run.',
    inputs: { in: port('float64', ['...'], 'Anything') },
    outputs: { out: port('float64', ['...'], 'Its multiple') },
    params: { factor: number({ default: 2, max: 1000, live: true, ...described }) },
    plan: ({ in: input }) => ({ out: input }),
    open: ({ id, params }) => ({
      ...opened(id),
      process({ in: input }, emit) {
        log.push(`process ${id}`)
        emit({ out: input.data.map((value) => value * params.factor) })
      },
    }),
  })

  const add = defineNode({
    id: 'add',
    version: 1,
    title: 'Add',
    category: 'filter',
    summary: 'Adds two signals.',
    inputs: {
      a: port('float64', ['...'], 'First'),
      b: port('float64', ['...'], 'Second'),
    },
    outputs: { sum: port('float64', ['...'], 'Sum') },
    params: {},
    plan: ({ a }) => ({ sum: a }),
    open: ({ id }) => ({
      ...opened(id),
      process({ a, b }, emit) {
        log.push(`process ${id}`)
        emit({ sum: a.data.map((value, at) => value + b.data[at]) })
      },
    }),
  })

  const hold = defineNode({
    id: 'hold',
    version: 1,
    title: 'Hold',
    category: 'filter',
    summary: 'Adds the newest of another clock.',
    inputs: {
      in: port('float64', [], 'What ticks'),
      other: port('float64', [], 'What is held', { join: 'latest' }),
    },
    outputs: { out: port('float64', [], 'Sum') },
    params: {},
    plan: ({ in: input }) => ({ out: input }),
    open: ({ id }) => ({
      ...opened(id),
      process({ in: input, other }, emit) {
        emit({ out: Float64Array.of(input.data[0] + other.data[0]) })
      },
    }),
  })

  const gather = defineNode({
    id: 'gather',
    version: 1,
    title: 'Gather',
    category: 'filter',
    summary: 'Weighs many signals by their place and adds them.',
    inputs: { in: many('float64', ['...'], 'Any number') },
    outputs: { out: port('float64', ['...'], 'Sum') },
    params: {},
    plan({ in: inputs }, _, say) {
      if (inputs.length > 0) return { out: inputs[0] }
      say.error('needs at least one wire', { input: 'in' })
      return undefined
    },
    open: ({ id }) => ({
      ...opened(id),
      process({ in: inputs }, emit) {
        log.push(`process ${id}`)
        const out = new Float64Array(inputs[0].data.length)
        for (const [place, { data }] of inputs.entries()) {
          for (let at = 0; at < out.length; at++) out[at] += (place + 1) * data[at]
        }
        emit({ out })
      },
    }),
  })

  const window = defineNode({
    id: 'window',
    version: 1,
    title: 'Window',
    category: 'window',
    summary: 'Gathers numbers into windows; what is missing repeats the last.',
    inputs: { in: port('float64', [], 'Numbers at a fixed rate') },
    outputs: { out: port('float64', ['time'], 'The last few') },
    params: {
      length: integer({ default: 4, min: 1, max: 1e9, ...described }),
      hop: integer({ default: 2, min: 1, max: 1e6, ...described }),
    },
    plan({ in: input }, { length, hop }, say) {
      if (input.rate === 0) {
        say.error('wants a fixed rate', { input: 'in' })
        return undefined
      }
      const axis: Axis = { name: 'time', size: length, start: 0, step: 1 / input.rate, unit: 's' }
      const start = input.start + (length - 1) / input.rate
      const { clock: _, ...rest } = input
      return {
        out: { ...rest, axes: [axis], start, rate: input.rate / hop, span: length / input.rate },
      }
    },
    open({ id, params: { length, hop } }) {
      const values: number[] = []
      return {
        ...opened(id),
        process({ in: { data, index, coverage } }, emit) {
          while (values.length < index) values.push(values.at(-1) ?? 0)
          values.push(data[0])
          const place = index - (length - 1)
          if (place < 0 || place % hop !== 0) return
          emit({
            out: { data: Float64Array.from(values.slice(-length)), index: place / hop, coverage },
          })
        },
      }
    },
  })

  const mean = defineNode({
    id: 'mean',
    version: 1,
    title: 'Mean',
    category: 'rate',
    summary: 'Averages over time.',
    inputs: { in: port('float64', ['...', 'time'], 'Windows') },
    outputs: { out: port('float64', ['...'], 'Averages') },
    params: {},
    plan: ({ in: input }) => ({ out: { ...input, axes: input.axes.slice(0, -1) } }),
    open: ({ id, inputs }) => ({
      ...opened(id),
      process({ in: { data } }, emit) {
        log.push(`process ${id}`)
        const length = inputs.in.axes.at(-1)!.size
        const rows = data.length / length
        emit({
          out: Float64Array.from({ length: rows }, (_, row) =>
            data
              .slice(row * length, (row + 1) * length)
              .reduce((sum, value) => sum + value / length, 0),
          ),
        })
      },
    }),
  })

  const split = defineNode({
    id: 'split',
    version: 1,
    title: 'Split',
    category: 'filter',
    summary: 'Passes on, and gives a second output only where somebody looks.',
    inputs: { in: port('float64', ['...'], 'Anything') },
    outputs: {
      out: port('float64', ['...'], 'The same'),
      costly: port('float64', ['...'], 'Its square'),
    },
    params: {},
    plan: ({ in: input }) => ({ out: input, costly: input }),
    open: ({ id, wanted }) => ({
      ...opened(id),
      process({ in: { data } }, emit) {
        log.push(`process ${id}`)
        emit({ out: data, ...(wanted('costly') ? { costly: data.map((x) => x * x) } : {}) })
      },
    }),
  })

  const late = defineNode({
    id: 'late',
    version: 1,
    title: 'Late',
    category: 'filter',
    summary: 'Gives the last value, once, at the end.',
    inputs: { in: port('float64', [], 'Numbers') },
    outputs: { out: port('float64', [], 'The last of them') },
    params: {},
    plan: ({ in: input }) => ({ out: input }),
    open({ id }) {
      let last: { data: Float64Array; index: number } | undefined
      return {
        ...opened(id),
        process({ in: { data, index } }) {
          last = { data, index }
        },
        async finish(emit) {
          log.push(`finish ${id}`)
          await Promise.resolve()
          if (last) emit({ out: last })
        },
      }
    },
  })

  const failing = defineNode({
    id: 'failing',
    version: 1,
    title: 'Failing',
    category: 'filter',
    summary: 'Passes on until it fails.',
    inputs: { in: port('float64', ['...'], 'Anything') },
    outputs: { out: port('float64', ['...'], 'The same') },
    params: {
      where: choice(['open', 'process', 'finish', 'close', 'report', 'never'], {
        default: 'process',
        ...described,
      }),
      at: integer({ default: 3, ...described }),
    },
    plan: ({ in: input }) => ({ out: input }),
    async open({ id, params: { where, at } }) {
      const check = (here: string) => {
        if (where === here) throw new Error(`broken in ${here}`)
      }
      check('open')
      opened(id)
      return {
        process({ in: { data, index } }, emit) {
          if (index >= at) check('process')
          emit({ out: data })
        },
        async finish() {
          check('finish')
          log.push(`finish ${id}`)
        },
        report() {
          check('report')
          return { fine: 1 }
        },
        close() {
          log.push(`close ${id}`)
          check('close')
        },
      }
    },
  })

  const sink = defineNode({
    id: 'sink',
    version: 1,
    title: 'Sink',
    category: 'sink',
    summary: 'Collects numbers.',
    inputs: {
      in: many('float64', ['...'], 'Anything', { join: 'each' }),
    },
    outputs: {},
    params: {},
    plan: () => ({}),
    open({ id }) {
      const time: number[] = []
      const value: number[][] = []
      const coverage: number[] = []
      return {
        ...opened(id),
        process({ in: [chunk] }) {
          log.push(`process ${id}`)
          time.push(chunk.time)
          value.push([...chunk.data])
          coverage.push(chunk.coverage)
        },
        finish: () => void log.push(`finish ${id}`),
        result: () => ({ kind: 'rates', unit: '1', time, value, coverage, median: Number.NaN }),
      }
    },
  })

  const writer = defineNode({
    id: 'writer',
    version: 1,
    title: 'Writer',
    category: 'sink',
    summary: 'Writes outside, and passes on.',
    effect: true,
    inputs: {
      in: port('float64', ['...'], 'Anything'),
      note: optional('float64', ['...'], 'Anything else', { join: 'latest' }),
    },
    outputs: { out: port('float64', ['...'], 'The same') },
    params: { name: text({ default: 'a file', ...described }) },
    plan: ({ in: input }) => ({ out: input }),
    open: ({ id }) => ({
      ...opened(id),
      process({ in: { data } }, emit) {
        log.push(`process ${id}`)
        emit({ out: data })
      },
    }),
  })

  const migrated = defineNode({
    id: 'migrated',
    version: 3,
    title: 'Migrated',
    category: 'filter',
    summary: 'Was called otherwise.',
    inputs: { in: port('float64', ['...'], 'Anything') },
    outputs: { out: port('float64', ['...'], 'The same') },
    params: { factor: number({ default: 2, min: 0, max: 10, ...described }) },
    plan: ({ in: input }) => ({ out: input }),
    open: ({ id }) => ({
      ...opened(id),
      process: ({ in: { data } }, emit) => emit({ out: data }),
    }),
    migrate({ percent, ...rest }, from) {
      return from < 2 && typeof percent === 'number' ? { ...rest, factor: percent / 100 } : rest
    },
  })

  return [
    source,
    fileSource,
    scale,
    gain,
    add,
    hold,
    gather,
    window,
    mean,
    split,
    late,
    failing,
    sink,
    writer,
    migrated,
  ]
}

export function createTestRegistry(log: Pick<Log, 'push'> = []): Registry {
  return createRegistry(createTestTypes(log))
}

/** A signal of one number at 10 /s; what is given replaces its members. */
export function signalOf(given: Partial<Signal> = {}): Signal {
  return {
    dtype: 'float64',
    axes: [],
    unit: 'm',
    acquisition: {},
    clock: 'source',
    start: 0,
    rate: 10,
    span: 0.1,
    ...given,
  }
}

export { plainAxis }

type Opened = ReturnType<NodeType['open']>

/** A source of single numbers at 10 /s, called "made", that does as it is told. */
export function sourceThat(
  open: (context: Parameters<NodeType['open']>[0]) => Opened,
  more: Partial<NodeType> = {},
): NodeType {
  return {
    ...defineNode({
      id: 'made',
      version: 1,
      title: 'Made',
      category: 'source',
      summary: 'Does as a test tells it.',
      inputs: {},
      outputs: { value: port('float64', [], 'A number'), other: port('float64', [], 'Another') },
      params: {},
      plan: () => ({ value: sourceSignal(10, 0, []), other: sourceSignal(10, 0, []) }),
      open: () => ({ run: async () => undefined }),
    }),
    open,
    ...more,
  }
}

/** Numbers in, numbers out, called "does", as it is told. */
export function nodeThat(
  open: (context: Parameters<NodeType['open']>[0]) => Opened,
  more: Partial<NodeType> = {},
): NodeType {
  return {
    ...defineNode({
      id: 'does',
      version: 1,
      title: 'Does',
      category: 'filter',
      summary: 'Does as a test tells it.',
      inputs: { in: port('float64', ['...'], 'Numbers') },
      outputs: { out: port('float64', ['...'], 'Numbers') },
      params: {},
      plan: ({ in: input }) => ({ out: input }),
      open: () => ({ process: () => undefined }),
    }),
    open,
    ...more,
  }
}
