/** A simulated person before an emulated radar, as the bytes that its card would send. */
import { encodeFrame, type RadarSetup } from '@chirpflow/formats'
import {
  createRegistry,
  type Host,
  HostError,
  type OpenedSource,
  type ParamValue,
  type Port,
  planGraph,
  type Registry,
} from '@chirpflow/graph'
import type { FrameFeed } from '@chirpflow/hardware'
import { pullFrom } from './pull.ts'

/** ADC counts of an echo of amplitude 1, a person's: clutter of several times that still fits. */
const counts = 1000

/** A day: long enough that nobody waits for its end. */
const duration = 86400

/**
 * Frames of the node simulated-radar with the waveform of the radar's configuration, made when they
 * are asked for. `params` are more of its parameters. Throws HostError where it cannot simulate that.
 */
export async function createSceneFeed(
  { geometry, decoding, facts }: RadarSetup,
  params: Readonly<Record<string, ParamValue>>,
  registry: Registry,
  host: Host,
): Promise<FrameFeed & { close(): void }> {
  const type = registry.get('simulated-radar')!
  const { samples, chirps, receivers, sampleRate, chirpSlope, frameInterval } = geometry
  // It samples from the ramp's beginning: its ramp is the sampled part of the radar's.
  const rampTime = samples / sampleRate
  const waveform = {
    samples,
    chirps,
    receivers,
    sampleRate,
    frameInterval,
    rampTime,
    chirpInterval: geometry.chirpInterval,
    startFrequency: geometry.startFrequency + chirpSlope * geometry.adcStart,
    bandwidth: chirpSlope * rampTime,
  }
  const node = {
    type: type.id,
    version: type.version,
    params: { duration, ...waveform, ...params },
    extra: {},
  }
  const graph = { title: '', nodes: { scene: node }, links: [], view: {}, extra: {} }
  const plan = planGraph(graph, createRegistry([type]), new Map())
  const wrong = plan.problems.find(({ severity }) => severity === 'error')
  if (wrong) throw new HostError(`the scene cannot be simulated: ${wrong.param} ${wrong.message}`)
  const [planned] = plan.nodes
  const source = (await type.open({
    id: planned.id,
    inputs: {},
    sources: {},
    outputs: planned.outputs as never,
    params: planned.params,
    found: undefined,
    host,
    wanted: (port) => port === 'adc',
  })) as OpenedSource<{ readonly adc: Port<'complex64'> }>
  const frames = pullFrom(source, 'adc')
  let next = 0

  return {
    frameBytes: facts.frameBytes,
    frameInterval,
    async frame(index) {
      // What the radar did not send while it was off is over.
      for (; next < index; next++) await frames.next()
      next++
      const made = await frames.next()
      if (!made) return undefined
      const scaled = made.map((value) => counts * value)
      return new Uint8Array(encodeFrame(scaled, decoding).buffer)
    },
    close: frames.close,
  }
}
