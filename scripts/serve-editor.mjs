/** Serves the built editor on this machine, until interrupted. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspace.mjs'

/** The first port that is asked for; the next free one is taken where it is in use. */
const firstPort = 4750

/** Prints the address, and opens a browser where there is a screen. */
export async function serveEditor() {
  const { preview } = await import('vite')
  const server = await preview({
    root: join(root, 'apps', 'editor'),
    configFile: join(root, 'apps', 'editor', 'vite.config.ts'),
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: firstPort, strictPort: false },
  })
  const [address] = server.resolvedUrls?.local ?? []
  process.stdout.write(`\nThe editor is at ${address} (Ctrl-C ends it)\n`)
  openBrowser(address)
}

function openBrowser(address) {
  const screen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!screen || process.env.CI || !process.stdout.isTTY) return
  const [command, ...args] = {
    darwin: ['open', address],
    win32: ['cmd', '/c', 'start', '""', address],
  }[process.platform] ?? ['xdg-open', address]
  const opener = spawn(command, args, { stdio: 'ignore', detached: true })
  opener.on('error', () => process.stdout.write('No browser could be opened; open it by hand.\n'))
  opener.unref()
}
