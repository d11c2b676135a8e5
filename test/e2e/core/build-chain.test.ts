/** The chain of the heart rate, built from an empty canvas by dragging, saved, run by the command. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  canvas,
  drawWire,
  dropType,
  node,
  nodeIds,
  select,
  spot,
  wireNames,
} from '../../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newPerson,
  notice,
  openWindow,
  ran,
  reads,
  said,
  usable,
} from '../../support/e2e/editor.ts'
import {
  choose,
  farthest,
  formatByCommand,
  openGraph,
  runByCommand,
  sameNumber,
  save,
} from '../../support/e2e/files.ts'
import { rename, setParam } from '../../support/e2e/inspector.ts'
import { saveNpy } from '../../support/e2e/views.ts'

/** Title, id, and where it is dropped: column and row. */
const nodes = [
  ['Simulated radar', 'source', 0, 0],
  ['Range FFT', 'range-fft', 1, 0],
  ['Combine channels', 'combine', 2, 0],
  ['Slow-time window', 'window', 3, 0],
  ['MCSM target', 'mcsm', 4, 0],
  ['Target phase', 'phase', 0, 1],
  ['Phase unwrap', 'unwrap', 1, 1],
  ['RLSRHS', 'rlsrhs', 2, 1],
  ['Peak picker', 'heart-peak', 3, 1],
  ['Median filter', 'heart-median', 4, 1],
  ['Peak picker', 'breathing-peak', 0, 2],
  ['Median filter', 'breathing-median', 1, 2],
  ['Rate log', 'breathing', 2, 2],
  ['Rate log', 'range', 3, 2],
  ['Rate log', 'heart', 4, 2],
] as const

const wires = [
  ['source.adc', 'range-fft.adc'],
  ['range-fft.profile', 'combine.profile'],
  ['combine.out', 'window.in'],
  ['window.out', 'mcsm.profile'],
  ['mcsm.range', 'range.rate'],
  ['mcsm.target', 'phase.target'],
  ['phase.phase', 'unwrap.phase'],
  ['unwrap.displacement', 'rlsrhs.displacement'],
  ['rlsrhs.suppressed', 'heart-peak.in'],
  ['heart-peak.rate', 'heart-median.in'],
  ['heart-median.out', 'heart.rate'],
  ['unwrap.displacement', 'breathing-peak.in'],
  ['breathing-peak.rate', 'breathing-median.in'],
  ['breathing-median.out', 'breathing.rate'],
] as const

async function build(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start empty' }).click()
  await page.getByRole('button', { name: 'Dismiss the first steps' }).click()
  await canvas(page).focus()
  for (const [key, zoom] of [
    ['Shift+0', 100],
    ['-', 80],
    ['-', 64],
  ] as const) {
    await page.keyboard.press(key)
    await said(page, `${zoom} %`)
  }
  for (const [title, id, column, row] of nodes) {
    await dropType(page, title, await spot(page, 0.1 + 0.2 * column, 0.06 + 0.34 * row))
    await rename(page, id)
  }
  for (const [from, to] of wires) await drawWire(page, from, to)
  await setParam(page, 'breathing-peak', 'Band from', '6')
  await setParam(page, 'breathing-peak', 'Band to', '30')
}

describeInBrowser('a chain from nothing', () => {
  test('is dragged together, runs, and is saved as the command would write it', async () => {
    const person = await newPerson()
    const page = await openWindow(person)
    await build(page)
    expect(await nodeIds(page)).toEqual(nodes.map(([, id]) => id).sort())
    expect(await wireNames(page)).toEqual(wires.map(([from, to]) => `${from} to ${to}`).sort())

    await page.keyboard.press('Control+Enter')
    await ran(page, /^48 windows in /)
    await reads(node(page, 'heart'), '67.5')
    await reads(node(page, 'breathing'), '14.4')

    const { path, text } = await save(page)
    await reads(page.getByRole('heading', { level: 1 }), 'Saved')
    expect(await formatByCommand(text)).toBe(text)

    // what the page shows, to the last digits, is what the command gives
    await select(page, 'heart-median')
    await page.keyboard.press('v')
    const shown = await saveNpy(page, 'heart-median.out')
    const byCommand = await runByCommand(path)
    expect(farthest(shown.values, byCommand.heart)).toBeLessThan(sameNumber)

    // a reload keeps it, and so does the file
    await page.reload()
    await usable(page)
    expect((await save(page)).text).toBe(text)
    const other = await openWindow(await newPerson())
    await openGraph(other, path)
    await reads(other.getByRole('heading', { level: 1 }), 'Saved')
    expect((await save(other)).text).toBe(text)
    await ran(other, /^48 windows in /)
    await reads(node(other, 'heart'), '67.5')
  })

  test('work that nobody saved is there after a reload', async () => {
    const page = await openWindow(await newPerson())
    await page.getByRole('button', { name: 'Start empty' }).click()
    await dropType(page, 'Simulated radar', await spot(page, 0.3, 0.2))
    await dropType(page, 'Range FFT', await spot(page, 0.6, 0.2))
    const ids = await nodeIds(page)
    expect(ids).toHaveLength(2)
    await reads(page.getByRole('heading', { level: 1 }), 'Edited')
    await page.reload()
    await usable(page)
    await reads(notice(page), /brought back/)
    expect(await nodeIds(page)).toEqual(ids)
  })

  test('the cards of an empty graph begin with a source, or with a recording', async () => {
    const page = await openWindow(await newPerson())
    await page.getByRole('button', { name: 'Start empty' }).click()
    const cards = page.getByRole('region', { name: 'An empty graph' })
    await choose(page, [], () => cards.getByRole('button', { name: /^Recording/ }).click())
    await cards.getByRole('button', { name: /^Chest motion/ }).click()
    await node(page, '\\S+').waitFor()
    expect(await nodeIds(page)).toHaveLength(1)
  })
})
