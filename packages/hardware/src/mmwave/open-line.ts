/** Opens the line to a board's command line: a serial port, or a socket that stands for one. */
import { connect } from 'node:net'
import { deviceProfile } from '@chirpflow/formats'
import { HostError, type RadarDevice } from '@chirpflow/graph'
import { type Line, lineOfStream } from './line.ts'
import { choosePort, type PortInfo } from './ports.ts'

const baudOfAll = 115200

/**
 * Opens a command port: the path of a serial port, '' to look for it by name, `tcp://HOST:PORT` or
 * `socket:PATH` of an emulator on this machine or another. Throws HostError at `commandPort`.
 */
export async function openLine(commandPort: string, device: RadarDevice): Promise<Line> {
  if (commandPort.startsWith('tcp://')) return openSocket(commandPort, tcpAddress(commandPort))
  if (commandPort.startsWith('socket:')) {
    return openSocket(commandPort, { path: commandPort.slice('socket:'.length) })
  }
  const path = commandPort === '' ? choosePort(await listPorts(), device) : commandPort
  const baud = device === 'auto' ? undefined : deviceProfile(device).commandLine?.baud
  return openSerial(path, baud ?? baudOfAll)
}

/** The serial ports of this machine. */
export async function listPorts(): Promise<PortInfo[]> {
  const { SerialPort } = await loadSerialport()
  try {
    return await SerialPort.list()
  } catch (error) {
    throw new HostError(
      `the serial ports of this machine cannot be listed (${messageOf(error)}); name the command port`,
      'commandPort',
    )
  }
}

/** Loaded when a serial port is wanted: it brings native code, which a socket does not need. */
async function loadSerialport() {
  try {
    return await import('serialport')
  } catch (error) {
    throw new HostError(
      `serial ports cannot be used on this machine (${messageOf(error)}); install chirpflow again, or give tcp://HOST:PORT`,
      'commandPort',
    )
  }
}

async function openSerial(path: string, baudRate: number): Promise<Line> {
  const { SerialPort } = await loadSerialport()
  const port = new SerialPort({ path, baudRate, autoOpen: false })
  await new Promise<void>((resolve, reject) => {
    port.open((error) => {
      if (error) reject(new HostError(explainSerial(path, error.message), 'commandPort'))
      else resolve()
    })
  })
  // Destroyed, it would be let go of some time later; who connects again would find it locked.
  return lineOfStream(`${path} (${baudRate} baud)`, port, async () => {
    if (port.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
  })
}

function explainSerial(path: string, reason: string): string {
  const remedy = /permission|access/i.test(reason)
    ? 'this user may not use it: on Linux add the user to the group dialout and log in again; on Windows close the program that holds it'
    : /lock|busy|resource temporarily/i.test(reason)
      ? 'another program holds it; close that one'
      : /no such|not found/i.test(reason)
        ? 'there is no such port; plug the board in, or leave the port empty to look for it'
        : 'is it the right one?'
  return `${path} cannot be opened (${reason}): ${remedy}`
}

function tcpAddress(text: string): { host: string; port: number } {
  const [, host, port] = /^tcp:\/\/([^/:]+|\[[^\]]+\]):(\d{1,5})$/.exec(text) ?? []
  if (host === undefined || Number(port) > 65535 || Number(port) < 1) {
    throw new HostError(`"${text}" is no address; write tcp://HOST:PORT`, 'commandPort')
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}

function openSocket(
  name: string,
  where: { path: string } | { host: string; port: number },
): Promise<Line> {
  return new Promise((resolve, reject) => {
    const socket = connect(where)
    const refuse = (error: Error) =>
      reject(
        new HostError(
          `nobody answers at ${name} (${error.message}); is the emulator running?`,
          'commandPort',
        ),
      )
    socket.once('error', refuse)
    socket.once('connect', () => {
      socket.off('error', refuse)
      resolve(lineOfStream(name, socket))
    })
  })
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
