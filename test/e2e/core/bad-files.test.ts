/** Files that are not what they should be: a clear message, and the open document stays. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { node, nodeIds, stands } from '../../support/e2e/canvas.ts'
import {
  command,
  describeInBrowser,
  dockTab,
  notice,
  openExample,
  ran,
  reads,
} from '../../support/e2e/editor.ts'
import { choose, fileOf, openGraph, save } from '../../support/e2e/files.ts'
import { exampleText } from '../../support/examples.ts'

const text = exampleText('heart-rate-simulated')

/** 5,000 nodes, each a valid one. */
function huge(): string {
  const types = Array.from(
    { length: 5000 },
    (_, at) => `"n${at}": { "type": "rate-log@1", "params": {} }`,
  )
  return `{ "format": "chirpflow-graph", "version": 1, "title": "", "nodes": { ${types.join(',\n')} }, "links": [], "view": {} }`
}

const files: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['broken.graph.json', text.slice(0, 900), /broken\.graph\.json .*line \d+/],
  ['package.json', '{ "name": "x" }', /package\.json was not opened/],
  [
    'newer.graph.json',
    text.replace('"version": 1', '"version": 99'),
    /newer\.graph\.json was not opened: .*(newer|version)/,
  ],
  ['huge.graph.json', huge(), /huge\.graph\.json .*5,000 nodes/],
  ['empty.json', '', /empty\.json was not opened: it is empty/],
  ['profile.json', 'sensorStop\nflushCfg\n', /profile\.json .*is a radar configuration/],
  ['bytes.json', new Uint8Array(2000).map((_, at) => (at * 7) % 251), /bytes\.json was not opened/],
]

/** The example, with a change that nobody has saved. */
async function openWithWork(): Promise<Page> {
  const page = await openExample()
  await node(page, 'range').click()
  await page.keyboard.press('Delete')
  await expect.poll(() => nodeIds(page)).toHaveLength(14)
  return page
}

describeInBrowser('a file that is no graph', () => {
  test('is refused by name, and the document stays', async () => {
    const page = await openWithWork()
    for (const [name, content, says] of files) {
      await openGraph(page, fileOf(name, content))
      await reads(notice(page), says)
      expect(await nodeIds(page)).toHaveLength(14)
      await reads(page.getByRole('heading', { level: 1 }), 'Edited')
      await notice(page).getByRole('button', { name: 'Close the notice' }).click()
    }
    await page.keyboard.press('Control+z')
    expect((await save(page)).text).toBe(text)
  })

  test('unsaved work is asked about before another graph takes its place', async () => {
    const page = await openWithWork()
    const path = fileOf('other.graph.json', exampleText('vmd-modes'))
    const dialog = page.getByRole('dialog', { name: /^Save the changes to/ })
    await openGraph(page, path)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(await nodeIds(page)).toHaveLength(14)
    await openGraph(page, path)
    await dialog.getByRole('button', { name: 'Discard the changes' }).click()
    await reads(page.getByRole('heading', { level: 1 }), 'other')
    await ran(page)
  })
})

const png = new Uint8Array([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 73, 72, 68,
])

describeInBrowser('a recording of the wrong kind', () => {
  test('is refused at the node that reads it', async () => {
    const page = await openExample()
    for (const [name, content] of [
      ['photo.bin', png],
      ['notes.bin', 'These are no samples.\n'.repeat(40)],
      ['none.npy', ''],
      ['cut.h5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')],
    ] as const) {
      await choose(page, fileOf(name, content), () => command(page, 'Open a recording'))
      await stands(page, 'source', 'failed')
      await dockTab(page, 'Problems').click()
      const row = page.getByRole('list', { name: 'Problems' }).getByRole('button').first()
      expect(await row.textContent()).toMatch(/Recording/)
      // the way back is one command away
      await command(page, 'heart-rate-simulated')
      await page.getByRole('button', { name: 'Discard the changes' }).click()
      await ran(page, /^48 windows in /)
    }
  })
})
