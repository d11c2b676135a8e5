import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HostError } from '@chirpflow/graph'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFile, readPieces, readText, writeWhole } from './files.ts'
import { createHost } from './host.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chirpflow-files-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const place = (name: string) => join(folder, name)

describe('reading', () => {
  test('gives the bytes asked for, fewer only at the end', async () => {
    writeFileSync(place('a'), Uint8Array.of(0, 1, 2, 3, 4))
    const { source, close } = await openFile(place('a'))
    expect(source.size).toBe(5)
    expect([...(await source.read(1, 3))]).toEqual([1, 2, 3])
    expect([...(await source.read(3, 10))]).toEqual([3, 4])
    expect([...(await source.read(9, 1))]).toEqual([])
    await close()
  })

  test('pieces join to the whole, also where the last one is full', async () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, index) => index)
    writeFileSync(place('a'), bytes)
    for (const length of [1, 5, 6, 12, 100]) {
      const read: number[] = []
      for await (const piece of readPieces(await openFile(place('a')), length)) read.push(...piece)
      expect(read).toEqual([...bytes])
    }
  })

  test('names the path and the remedy', async () => {
    writeFileSync(place('file'), 'x')
    const cases: [string, RegExp][] = [
      [folder, /folder; name a file/],
      [place('none'), /no such file; check/],
      [place('file/x'), /not a folder; check/],
      ['/dev/zero', /device or a pipe; copy/],
    ]
    for (const [path, message] of cases) {
      const error = await readText(path).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(HostError)
      expect((error as HostError).message).toMatch(message)
      expect((error as HostError).message).toContain(path)
    }
  })
})

describe('writing', () => {
  test('replaces a whole file and keeps its mode', async () => {
    writeFileSync(place('a'), 'before')
    chmodSync(place('a'), 0o600)
    await writeWhole(place('a'), 'after')
    expect(readFileSync(place('a'), 'utf8')).toBe('after')
    expect(statSync(place('a')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a'])
  })

  test('writes where a link leads', async () => {
    writeFileSync(place('a'), 'before')
    symlinkSync(place('a'), place('link'))
    await writeWhole(place('link'), 'after')
    expect(readlinkSync(place('link'))).toBe(place('a'))
    expect(readFileSync(place('a'), 'utf8')).toBe('after')
  })

  test('refuses folders, devices and places in no folder, and leaves nothing behind', async () => {
    mkdirSync(place('deep'))
    for (const path of [place('deep'), '/dev/null', place('none/a')]) {
      await expect(writeWhole(path, 'x')).rejects.toBeInstanceOf(HostError)
    }
    expect(readdirSync(folder)).toEqual(['deep'])
    expect(statSync('/dev/null').isFile()).toBe(false)
  })
})

describe('the host', () => {
  test('hashes content: SHA-256 of "abc" (FIPS 180-4, appendix B)', async () => {
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
    writeFileSync(place('abc'), 'abc')
    const host = createHost(folder)
    expect(await host.contentHash('abc')).toBe(known)
    const hash = host.sha256()
    hash.update(Uint8Array.of(97))
    hash.update(Uint8Array.of(98, 99))
    expect(hash.hex()).toBe(known)
  })

  test('says which parameter names a file that is not there', async () => {
    const options = { path: 'none.csv', column: '', quadrature: '' }
    const error = await createHost(folder)
      .openSeries(options)
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'HostError', param: 'path' })
  })
})
