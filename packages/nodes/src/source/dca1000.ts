import {
  choice,
  defineNode,
  file,
  HostError,
  integer,
  number,
  port,
  type RadarFacts,
  type RadarOptions,
  radarDevices,
  text,
} from '@chirpflow/graph'
import { lintAcquisition, lintTransport } from '../lint/physics.ts'
import { sayLint } from '../lint/say-lint.ts'

export default defineNode({
  id: 'dca1000',
  version: 1,
  title: 'DCA1000 radar',
  category: 'source',
  summary: 'Takes frames from a TI radar through a DCA1000EVM capture card, as they come.',
  sources: [
    {
      title: 'Mmwave Radar Device ADC Raw Data Capture',
      ref: 'Texas Instruments SWRA581B',
      at: 'sections 5 to 8',
    },
  ],
  worksWhen:
    "The card stands on this machine's own cable, the receive buffer of the system holds two frames or more, and the board's firmware sends raw samples.",
  failsWhen:
    'Packets are lost: their place holds what the frame before had there, and the coverage of all that follows says how much really came. The demo firmware of an IWR1443 sends no raw samples at all.',
  inputs: {},
  outputs: {
    adc: port(['complex64', 'float32'], ['chirp', 'rx', 'sample'], 'ADC samples of one frame', {
      units: ['1'],
    }),
  },
  params: {
    device: choice(radarDevices, {
      default: 'auto',
      label: 'Device',
      help: 'Board and firmware; auto asks the board itself. emulator needs no radar.',
    }),
    config: file({
      label: 'Configuration',
      help: 'TI .cfg that is sent to the board; it says what a frame is.',
      accepts: ['.cfg'],
    }),
    commandPort: text({
      default: '',
      label: 'Command port',
      help: "Serial port of the board's command line, or tcp://HOST:PORT of an emulator; empty looks for it.",
    }),
    address: text({
      default: '192.168.33.30',
      label: 'Own address',
      help: 'Address of this machine at the card.',
    }),
    cardAddress: text({
      default: '192.168.33.180',
      label: 'Card address',
      help: 'Address of the capture card.',
    }),
    configPort: integer({
      default: 4096,
      min: 1,
      max: 65535,
      label: 'Command UDP port',
      help: 'Commands go to it and answers come from it.',
    }),
    dataPort: integer({
      default: 4098,
      min: 1,
      max: 65535,
      label: 'Data UDP port',
      help: 'Samples arrive at it.',
    }),
    packetDelay: number({
      default: 25e-6,
      min: 5e-6,
      max: 500e-6,
      unit: 's',
      label: 'Packet delay',
      help: 'Pause of the card between two packets: shorter carries more, longer is easier to follow.',
    }),
    iqOrder: choice(['auto', 'iq', 'qi'], {
      default: 'auto',
      label: 'I/Q order',
      help: 'Which of two samples is the in-phase one; auto takes it from the device. Swapped, ranges are mirrored.',
    }),
    leastCoverage: number({
      default: 0.5,
      min: 0,
      max: 1,
      unit: '1',
      label: 'Least coverage',
      help: 'A frame of which less than this arrived is left out, as if nothing had.',
    }),
  },
  live: true,

  async inspect(params, host): Promise<RadarFacts> {
    refuseUnset(params)
    return host.inspectRadar(params)
  },

  plan(_, { packetDelay }, say, facts: RadarFacts) {
    const { dtype, axes, acquisition, frameBytes, notes, warnings } = facts
    for (const warning of warnings) say.warning(warning, { param: 'config' })
    for (const note of notes) say.note(note, { param: 'config' })
    sayLint(lintAcquisition(facts), say, { param: 'config' })
    const transport = lintTransport({ frameBytes, packetDelay }, acquisition.frameInterval)
    sayLint(transport, say, { param: 'packetDelay' })
    const rate = 1 / acquisition.frameInterval
    return { adc: { dtype, axes, start: 0, rate, span: 0, unit: '1', acquisition } }
  },

  async open({ params, host }) {
    refuseUnset(params)
    const stream = await host.openRadar(params)
    return {
      async run(emit, stop) {
        while (!stop.stopped) {
          const frame = await stream.next()
          if (!frame || stop.stopped) return
          const { data, index, coverage } = frame
          await emit({ adc: { data, index, coverage } })
        }
      },
      report: () => stream.report(),
      close: () => void stream.close(),
    }
  },
})

function refuseUnset({ config }: RadarOptions): void {
  if (config === '') throw new HostError('choose the configuration of the radar (.cfg)', 'config')
}
