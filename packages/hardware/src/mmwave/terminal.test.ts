import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createCommandLine } from './command-line.ts'
import { identify } from './identify.ts'
import { openLine } from './open-line.ts'
import { createRadarEmulator, type RadarEmulator } from './radar-emulator.ts'
import { openPseudoTerminal, openSocketTerminal, type Terminal } from './terminal.ts'

const opened: { close(): Promise<void> }[] = []
const folders: string[] = []
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
  for (const each of folders.splice(0)) rmSync(each, { recursive: true })
})

function keep<T extends { close(): Promise<void> }>(thing: T): T {
  opened.push(thing)
  return thing
}

const linux = process.platform === 'linux'
if (!linux) process.stderr.write('skipped: pseudo terminals (only Linux has them)\n')

const socketPath = () => {
  const folder = mkdtempSync(join(tmpdir(), 'chirpflow-terminal-'))
  folders.push(folder)
  return `socket:${join(folder, 'radar')}`
}

type Open = (emulator: RadarEmulator) => Promise<Terminal>

const terminals: [string, Open][] = [
  ['a TCP socket', (emulator) => openSocketTerminal(emulator, 'tcp://127.0.0.1:0')],
  ['a local socket', (emulator) => openSocketTerminal(emulator, socketPath())],
]
if (linux) terminals.push(['a pseudo terminal, opened as a serial port', openPseudoTerminal])

describe.each(terminals)('over %s', (_, open) => {
  test('the emulated radar is found out and answers', async () => {
    const emulator = keep(createRadarEmulator({ dialect: 'mmw-demo', platform: 'xWR68xx' }))
    const { commandPort } = keep(await open(emulator))
    const line = keep(await openLine(commandPort, 'auto'))
    const commandLine = createCommandLine(line, systemClock)
    expect(await identify(commandLine)).toMatchObject({ platform: 'xWR68xx' })
    expect(await commandLine.ask('frameCfg 0 0 2 0 50 1 0')).toEqual({
      kind: 'done',
      text: 'Done',
    })
  })

  test('a line that is cut is told', async () => {
    const emulator = keep(createRadarEmulator({ dialect: 'mmw-demo' }))
    const terminal = await open(emulator)
    const line = keep(await openLine(terminal.commandPort, 'auto'))
    const gone = new Promise<string>((resolve) => line.onGone(resolve))
    const commandLine = createCommandLine(line, systemClock)
    expect(await commandLine.wake()).toBe('mmwDemo:/>')
    await terminal.close()
    expect(await gone).not.toBe('')
    await expect(commandLine.ask('version')).rejects.toThrow(
      /command line of the radar at .* is gone .* still plugged in/,
    )
  })
})

test.each([
  ['tcp://127.0.0.1', /no address; write tcp:\/\/HOST:PORT/],
  ['tcp://127.0.0.1:99999', /no address/],
  ['socket:/nowhere/at/all', /nobody answers at socket:\/nowhere\/at\/all .*emulator running/],
  ['/dev/there-is-no-such-port', /cannot be opened .*there is no such port; plug the board in/],
])('%s cannot be opened, and it says why', async (commandPort, says) => {
  await expect(openLine(commandPort, 'auto')).rejects.toMatchObject({ param: 'commandPort' })
  await expect(openLine(commandPort, 'auto')).rejects.toThrow(says)
})
