import { parseGraph, planGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { describe, expect, test } from 'vitest'
import { framesOf, type TraceEvent } from '../bench/editor/frames.ts'
import { largeGraphText } from '../bench/editor/large-graph.ts'
import type { EditorTimes } from '../bench/editor/measure.ts'
import { goalsOf, reportText } from '../bench/report.ts'

describe('script time of the frames of a trace', () => {
  const page = { pid: 1, tid: 1 }
  const task = (name: string, tts: number, tdur: number, more: Partial<TraceEvent> = {}) => ({
    ...page,
    ph: 'X',
    name,
    tts,
    tdur,
    ...more,
  })
  const frame = (tts: number) => ({ ...page, ph: 'I', name: 'BeginMainThreadFrame', tts })
  const wheel = (tts: number) =>
    task('EventDispatch', tts, 2000, { args: { data: { type: 'wheel' } } })

  test('counts what lies within another once, and cuts it at the frame', () => {
    const frames = framesOf([
      frame(0),
      task('RunTask', 1000, 9000),
      wheel(1000),
      task('FunctionCall', 1500, 1000),
      task('FireAnimationFrame', 4000, 3000),
      task('FunctionCall', 5000, 3000),
      frame(7000),
      wheel(9000),
      frame(20_000),
    ])
    expect(frames).toEqual([
      { script: 0.005, busy: 0.006 },
      { script: 0.003, busy: 0.003 },
    ])
  })

  test('leaves out frames in which the wheel stood, other threads, and what is no script', () => {
    const frames = framesOf([
      frame(0),
      wheel(1000),
      task('FunctionCall', 3000, 4000, { tid: 2 }),
      task('Paint', 3000, 4000),
      frame(16_000),
      task('FunctionCall', 17_000, 9000),
      frame(32_000),
    ])
    expect(frames).toEqual([{ script: 0.002, busy: 0 }])
    expect(framesOf([frame(0), frame(1)])).toEqual([])
  })
})

test('the graph that is panned has 300 nodes and no problem', () => {
  const { graph } = parseGraph(largeGraphText(60))
  expect(Object.keys(graph?.nodes ?? {})).toHaveLength(300)
  expect(graph && planGraph(graph, registry, new Map()).problems).toEqual([])
})

describe('the report of the editor', () => {
  const visit = { usable: 0.9, ran: 2.5, run: 1, scripts: 390_400 }
  const times: EditorTimes = {
    browser: 'Chromium 1',
    visits: [visit, { ...visit, run: 2, usable: 2.1 }, visit],
    last: [0.04, 0.06, 0.051],
    first: [0.4],
    pan: {
      frames: [{ script: 0.004, busy: 0.03 }],
      nodes: 300,
      previews: 52,
      running: true,
    },
  }
  const measured = { machine: 'A machine', editor: times }

  test('holds medians against the goals, as a share of the run or of a frame', () => {
    expect(goalsOf(measured).map(({ figure, met, against }) => [figure, met, against])).toEqual([
      ['51.0 ms', false, '5.1 % of the cold run'],
      ['400.0 ms', true, '40 % of the cold run'],
      ['4.0 ms', true, '24 % of a frame'],
      ['900.0 ms', true, 'localhost'],
      ['390 kB', true, 'gzipped, the example and its views included'],
    ])
    expect(reportText(measured)).toContain('at least 52 previews in sight, the engine running')
  })
})
