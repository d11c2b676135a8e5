import { expect, test } from 'vitest'
import { choosePort, type PortInfo, rankPorts } from './ports.ts'

/** As Linux, Windows and macOS name the two ports of a board. */
const linux: PortInfo[] = [
  { path: '/dev/ttyS0' },
  {
    path: '/dev/ttyACM1',
    serialNumber: 'R1071',
    pnpId: 'usb-Texas_Instruments_XDS110__03.00.00.25__Embed_with_CMSIS-DAP_R1071-if03',
  },
  {
    path: '/dev/ttyACM0',
    serialNumber: 'R1071',
    pnpId: 'usb-Texas_Instruments_XDS110__03.00.00.25__Embed_with_CMSIS-DAP_R1071-if00',
  },
]
const windows: PortInfo[] = [
  { path: 'COM4', friendlyName: 'XDS110 Class Auxiliary Data Port (COM4)' },
  { path: 'COM11', friendlyName: 'XDS110 Class Application/User UART (COM11)' },
]
const antenna: PortInfo[] = [
  { path: 'COM3', friendlyName: 'Silicon Labs Dual CP2105 USB to UART Bridge: Standard COM Port' },
  { path: 'COM5', friendlyName: 'Silicon Labs Dual CP2105 USB to UART Bridge: Enhanced COM Port' },
]

test.each([
  ['Linux', linux, '/dev/ttyACM0'],
  ['Windows', windows, 'COM11'],
  ['an antenna-on-package board', antenna, 'COM5'],
])('the command port on %s', (_, ports, path) => {
  expect(choosePort(ports, 'auto')).toBe(path)
  expect(choosePort(ports, 'iwr6843-demo')).toBe(path)
})

test('tenth and second port are told apart by number', () => {
  const ports = [10, 2].map((n) => ({ path: `/dev/ttyACM${n}`, pnpId: 'usb-TI_XDS110' }))
  expect(rankPorts(ports, 'auto').map(({ path }) => path)).toEqual([
    '/dev/ttyACM2',
    '/dev/ttyACM10',
  ])
})

test('without one, those that are there are named', () => {
  expect(() => choosePort([{ path: '/dev/ttyS0' }], 'auto')).toThrow(
    /no serial port of a TI board .* found were \/dev\/ttyS0\. Plug the board in/,
  )
  expect(() => choosePort([], 'auto')).toThrow(/found was none/)
  // An IWR1642 has no CP2105.
  expect(() => choosePort(antenna, 'iwr1642-demo')).toThrow(/no serial port of a TI board/)
})

test('of two boards a person chooses', () => {
  const second = { path: '/dev/ttyACM2', serialNumber: 'R2', pnpId: 'usb-TI_XDS110-if00' }
  expect(() => choosePort([...linux, second], 'auto')).toThrow(
    '2 TI boards are plugged in; name the command port of one: /dev/ttyACM0, /dev/ttyACM2',
  )
})
