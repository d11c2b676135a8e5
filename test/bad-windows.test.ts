/** Windows in which nothing can be read: no node fails, and none that states a probability is sure of nonsense. */
import type { Chunk } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../packages/nodes/src/dsp/random.ts'
import {
  type Change,
  type EveryNode,
  everyNode,
  radar,
  runEveryNode,
} from './support/every-node.ts'

const person = { ...radar, people: 1, rangeFrom: 1, rangeTo: 1, duration: 20 }
/** Nodes whose confidence is the probability of being right; a peak's is only how alone it stands. */
const stating = ['harmonic-bayes', 'joint-harmonic-fit', 'rate-tracker', 'delayed-rate-tracker']
const sure = 0.9

const changeAdc =
  (change: (data: Float32Array, frame: number) => void): Change =>
  (moment, index) => {
    const data = Float32Array.from((moment.adc as Pick<Chunk, 'data'>).data)
    change(data, index)
    return { ...moment, adc: { data, index } }
  }

interface Answer {
  readonly node: string
  readonly rate: number
  readonly confidence: number
}

/** All answers; none is beyond its band, and no confidence is anything but one. */
function answersOf({ report, chunks }: EveryNode): Answer[] {
  expect(Object.entries(report.nodes).filter(([, { state }]) => state !== 'finished')).toEqual([])
  const answers = [...chunks].flatMap(([wire, list]) => {
    const [node, port] = wire.split('.')
    if (port !== 'rate') return []
    const confidences = chunks.get(`${node}.confidence`)!
    return list.map(({ data }, at) => ({
      node,
      rate: data[0],
      confidence: confidences[at].data[0],
    }))
  })
  for (const { node, rate, confidence } of answers) {
    if (!Number.isNaN(rate)) {
      expect(rate, node).toBeGreaterThan(0.75)
      expect(rate, node).toBeLessThan(2.05)
    }
    expect(confidence, node).toBeGreaterThanOrEqual(0)
    expect(confidence, node).toBeLessThanOrEqual(1)
  }
  return answers
}

/** Share of a node's windows with an answer that is sure of something wrong. */
function sureAndWrong(answers: readonly Answer[], node: string, heart = Number.NaN): number {
  const own = answers.filter((answer) => answer.node === node)
  const wrong = own.filter(
    ({ rate, confidence }) =>
      !Number.isNaN(rate) && confidence >= sure && !(Math.abs(rate - heart) < 0.04 * heart),
  )
  expect(own.length, node).toBeGreaterThan(0)
  return wrong.length / own.length
}

describe('no answer at all', () => {
  test.each<[string, Change]>([
    [
      'where a sample is no number each second',
      changeAdc((data, n) => void data.fill(n % 20 === 7 ? Number.NaN : data[5], 5, 6)),
    ],
    ['where all samples are zero', changeAdc((data) => data.fill(0))],
  ])('%s', async (_, change) => {
    const answers = answersOf(await runEveryNode(everyNode(person), change))
    expect(answers.length).toBeGreaterThan(100)
    expect(answers.filter(({ rate }) => !Number.isNaN(rate))).toEqual([])
  })

  test('of a single frame', async () => {
    const run = await runEveryNode(everyNode(person), (moment, n) => (n === 0 ? moment : undefined))
    expect(answersOf(run)).toEqual([])
    expect(run.chunks.get('combine-channels.out')).toHaveLength(1)
  })
})

test('nobody there: noise alone is seldom taken for a heart', async () => {
  const random = createRandom(11)
  const noise = changeAdc((data) => random.fillNormal(data, 1))
  const answers = answersOf(await runEveryNode(everyNode(person), noise))
  for (const node of stating) expect(sureAndWrong(answers, node), node).toBeLessThanOrEqual(0.13)
})

test('two of five seconds lost: what is held in their place is seldom taken for a heart', async () => {
  const heart = { heartFrom: 1.2, heartTo: 1.2 }
  const lossy: Change = (moment, n) => (n % 100 < 40 ? undefined : moment)
  const answers = answersOf(await runEveryNode(everyNode({ ...person, ...heart }), lossy))
  for (const node of stating) {
    expect(sureAndWrong(answers, node, 1.2), node).toBeLessThanOrEqual(0.13)
  }
})

test('a heart on the fourth harmonic of breathing: seldom another rate is given as sure', async () => {
  const rates = { breathingFrom: 0.3, breathingTo: 0.3, heartFrom: 1.2, heartTo: 1.2 }
  const answers = answersOf(await runEveryNode(everyNode({ ...person, ...rates, snr: 0 })))
  for (const node of stating) {
    expect(sureAndWrong(answers, node, 1.2), node).toBeLessThanOrEqual(0.25)
  }
})

test('the same person in whole windows is read, and all who state a probability are sure', async () => {
  const rates = { breathingFrom: 0.27, breathingTo: 0.27, heartFrom: 1.2, heartTo: 1.2 }
  const still = { snr: 0, clutter: 'none' }
  const answers = answersOf(await runEveryNode(everyNode({ ...person, ...rates, ...still })))
  for (const { node, rate, confidence } of answers.filter((one) => stating.includes(one.node))) {
    expect(Math.abs(rate - 1.2), node).toBeLessThan(0.03)
    expect(confidence, node).toBeGreaterThan(sure)
  }
})
