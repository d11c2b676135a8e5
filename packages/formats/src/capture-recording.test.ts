import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { folder, geometry, options } from '../fixtures/load.ts'
import {
  type CaptureGap,
  type CaptureHeader,
  captureLogName,
  formatCaptureEnd,
  formatCaptureGap,
  formatCaptureHeader,
  parseCaptureLog,
} from './capture-log.ts'
import { encodeFrame } from './dca-encode.ts'
import { openRecording } from './open-recording.ts'

/** Two samples of one receiver: eight bytes. */
const header: CaptureHeader = {
  device: 'emulator',
  layout: '2-lane',
  iqOrder: 'iq',
  bits: 16,
  geometry: { ...geometry, chirps: 1, receivers: 1, samples: 2 },
  frameBytes: 8,
  config: 'channelCfg 1 1 0\n',
  sha256: '00',
  started: '2026-11-22T10:00:00.000Z',
}
const counts = { received: 9, lost: 1, reordered: 0, late: 0, doubled: 0, foreign: 0 }

/** Frame n of the file: its first sample is n + 1, its second -(n + 1). */
function bin(frames: number): Uint8Array {
  const words = Array.from({ length: frames }, (_, n) => [n + 1, -n - 1, 0, 0]).flat()
  return new Uint8Array(Int16Array.from(words).buffer)
}

function logText(gaps: readonly CaptureGap[], frames?: number): string {
  const end = frames === undefined ? '' : formatCaptureEnd({ frames, sha256: '00', counts })
  return formatCaptureHeader(header) + gaps.map(formatCaptureGap).join('') + end
}

const open = (bytes: Uint8Array, log: string, change = {}) =>
  openRecording(
    options('a.bin', { config: 'a.capture.jsonl', ...change }),
    folder({ 'a.bin': bytes, 'a.capture.jsonl': log, 'a.cfg': 'channelCfg 3 1 0\n' }),
  )

const firstSamples = async (recording: Awaited<ReturnType<typeof open>>) =>
  (await recording.read(0, recording.frames)).map((frame) => frame?.[0])

const shares = ({ frames, coverage }: Awaited<ReturnType<typeof open>>) =>
  Array.from({ length: frames }, (_, index) => coverage?.(index))

describe('frames stand where they stood in time', () => {
  test('all there', async () => {
    const recording = await open(bin(3), logText([], 3))
    expect(await firstSamples(recording)).toEqual([1, 2, 3])
    expect(shares(recording)).toEqual([1, 1, 1])
    expect(recording.warnings).toEqual([])
    expect(recording.acquisition.frameInterval).toBe(0.05)
  })

  test('some in part, some not at all', async () => {
    const gaps = [
      { frame: 1, index: 1, missing: [[2, 4]] },
      { frame: 2, index: 5, missing: [] },
      {
        frame: 3,
        index: 6,
        missing: [
          [0, 2],
          [4, 8],
        ],
      },
    ] as const
    const recording = await open(bin(5), logText(gaps, 5))
    expect(await firstSamples(recording)).toEqual([1, 2, undefined, undefined, undefined, 3, 4, 5])
    expect(shares(recording)).toEqual([1, 0.75, 0, 0, 0, 1, 0.25, 1])
    expect(recording.warnings).toEqual([
      'Of 8 frames 2 came in part and 3 not at all; every window says how much of it was there.',
    ])
  })

  test('a recording begun in the middle of a capture begins at its first frame', async () => {
    const gaps = [
      { frame: 0, index: 700, missing: [[0, 4]] },
      { frame: 2, index: 703, missing: [] },
    ] as const
    const recording = await open(bin(3), logText(gaps, 3))
    expect(await firstSamples(recording)).toEqual([1, 2, undefined, 3])
    expect(shares(recording)).toEqual([0.5, 1, 0, 1])
  })

  test('any part can be read alone', async () => {
    const jumps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(jumps, fc.nat(), fc.nat(), async (steps, a, b) => {
        // Brute force: each file frame is written down at its index.
        const expected: (number | undefined)[] = []
        const gaps: CaptureGap[] = []
        for (const [frame, [absent, damaged]] of steps.entries()) {
          const jump = frame === 0 ? 0 : absent
          for (let lost = 0; lost < jump; lost++) expected.push(undefined)
          const missing = damaged ? ([[0, 2]] as const) : []
          if (jump > 0 || damaged) gaps.push({ frame, index: expected.length, missing })
          expected.push(frame + 1)
        }
        const recording = await open(bin(steps.length), logText(gaps, steps.length))
        expect(recording.frames).toBe(expected.length)
        const first = a % expected.length
        const count = b % (expected.length - first + 1)
        const read = (await recording.read(first, count)).map((frame) => frame?.[0])
        expect(read).toEqual(expected.slice(first, first + count))
      }),
      { numRuns: 100 },
    )
  })
})

