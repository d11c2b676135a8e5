/** chirpflow serve: the editor for browsers, with engines on this machine. */
import { networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HostError } from '@chirpflow/graph'
import type { CommandContext } from '../context.ts'
import { statOf } from '../files.ts'
import { captureEnvironment } from '../live/environment.ts'
import { createFolders } from '../serve/folders.ts'
import { openBrowser } from '../serve/open-browser.ts'
import { startServer } from '../serve/server.ts'
import { startDesk } from '../serve/start-desk.ts'
import { engineStarter } from '../serve/start-engine.ts'
import { exitCodes } from '../terminal.ts'

export interface ServeOptions {
  readonly host: string
  readonly port?: string
  readonly folder: readonly string[]
  readonly recordings?: string
  readonly open?: boolean
}

/** The first port that is asked for where none is named. */
const firstPort = 4750
const loopback = ['127.0.0.1', '::1', 'localhost']

/** Serves until interrupted; gives the exit code. */
export async function serve(options: ServeOptions, context: CommandContext): Promise<number> {
  const { terminal } = context
  const interrupted = new Promise<void>((settle) => context.onInterrupt(settle))
  const folders = (options.folder.length > 0 ? options.folder : ['.']).map((folder) =>
    resolve(terminal.folder, folder),
  )
  const desk = startDesk({
    folders: await createFolders(folders),
    recordings: resolve(terminal.folder, options.recordings ?? join(folders[0], 'recordings')),
    env: captureEnvironment(context.registry, context.createHost(folders[0])),
  })
  const server = await startServer({
    page: await builtPage(),
    host: options.host,
    port: portOf(options.port),
    orNext: options.port === undefined,
    startEngine: engineStarter(folders, desk.open),
    desk,
  })
  const addresses = namesOf(options.host).map(
    (name) => `http://${name}:${server.port}/#token=${server.token}`,
  )
  terminal.out(`The editor is at ${addresses.join(' or ')} (Ctrl-C ends it)\n`)
  if (!loopback.includes(options.host)) {
    terminal.err(
      'warning: others on this network can reach it: whoever has the address can open files of the given folders, and nothing on the way is encrypted\n',
    )
  }
  if (options.open && terminal.watched) openBrowser(addresses[0], terminal)
  await interrupted
  await server.close()
  await desk.close()
  return exitCodes.done
}

/** How a page names what listens there: everywhere is each address that this machine has. */
function namesOf(host: string): string[] {
  const everywhere = host === '0.0.0.0' || host === '::'
  if (!everywhere) return [host.includes(':') ? `[${host}]` : host]
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses)
  return own.filter(({ family }) => family === 'IPv4').map(({ address }) => address)
}

function portOf(text: string | undefined): number {
  if (text === undefined) return firstPort
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65535) return port
  throw new HostError(`--port ${text}: a port is a number from 0 to 65535 (0: any that is free)`)
}

/** Seen from this source, and from the bundle that it becomes a part of. */
const pageFrom = import.meta.url.endsWith('.ts') ? '../../../editor/dist/' : '../../editor/dist/'

async function builtPage(): Promise<string> {
  const page = fileURLToPath(new URL(pageFrom, import.meta.url))
  if (await statOf(resolve(page, 'index.html'))) return page
  throw new HostError('the page of the editor has not been built; npm start builds and serves it')
}
