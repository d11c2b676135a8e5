import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CaptureHeader, parseCaptureLog } from '@chirpflow/formats'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AssembledFrame } from './dca1000/frame-outlet.ts'
import { createRecorder } from './recorder.ts'

const header: Omit<CaptureHeader, 'sha256'> = {
  device: 'emulator',
  layout: '4-lane',
  iqOrder: 'iq',
  bits: 16,
  geometry: {
    chirps: 1,
    receivers: 2,
    samples: 3,
    startFrequency: 77e9,
    chirpSlope: 70e12,
    sampleRate: 4e6,
    adcStart: 6e-6,
    chirpInterval: 64e-6,
    frameInterval: 0.05,
  },
  frameBytes: 48,
  config: 'frameCfg 0 0 1 0 50 1 0\n',
  started: '2026-01-02T03:04:05.000Z',
}
const counts = { received: 9, lost: 1, reordered: 0, late: 0, doubled: 0, foreign: 0 }

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chirpflow-recorder-'))
})
afterEach(() => rm(folder, { recursive: true }))

function frame(index: number, missing: AssembledFrame['missing'] = []): AssembledFrame {
  return {
    index,
    bytes: new Uint8Array(48).fill(index),
    coverage: missing.length ? 0.5 : 1,
    missing,
  }
}

describe('recorder', () => {
  test('bytes as they came, a line for what is not whole or not next, and the end', async () => {
    const recorder = await createRecorder(join(folder, 'night.bin'), header)
    for (const one of [frame(0), frame(1, [[0, 24]]), frame(2), frame(7)]) recorder.add(one)
    await recorder.close(counts)

    const bytes = await readFile(join(folder, 'night.bin'))
    expect([...bytes]).toEqual([0, 1, 2, 7].flatMap((value) => Array(48).fill(value)))
    const text = await readFile(join(folder, 'night.capture.jsonl'), 'utf8')
    const log = parseCaptureLog(text, 'night')
    expect(log.header).toMatchObject({ ...header, sha256: hashOf(header.config) })
    expect(log.gaps).toEqual([
      { frame: 1, index: 1, missing: [[0, 24]] },
      { frame: 3, index: 7, missing: [] },
    ])
    expect(log.end).toEqual({ frames: 4, sha256: hashOf(bytes), counts })
  })

  test('a recording that begins within a capture says where', async () => {
    const recorder = await createRecorder(join(folder, 'a.bin'), header)
    recorder.add(frame(500))
    await recorder.close(counts)
    const text = await readFile(join(folder, 'a.capture.jsonl'), 'utf8')
    expect(parseCaptureLog(text, 'a').gaps).toEqual([{ frame: 0, index: 500, missing: [] }])
  })

  test('what is there already is not written over, and nothing is left behind', async () => {
    await writeFile(join(folder, 'a.capture.jsonl'), 'mine')
    await expect(createRecorder(join(folder, 'a.bin'), header)).rejects.toThrow(
      /a\.capture\.jsonl: there is a file of that name already; choose another name/,
    )
    expect(await readFile(join(folder, 'a.capture.jsonl'), 'utf8')).toBe('mine')
    expect(await readdir(folder)).toEqual(['a.capture.jsonl'])
  })

  test('a folder that is not there is named', async () => {
    const path = join(folder, 'none', 'a.bin')
    await expect(createRecorder(path, header)).rejects.toThrow(`${path}: a recording cannot be`)
  })
})

function hashOf(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
