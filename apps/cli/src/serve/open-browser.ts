/** Opens an address in the person's browser, where there is a screen. */
import { spawn } from 'node:child_process'
import type { Terminal } from '../terminal.ts'

export function openBrowser(address: string, { err }: Pick<Terminal, 'err'>): void {
  const { DISPLAY, WAYLAND_DISPLAY, CI } = process.env
  const screen = process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY
  if (!screen || CI) return
  const [command, ...args] = commandFor(process.platform, address)
  const opener = spawn(command, args, { stdio: 'ignore', detached: true })
  opener.on('error', () => err('No browser could be opened; open the address by hand.\n'))
  opener.unref()
}

function commandFor(platform: NodeJS.Platform, address: string): string[] {
  if (platform === 'darwin') return ['open', address]
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', address]
  return ['xdg-open', address]
}
