import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import { graphOf } from '../../../test/support/graphs.ts'
import { replaceSource } from './source.ts'

const links = ['source.adc -> fft.adc', 'fft.profile -> combine.profile']
const chain = { fft: 'range-fft', combine: 'combine-channels' }
const graphWith = (type: string, params = {}) =>
  graphOf({ source: { type, params }, ...chain }, links)

test('a radar takes the place of a recording, with the configuration that it has', () => {
  const config = 'radar.cfg'
  const old = graphWith('recording', { path: 'a.bin', config, samples: 100 })
  const radar = { device: 'emulator' }
  const { graph, problems } = replaceSource(old, { radar }, registry)
  expect(problems).toEqual([])
  expect(graph.nodes.source).toMatchObject({ type: 'dca1000', version: 1 })
  expect(graph.nodes.source.params).toEqual({ config, device: 'emulator' })
  expect(graph.links).toEqual(old.links)
  const back = replaceSource(graph, { file: 'b.bin' }, registry).graph
  expect(back.nodes.source.params).toEqual({ config, path: 'b.bin' })
})

test('a configuration that a radar cannot be sent stays behind', () => {
  const old = graphWith('recording', { config: 'a.mmwave.json' })
  const { graph } = replaceSource(old, { radar: {} }, registry)
  expect(graph.nodes.source.params).toEqual({})
})

test('a radar that is there keeps its parameters but for those given', () => {
  const old = graphWith('dca1000', { config: 'a.cfg', dataPort: 5000 })
  const { graph } = replaceSource(old, { radar: { config: 'b.cfg' } }, registry)
  expect(graph.nodes.source.params).toMatchObject({ config: 'b.cfg', dataPort: 5000 })
})

test('what only the simulator knows has no link any more', () => {
  const known = graphOf({ source: 'simulated-radar', ...chain, log: 'rate-log' }, [
    ...links,
    'source.heartRate -> log.rate',
  ])
  const { graph } = replaceSource(known, { radar: {} }, registry)
  expect(graph.links.map(({ from, to }) => `${from.node}.${from.port} -> ${to.node}`)).toEqual([
    'source.adc -> fft',
    'fft.profile -> combine',
  ])
})

test('which of several has to be said', () => {
  const two = graphOf({ a: 'recording', b: 'dca1000' }, [])
  const which = replaceSource(two, { radar: {} }, registry)
  expect(which.problems[0].message).toContain('2 radar sources, a, b; name one')
  const named = replaceSource(two, { radar: {}, source: 'a' }, registry)
  expect(named.graph.nodes.a.type).toBe('dca1000')
})
