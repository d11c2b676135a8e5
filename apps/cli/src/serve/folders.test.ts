import { mkdir, realpath, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { HostError } from '@chirpflow/graph'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newFolder } from '../../../../test/support/served.ts'
import { createFolders } from './folders.ts'

async function twoFolders() {
  const top = await realpath(
    await newFolder({
      'one/a.bin': '1',
      'one/deep/c.bin': '1',
      'two/a.bin': '2',
      'two/b.bin': '2',
      'two/chirp.cfg': '2',
      'outside/secret.bin': 'secret',
    }),
  )
  const at = (...names: string[]) => join(top, ...names)
  await symlink(at('outside', 'secret.bin'), at('one', 'link.bin'))
  await symlink(at('outside'), at('one', 'door'))
  await symlink(at('two', 'b.bin'), at('one', 'neighbour.bin'))
  await symlink(at('one'), at('way'))
  return { at, folders: await createFolders([at('one'), at('two')]) }
}

test('a file is found in the first folder that has it', async () => {
  const { at, folders } = await twoFolders()
  expect(await folders.find('a.bin')).toBe(at('one', 'a.bin'))
  expect(await folders.find('b.bin')).toBe(at('two', 'b.bin'))
  expect(await folders.find('deep/../deep/c.bin')).toBe(at('one', 'deep', 'c.bin'))
  expect(await folders.find('../two/a.bin')).toBe(at('two', 'a.bin'))
  expect(await folders.find(at('one', 'a.bin'))).toBe(at('one', 'a.bin'))
  expect(await folders.find('neighbour.bin')).toBe(at('two', 'b.bin'))
  expect(await folders.has('a.bin')).toBe(true)
  expect(await folders.has('none.bin')).toBe(false)
  expect(await folders.list('.cfg')).toEqual(['chirp.cfg'])
})

test('a folder that is itself a link is found by both of its names', async () => {
  const { at } = await twoFolders()
  const folders = await createFolders([at('way')])
  for (const path of ['a.bin', at('way', 'a.bin'), at('one', 'a.bin')]) {
    expect(await folders.find(path)).toBe(at('one', 'a.bin'))
  }
})

test('what lies outside cannot be opened, and whether it is there is not told', async () => {
  const { at, folders } = await twoFolders()
  const paths = [
    '../outside/secret.bin',
    '../outside/none.bin',
    '..',
    '/etc/passwd',
    '/etc/none',
    'link.bin',
    'door/secret.bin',
    at('outside', 'secret.bin'),
    `${at('one')}-other/a.bin`,
  ]
  for (const path of paths) {
    await expect(folders.find(path)).rejects.toThrow(
      `${path} lies outside of the folders that this server may open`,
    )
    expect(await folders.has(path)).toBe(false)
  }
  await expect(folders.find('a\0.bin')).rejects.toThrow(HostError)
  await expect(folders.find('')).rejects.toThrow(HostError)
})

test('no path leads out of the folders', async () => {
  const { at, folders } = await twoFolders()
  await mkdir(at('one', 'deep', '..x'))
  const part = fc.constantFrom(
    '..',
    '.',
    'deep',
    'a.bin',
    'door',
    'link.bin',
    '..x',
    '',
    'outside',
    'two',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 8 }), fc.boolean(), async (parts, absolute) => {
      const path = absolute ? `${at('one')}/${parts.join('/')}` : parts.join('/')
      const found = await folders.find(path).catch((error: unknown) => {
        expect(error).toBeInstanceOf(HostError)
        return undefined
      })
      if (found === undefined) return
      const inside = [at('one'), at('two')].some((root) => `${found}/`.startsWith(`${root}/`))
      expect(inside, `${path}: ${found}`).toBe(true)
      expect(await realpath(found)).toBe(found)
    }),
  )
})

test('a folder that is none is named', async () => {
  const { at } = await twoFolders()
  for (const path of [at('none'), at('one', 'a.bin')]) {
    await expect(createFolders([path])).rejects.toThrow(`${path}: there is no such folder`)
  }
})