describe('a recorder that was killed', () => {
  const gaps = [{ frame: 1, index: 2, missing: [[0, 2]] }] as const

  test.each(Array.from({ length: 40 }, (_, cut) => cut))('%i bytes short', async (cut) => {
    const bytes = bin(5)
    const recording = await open(bytes.slice(0, 40 - cut), logText(gaps)).catch((error) => error)
    const there = Math.floor((40 - cut) / 8)
    if (there === 0) {
      expect(recording).toBeInstanceOf(HostError)
      expect(recording.message).toMatch(/no whole frame/)
      return
    }
    expect(await firstSamples(recording)).toEqual(
      [1, undefined, 2, 3, 4, 5].slice(0, recording.frames),
    )
    expect(recording.frames).toBe(there === 1 ? 1 : there + 1)
    expect(recording.warnings.at(-1)).toBe(
      `The capture was not ended: its log has no last line. ${there} whole frames are read.`,
    )
  })

  test('in the middle of a line', () => {
    const text = logText(gaps, 5)
    const head = formatCaptureHeader(header).length
    const first = head + formatCaptureGap(gaps[0]).length
    for (let length = head; length <= text.length; length++) {
      const log = parseCaptureLog(text.slice(0, length), 'a')
      expect(log.gaps).toHaveLength(length < first ? 0 : 1)
      expect(log.end === undefined).toBe(length < text.length)
    }
    expect(() => parseCaptureLog(text.slice(0, head - 1), 'a')).toThrow(/cut off in its first line/)
  })
})

describe('the log', () => {
  test('is found beside the file, and a configuration that was not sent is told apart', async () => {
    const files = folder({ 'a.bin': bin(2), 'a.cfg': 'channelCfg 3 1 0\n', 'b.cfg': header.config })
    const beside = async (path: string) =>
      path === 'a.capture.jsonl' ? folder({ [path]: logText([], 2) })('a.capture.jsonl') : undefined
    const warningsWith = async (config: string) =>
      (await openRecording(options('a.bin', { config }), files, beside)).warnings
    expect(captureLogName('x.y/a.bin')).toBe('x.y/a.capture.jsonl')
    expect(await warningsWith('')).toEqual([])
    expect(await warningsWith('b.cfg')).toEqual([])
    expect(await warningsWith('a.cfg')).toEqual([
      'a.cfg is not what was sent to the radar; the configuration in a.capture.jsonl is taken.',
    ])
  })

  test('of another file, and a layout that is not its own, are told', async () => {
    const recording = await open(bin(2), logText([], 7), { layout: '4-lane' })
    expect(recording.warnings).toEqual([
      'The log says 7 frames, the file holds 2; does the log belong to a.bin?',
      'Layout "4-lane" is not taken: the capture\'s log says 2-lane.',
    ])
  })

  test('whose I/Q order is that of mirror images is told', async () => {
    const samples = 64
    const geometry = { ...header.geometry, samples }
    const decoding = { layout: '2-lane', chirps: 1, receivers: 1, samples, bits: 16 } as const
    // A target's beat frequency is positive where the chirp rises.
    const echo = Float64Array.from({ length: 2 * samples }, (_, at) => {
      const turn = (2 * Math.PI * 5 * (at >> 1)) / samples
      return 500 * (at % 2 === 0 ? Math.cos(turn) : Math.sin(turn))
    })
    const warningsAs = async (sent: 'iq' | 'qi', said: 'iq' | 'qi') => {
      const words = encodeFrame(echo, { ...decoding, swapped: sent === 'qi', slots: [0] })
      const log = formatCaptureHeader({ ...header, geometry, frameBytes: 256, iqOrder: said })
      const end = formatCaptureEnd({ frames: 1, sha256: '00', counts })
      return (await open(new Uint8Array(words.buffer), log + end)).warnings
    }
    expect(await warningsAs('iq', 'iq')).toEqual([])
    expect(await warningsAs('qi', 'qi')).toEqual([])
    expect((await warningsAs('iq', 'qi')).join()).toMatch(
      /Q first.* only 0 % .*mirror images; "iqOrder": "iq" .* may be right/,
    )
    expect((await warningsAs('qi', 'iq')).join()).toContain('"iqOrder": "qi"')
  })

  test.each([
    ['{"frame":1,"index":0}', /line 2 is no line/],
    ['{"frame":-1,"index":0}', /line 2 is no line/],
    ['{"frame":1,"index":1,"missing":[[4,2]]}', /line 2 is no line/],
    ['{"frame":1,"index":1,"missing":[[0,9]]}', /line 2 is no line/],
    ['{"frame":1,"index":2}\n{"frame":1,"index":3}', /line 3 is no line/],
    ['{"frame":1,"index":9}\n{"frame":2,"index":9}', /line 3 is no line/],
    ['{"frame":', /line 2 is not JSON/],
    ['[]', /line 2 is no line/],
  ])('%s', (lines, message) => {
    expect(() => parseCaptureLog(`${formatCaptureHeader(header)}${lines}\n`, 'a')).toThrow(message)
  })

  test.each([
    [{ frameBytes: 16 }, /has 8 bytes, not 16/],
    [{ version: 2 }, /version 2 is newer/],
    [{ layout: '3-lane' }, /does not say how/],
    [{ geometry: { ...header.geometry, samples: 0 } }, /samples per chirp 0/],
    [{ geometry: null }, /does not say how/],
    [{ layout: '4-lane', geometry: { ...header.geometry, receivers: 5 } }, /at most 4 receivers/],
  ])('with %j', (change, message) => {
    const line = JSON.stringify({ ...JSON.parse(formatCaptureHeader(header)), ...change })
    expect(() => parseCaptureLog(`${line}\n`, 'a')).toThrow(message)
  })

  test('whatever a log says, it is read or refused in words', () => {
    const text = logText([{ frame: 1, index: 2, missing: [[0, 2]] }], 5)
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(4), fc.string({ maxLength: 4 }), (at, cut, put) => {
        try {
          parseCaptureLog(text.slice(0, at) + put + text.slice(at + cut), 'a')
        } catch (error) {
          expect(error).toBeInstanceOf(HostError)
        }
      }),
    )
  })
})
