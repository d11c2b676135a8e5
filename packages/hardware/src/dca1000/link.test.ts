import { createSocket, type Socket } from 'node:dgram'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CardLink, type CardLinkOptions, openCardLink } from './link.ts'
import { codes, decodeCommand, encodeReply } from './protocol.ts'
import { dropsIn } from './udp-drops.ts'
import { receiveBufferWarning } from './udp-socket.ts'

const address = '127.0.0.1'
let card: Socket
let link: CardLink | undefined
let packets: { bytes: number[]; port: number }[]
let statuses: number[]

beforeEach(async () => {
  packets = []
  statuses = []
  card = await bound()
})
afterEach(async () => {
  await link?.close()
  link = undefined
  card.close()
})

function bound(): Promise<Socket> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => socket.bind(0, address, () => resolve(socket)))
}

async function open(options: Partial<CardLinkOptions> = {}): Promise<CardLink> {
  link = await openCardLink({
    address,
    cardAddress: address,
    configPort: card.address().port,
    dataPort: 0,
    onPacket: (bytes, { port }) => packets.push({ bytes: [...bytes], port }),
    onStatus: (status) => statuses.push(status),
    ...options,
  })
  return link
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2))
}

test('asks, is answered, hears what the card says by itself, and takes data', async () => {
  const { requests, dataPort } = await open()
  card.on('message', (bytes, from) => {
    const code = decodeCommand(bytes)!.code
    card.send(encodeReply(code, 0x402), from.port, from.address)
    card.send(encodeReply(codes.systemError, 0x0100), from.port, from.address)
    card.send(Uint8Array.of(1, 2, 3), dataPort, address)
  })
  expect(await requests.ask(codes.readVersion)).toBe(0x402)
  await until(() => statuses.length > 0 && packets.length > 0)
  expect(statuses).toEqual([0x0100])
  expect(packets).toEqual([{ bytes: [1, 2, 3], port: card.address().port }])
  expect(link?.card?.port).toBe(card.address().port)
})

test('reads back the buffer that the system gave', async () => {
  const { receiveBuffer, warning } = await open({ neededBuffer: 2 ** 16 })
  expect(receiveBuffer).toBeGreaterThanOrEqual(2 ** 16)
  expect(warning).toBe('')
  await link?.close()
  const { warning: tooLittle } = await open({ neededBuffer: 2 ** 30 })
  expect(tooLittle).toContain('and 1048576 KiB are needed')
})

test('a buffer too small is said with the remedy of the system', () => {
  const [given, needed] = [212992, 4 * 2 ** 20]
  expect(receiveBufferWarning(given, needed, 'linux')).toMatch(
    /receive buffer of 208 KiB, and 4096 KiB are needed.*sudo sysctl -w net.core.rmem_max=4194304/,
  )
  expect(receiveBufferWarning(given, needed, 'darwin')).toContain('kern.ipc.maxsockbuf=8388608')
  expect(receiveBufferWarning(given, needed, 'win32')).toContain("raise the system's limit")
  expect(receiveBufferWarning(needed, needed, 'linux')).toBe('')
})

test('a port that another program holds, and an address that is not here, are named', async () => {
  const other = await bound()
  const { port } = other.address()
  await expect(open({ dataPort: port })).rejects.toMatchObject({
    kind: 'port',
    param: 'dataPort',
    message: expect.stringMatching(`UDP port ${port} at 127.0.0.1 is in use by another program`),
  })
  other.close()
  // TEST-NET-1 (RFC 5737) is nobody's.
  await expect(open({ address: '192.0.2.7' })).rejects.toMatchObject({
    kind: 'port',
    param: 'address',
    message: expect.stringContaining('no network address 192.0.2.7'),
  })
})

test.skipIf(process.platform !== 'linux')('knows what the system dropped', async () => {
  const { dropped } = await open()
  expect(await dropped()).toBe(0)
})

test('the drops of a socket stand in the last column of its line', () => {
  // Two lines of a real /proc/net/udp.
  const table = [
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops            ',
    '  410: 0100007F:1002 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 41823 2 0000000000000000 317       ',
    ' 1213: 1E21A8C0:1002 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 41824 2 0000000000000000 0         ',
    '',
  ].join('\n')
  expect(dropsIn(table, '127.0.0.1', 4098)).toBe(317)
  expect(dropsIn(table, '192.168.33.30', 4098)).toBe(0)
  expect(dropsIn(table, '127.0.0.1', 4099)).toBeUndefined()
})
