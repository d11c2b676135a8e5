import { createHash } from 'node:crypto'
import { HostError } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createBrowserHost } from './browser-host.ts'

const geometry = {
  chirps: 1,
  receivers: 1,
  samples: 4,
  startFrequency: 77e9,
  chirpSlope: 70e12,
  sampleRate: 5e6,
  adcStart: 0,
  chirpInterval: 1e-4,
  frameInterval: 0.05,
}
const options = { path: 'a.bin', config: '', layout: '2-lane', iqOrder: 'iq', geometry } as const

describe('the host of a page', () => {
  test('asks for a file that it was not given, naming the parameter', async () => {
    const host = createBrowserHost(() => undefined)
    const message = 'choose the file a.bin again: a page cannot open a path'
    await expect(host.contentHash('a.bin')).rejects.toThrow(new HostError(message))
    await expect(host.openRecording(options)).rejects.toMatchObject({ message, param: 'path' })
    host.provide('a.bin', new File([new Uint8Array(640)], 'a.bin'))
    await expect(host.openRecording({ ...options, config: 'b.cfg' })).rejects.toMatchObject({
      message: 'choose the file b.cfg again: a page cannot open a path',
      param: 'config',
    })
    const series = { path: 'c.csv', column: '', quadrature: '' }
    await expect(host.openSeries(series)).rejects.toMatchObject({ param: 'path' })
  })

  test('reads recordings and series from files', async () => {
    const host = createBrowserHost(() => undefined)
    // two lanes: I I Q Q
    const words = Int16Array.from({ length: 16 }, (_, index) => index)
    host.provide('a.bin', new File([words], 'another name'))
    const recording = await host.openRecording(options)
    expect(recording.frames).toBe(2)
    const [first] = await recording.read(0, 1)
    expect([...(first ?? [])]).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
    await recording.close()
    host.provide('c.csv', new File(['x\n1\n2\n'], 'c.csv'))
    const series = await host.openSeries({ path: 'c.csv', column: '', quadrature: '' })
    expect([...series.values]).toEqual([1, 2])
  })

  test.each([0, 1e9])('hashes like everybody else, whole up to %i bytes', async (whole) => {
    const host = createBrowserHost(() => undefined, whole)
    const bytes = new Uint8Array(5_000_000).map((_, index) => index % 251)
    const expected = createHash('sha256').update(bytes).digest('hex')
    host.provide('a.bin', new File([bytes], 'a.bin'))
    expect(await host.contentHash('a.bin')).toBe(expected)
    expect(await host.contentHash('a.bin')).toBe(expected)
    const hash = host.sha256()
    hash.update(bytes.subarray(0, 100))
    hash.update(bytes.subarray(100))
    expect(hash.hex()).toBe(expected)
    // another file of the same name
    host.provide('a.bin', new File([], 'a.bin'))
    expect(await host.contentHash('a.bin')).toBe(createHash('sha256').digest('hex'))
  })

  test('says that a file can no longer be read', async () => {
    const host = createBrowserHost(() => undefined)
    const gone = new File([new Uint8Array(640)], 'a.bin')
    gone.slice = () => {
      throw new DOMException('gone', 'NotReadableError')
    }
    host.provide('a.bin', gone)
    await expect(host.contentHash('a.bin')).rejects.toThrow('a.bin can no longer be read')
    await expect(host.openRecording(options)).rejects.toMatchObject({ param: 'path' })
  })

  test('hands over what is written, and lets others run', async () => {
    const written: string[] = []
    const host = createBrowserHost((name, text) => written.push(name, text))
    await host.writeFile('rates.csv', '1')
    expect(written).toEqual(['rates.csv', '1'])
    let others = false
    setImmediate(() => {
      others = true
    })
    while (!others) await host.pause()
    expect(host.now()).toBeGreaterThan(0)
  })
})
