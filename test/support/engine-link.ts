/** An engine in this thread as the editor's session sees it: what a worker is in a page. */
import type { Registry } from '@chirpflow/graph'
import { createService, serveEngine } from '@chirpflow/runtime'
import { createTestHost, type TestHost } from './host.ts'
import { createPorts, type PortPair } from './ports.ts'

export interface FakeEngine {
  readonly host: TestHost
  readonly ports: PortPair
  /** What the page is told. */
  readonly events: { onWrite(name: string, text: string): void; onDeath(reason: string): void }
  closed: boolean
}

/** A `connect` for createSession; the engines that it has started, oldest first. */
export function createFakeEngines(registry: Registry, cacheBudget = 1e6) {
  const engines: FakeEngine[] = []
  return {
    engines,
    connect(events: FakeEngine['events']) {
      const host = createTestHost({}, 1e-4)
      const ports = createPorts()
      const engine: FakeEngine = { host, ports, events, closed: false }
      engines.push(engine)
      const writing = {
        ...host,
        async writeFile(name: string, text: string) {
          events.onWrite(name, text)
        },
      }
      const service = createService({ registry, host: writing, cacheBudget })
      const end = serveEngine(ports.engine, service, { host })
      return {
        port: ports.client,
        async provide(name: string, file: { text(): Promise<string> }) {
          host.files.set(name, await file.text())
        },
        close() {
          engine.closed = true
          end()
        },
      }
    },
  }
}
