/** A host for tests: files in memory, a clock that counts, SHA-256 from Node. */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type Host, HostError } from '@chirpflow/graph'

export interface TestHost extends Host {
  readonly files: Map<string, string>
  /** How often the engine let others run. */
  pauses: number
}

/** `tick` is what each look at the clock adds, in seconds: with 0 the engine never pauses. */
export function createTestHost(files: Record<string, string> = {}, tick = 0): TestHost {
  const contents = new Map(Object.entries(files))
  let time = 0
  const read = (path: string) => {
    const text = contents.get(path)
    if (text === undefined) throw new HostError(`there is no file ${path}; name another`)
    return text
  }
  const none = (what: string) => new HostError(`this host has no ${what}`)
  const host: TestHost = {
    files: contents,
    pauses: 0,
    now() {
      time += tick
      return time
    },
    async pause() {
      host.pauses++
      await setImmediate()
    },
    sha256() {
      const hash = createHash('sha256')
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') }
    },
    async contentHash(path) {
      return createHash('sha256').update(read(path)).digest('hex')
    },
    async openRecording() {
      throw none('recordings')
    },
    async openSeries(options) {
      const values = Float64Array.from(read(options.path).split(' '), Number)
      return { complex: false, values, column: '', columns: [], notes: [] }
    },
    async openWaveform() {
      throw none('waveforms')
    },
    async openRates() {
      throw none('rates')
    },
    async inspectRadar() {
      throw none('radar')
    },
    async openRadar() {
      throw none('radar')
    },
    async writeFile(path, text) {
      contents.set(path, text)
    },
  }
  return host
}
