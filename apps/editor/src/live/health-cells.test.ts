/** The health bar's figures and warnings, from what the server says once a second. */
import type { RadarHealth } from '@chirpflow/graph'
import { expect, test } from 'vitest'
import { type HealthInput, healthCells } from './health-cells.ts'
import { momentOf } from './health-log.ts'
import { createLatencyMeter } from './latency.ts'

const packets = { received: 30_000, lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 }
const well: RadarHealth = {
  state: 'streaming',
  message: '',
  remedy: '',
  time: 341,
  frames: 6820,
  damaged: 0,
  missing: 0,
  frameRate: 20,
  packetRate: 88,
  packets,
  dropped: 0,
  jitter: 0.00052,
  queue: 2,
  queueLimit: 64,
  coverage: 1,
  receiveBuffer: 8e6,
}
const input: HealthInput = {
  health: [well],
  frameInterval: 0.05,
  frameBytes: 6250,
  latency: { median: 0.021, high: 0.034 },
  silent: '',
}
const cellOf = (id: string, over: Partial<HealthInput>) =>
  healthCells({ ...input, ...over }).find((cell) => cell.id === id)!

test('a capture that is well: figures, no warning', () => {
  const cells = healthCells(input)
  expect(
    cells.map(({ title, figure, unit, note }) => `${title} ${figure} ${unit} ${note}`),
  ).toEqual([
    'Frames 20.00 /s of 20.00',
    'Packets 88 /s 1.0 Mbit/s',
    'Lost 0 packets none late',
    'Jitter 0.52 ms most 0.52',
    'Queue 2 frames of 64',
    'Latency 21 ms p99 34 of 50',
    'Coverage 100 % no gaps',
  ])
  expect(cells.every(({ tone }) => tone === 'none')).toBe(true)
  expect(healthCells({ ...input, health: [] })).toEqual([])
})

test('loss warns while it happens, and is still told afterwards', () => {
  const lossy = { ...well, packets: { ...packets, lost: 3, late: 1, foreign: 2 } }
  const now = cellOf('lost', { health: [well, lossy] })
  expect(now).toMatchObject({ tone: 'warning', figure: '3', note: '1 late, 2 foreign' })
  expect(now.chip).toEqual({ tone: 'warning', icon: 'warning', text: '0.01 %' })
  expect(now.explained.join(' ')).toContain('None of them was dropped by this system')
  expect(cellOf('lost', { health: [lossy, lossy] })).toMatchObject({ tone: 'none', figure: '3' })
  const dropped = cellOf('lost', { health: [well, { ...lossy, dropped: 3 }] })
  expect(dropped.explained.join(' ')).toContain('dropped 3: its receive buffer of 8.0 MB was full')
})

test('each cell turns when it should', () => {
  const of = (id: string, part: Partial<RadarHealth>, more: Partial<HealthInput> = {}) =>
    cellOf(id, { health: [{ ...well, ...part }], ...more }).tone
  expect(of('frames', { frameRate: 19.7 })).toBe('none')
  expect(of('frames', { frameRate: 19 })).toBe('warning')
  expect(of('frames', { frameRate: 0 })).toBe('error')
  expect(of('packets', { packetRate: 0 })).toBe('error')
  expect(of('jitter', { jitter: 0.011 })).toBe('warning')
  expect(of('queue', { queue: 33 })).toBe('warning')
  expect(of('queue', { queue: 60 })).toBe('error')
  expect(of('coverage', { coverage: 0.996 })).toBe('warning')
  expect(of('coverage', { coverage: 0.3 })).toBe('error')
  expect(of('latency', {}, { latency: { median: 0.02, high: 0.051 } })).toBe('warning')
})

test('an abstention stands beside the coverage, with its reason behind a click', () => {
  const cell = cellOf('coverage', { silent: '58 % of the window missing' })
  expect(cell.chip).toMatchObject({ tone: 'warning', text: 'No answer' })
  expect(cell.explained.at(-1)).toBe('No answer now: 58 % of the window missing.')
  expect(cellOf('coverage', { silent: undefined }).chip).toBeUndefined()
})

test('a second of the band: the share of its frames that came whole', () => {
  const later = { ...well, time: 342, frames: 6838, missing: 2, damaged: 5 }
  expect(momentOf(later, well)).toEqual({ time: 342, coverage: 0.75 })
  expect(momentOf({ ...well, time: 342, state: 'silent' }, well)).toEqual({
    time: 342,
    coverage: 0,
  })
})

test('latency: from the arrival of the newest frame, without reading a clock of the server', () => {
  const meter = createLatencyMeter()
  expect(meter.read()).toBeUndefined()
  // frame 10 s had come 5 ms before the page's 100 s; so that of 10.5 s comes at 100.495
  meter.frame(10, 0.005, 100)
  meter.shown(10.5, 100.515)
  expect(meter.read()?.median).toBeCloseTo(0.02, 9)
  // what was kept and comes again is not live
  meter.shown(2, 100.6)
  expect(meter.read()?.high).toBeCloseTo(0.02, 9)
  // nor is what had come before a run that takes it up
  meter.begin(102)
  meter.frame(12, 0.005, 102)
  meter.shown(12, 102.9)
  expect(meter.read()?.high).toBeCloseTo(0.02, 9)
  meter.shown(12.5, 102.525)
  expect(meter.read()?.high).toBeCloseTo(0.03, 9)
})
