/** Which rates a graph gives, who made them, and what is said of a change. */
import { readFileSync } from 'node:fs'
import {
  estimatorBefore,
  type ParamValue,
  parseGraph,
  planGraph,
  withParam,
} from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { describeChange, makerOf } from './makers.ts'
import { factsOf, ratesOf, withWaiting } from './rates.ts'

const example = new URL(
  '../../../../examples/heart-rate-simulated/heart-rate-simulated.graph.json',
  import.meta.url,
)
const graph = parseGraph(readFileSync(example, 'utf8')).graph!
const plan = planGraph(graph, registry, new Map())
const changed = (node: string, name: string, value: ParamValue) =>
  planGraph(withParam(graph, node, name, value), registry, new Map())

test('heart first; the estimator is the node that answers, not the one that smooths', () => {
  expect(ratesOf(plan)).toEqual([
    {
      sink: 'heart',
      wire: 'heart-median.out',
      title: 'Heart rate',
      icon: 'heart',
      estimator: {
        answer: 'heart-peak.rate',
        confidence: 'heart-peak.confidence',
        leastCoverage: 0.5,
        leastConfidence: 0,
      },
    },
    expect.objectContaining({ sink: 'breathing', title: 'Breathing', icon: 'rate' }),
  ])
  expect(factsOf(plan)).toMatchObject([{ wire: 'mcsm.range', title: 'Range' }])
})

test('a rate whose chain cannot run as it is stays, and says whom it waits for', () => {
  const broken = changed('heart-peak', 'low', 3)
  expect(ratesOf(broken).map(({ sink }) => sink)).toEqual(['breathing'])
  const rates = withWaiting(broken, ratesOf(plan))
  expect(rates).toMatchObject([{ sink: 'heart', waitsFor: 'heart-peak' }, { sink: 'breathing' }])
  expect(withWaiting(plan, rates)).toEqual(ratesOf(plan))
})

test('a range is held back by the node that finds it', () => {
  expect(estimatorBefore(plan, 'mcsm.range')).toEqual({ answer: 'mcsm.range', leastCoverage: 0.5 })
  expect(estimatorBefore(plan, 'unwrap.displacement')).toBeUndefined()
})

test('the maker of a rate changes with what lies before it, and with nothing else', () => {
  const heart = makerOf(plan, 'heart-median.out')
  expect(makerOf(changed('breathing-peak', 'low', 0.15), 'heart-median.out')).toBe(heart)
  expect(makerOf(changed('rlsrhs', 'forgetting', 0.995), 'heart-median.out')).not.toBe(heart)
  expect(makerOf(planGraph(graph, registry, new Map()), 'heart-median.out')).toBe(heart)
})

test('a change is named by its parameter in its unit', () => {
  const heart = makerOf(plan, 'heart-median.out')
  const words = (node: string, name: string, value: ParamValue) =>
    describeChange(heart, makerOf(changed(node, name, value), 'heart-median.out'), registry)
  expect(words('rlsrhs', 'forgetting', 0.995)).toBe('forgetting factor 0.995')
  expect(words('heart-peak', 'low', 0.9)).toBe('band from 54.0 /min')
  expect(words('heart-median', 'size', 5)).toBe('size 5')
  expect(describeChange(heart, makerOf(plan, 'breathing-median.out'), registry)).toBe(
    'another chain',
  )
})
