/** Wires: a refusal with a way out, a release on empty canvas, a drop on a wire, and what removal leaves. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  addList,
  canvas,
  drag,
  drawWire,
  dropType,
  markOf,
  node,
  nodeIds,
  port,
  select,
  selectWire,
  spot,
  wire,
  wireNames,
} from '../support/e2e/canvas.ts'
import { describeInBrowser, openExample, reads, slowly } from '../support/e2e/editor.ts'

/** What the graph is made of. */
const made = async (page: Page) => [await nodeIds(page), await wireNames(page)]

/** Does it, takes it back, does it again, and takes it back for good. */
async function undoAndRedo(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await made(page)
  await act()
  const after = await made(page)
  expect(after).not.toEqual(before)
  for (const [key, then] of [
    ['Control+z', before],
    ['Control+Shift+z', after],
    ['Control+z', before],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(() => made(page), slowly).toEqual(then)
  }
}

async function exampleWithRoom(): Promise<Page> {
  const page = await openExample()
  await page.getByRole('button', { name: 'Dismiss the first steps' }).click()
  return page
}

describeInBrowser('wires', () => {
  test('one that does not fit says why, names both ends, and the repair connects', async () => {
    const page = await exampleWithRoom()
    await dropType(page, 'Phase unwrap', await spot(page, 0.2, 0.72))
    await node(page, 'phase-unwrap').waitFor()
    await undoAndRedo(page, async () => {
      await drawWire(page, 'combine.out', 'phase-unwrap.phase')
      const card = page.getByRole('alert').filter({ hasText: 'These two do not fit' })
      await reads(card, 'Combine channels, out')
      await reads(card, 'Phase unwrap, phase')
      expect(await wireNames(page)).toHaveLength(14)
      await card.getByRole('button', { name: /^Insert 2 nodes/ }).click()
      await expect.poll(() => wireNames(page), slowly).toHaveLength(17)
      expect(await nodeIds(page)).toHaveLength(18)
      await expect
        .poll(() => node(page, 'phase-unwrap').getAttribute('aria-label'), slowly)
        .toContain('inputs from Target phase')
    })
  })

  test('a refused wire goes with Esc and leaves nothing', async () => {
    const page = await exampleWithRoom()
    const before = await made(page)
    await drawWire(page, 'heart-peak.rate', 'range-fft.adc')
    const card = page.getByRole('alert').filter({ hasText: 'These two do not fit' })
    await card.waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(await made(page)).toEqual(before)
  })

  test('released on empty canvas it lists what fits, and inserts it connected', async () => {
    const page = await exampleWithRoom()
    await undoAndRedo(page, async () => {
      const from = await markOf(page, 'output', 'unwrap.displacement')
      await drag(page, from, await spot(page, 0.2, 0.72))
      const list = addList(page)
      await reads(list, 'Takes unwrap.displacement')
      const offered = await list.getByRole('option').allTextContents()
      expect(offered.join()).toContain('Band-pass')
      expect(offered.join()).not.toContain('Range FFT')
      await list.getByRole('combobox').fill('band')
      await page.keyboard.press('Enter')
      await wire(page, 'unwrap.displacement', 'band-pass.in').waitFor({ state: 'attached' })
    })
    // Esc leaves the graph as it was
    const before = await made(page)
    await drag(page, await markOf(page, 'output', 'source.bound'), await spot(page, 0.2, 0.72))
    await addList(page).waitFor()
    await page.keyboard.press('Escape')
    await addList(page).waitFor({ state: 'detached' })
    expect(await made(page)).toEqual(before)
  })

  test('a node dropped on a wire goes between, and leaves its neighbours joined', async () => {
    const page = await exampleWithRoom()
    const [x1, y] = await markOf(page, 'output', 'heart-median.out')
    const [x2] = await markOf(page, 'input', 'heart.rate')
    await undoAndRedo(page, () => dropType(page, 'Median filter', [(x1 + x2) / 2, y]))

    await dropType(page, 'Median filter', [(x1 + x2) / 2, y])
    await wire(page, 'median-filter.out', 'heart.rate').waitFor({ state: 'attached' })
    await wire(page, 'heart-median.out', 'median-filter.in').waitFor({ state: 'attached' })
    await undoAndRedo(page, async () => {
      await select(page, 'median-filter')
      await page.keyboard.press('Delete')
      await wire(page, 'heart-median.out', 'heart.rate').waitFor({ state: 'attached' })
    })
    await undoAndRedo(page, async () => {
      await select(page, 'median-filter')
      await page.keyboard.press('Shift+Delete')
      await expect.poll(() => nodeIds(page), slowly).not.toContain('median-filter')
      expect(await wireNames(page)).toHaveLength(13)
    })
  })

  test('two clicks connect as a drag does, and a wire can be cut or moved', async () => {
    const page = await exampleWithRoom()
    await undoAndRedo(page, async () => {
      await selectWire(page, 'breathing-median.out', 'breathing.rate')
      await page.keyboard.press('x')
      await expect.poll(() => wireNames(page), slowly).toHaveLength(13)
    })
    await selectWire(page, 'breathing-median.out', 'breathing.rate')
    await page.keyboard.press('x')
    await expect.poll(() => wireNames(page), slowly).toHaveLength(13)
    await page.mouse.click(...(await markOf(page, 'output', 'breathing-median.out')))
    await page.mouse.move(...(await spot(page, 0.7, 0.8)))
    await page.mouse.click(...(await markOf(page, 'input', 'breathing.rate')))
    await wire(page, 'breathing-median.out', 'breathing.rate').waitFor({ state: 'attached' })
    // from a used input the wire comes along: its other end stays
    await undoAndRedo(page, async () => {
      const to = await markOf(page, 'input', 'range.rate')
      await drag(page, await markOf(page, 'input', 'breathing.rate'), to)
      await wire(page, 'breathing-median.out', 'range.rate').waitFor({ state: 'attached' })
    })
  })

  test('while a wire is drawn, ports say whether they take it', async () => {
    const page = await exampleWithRoom()
    const from = await markOf(page, 'output', 'unwrap.displacement')
    await page.mouse.move(...from)
    await page.mouse.down()
    await page.mouse.move(from[0] + 20, from[1] + 40, { steps: 4 })
    const fits = (side: 'input' | 'output', name: string) =>
      port(page, side, name).getAttribute('data-fit')
    await expect.poll(() => fits('input', 'heart-peak.in'), slowly).toBe('fits')
    expect(await fits('input', 'range-fft.adc')).toBe('no')
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await wireNames(page)).toHaveLength(14)
  })

  test('a wire pointed at says what it carries', async () => {
    const page = await exampleWithRoom()
    const [x1, y] = await markOf(page, 'output', 'combine.out')
    const [x2] = await markOf(page, 'input', 'window.in')
    await page.mouse.move((x1 + x2) / 2, y, { steps: 3 })
    const card = page.getByRole('region', { name: 'Wire from combine.out to window.in' })
    for (const text of ['complex64', '20 chunks a second', /range 316/, /1,?200 chunks/, '100 %']) {
      await reads(card, text)
    }
    await card.getByRole('button', { name: /^View/ }).click()
    await page.getByRole('region', { name: 'View of combine.out' }).waitFor()
  })

  test('what lost its wire says what it waits for', async () => {
    const page = await openExample()
    await select(page, 'range-fft')
    await page.keyboard.press('Shift+Delete')
    await expect.poll(() => wireNames(page), slowly).toHaveLength(12)
    await reads(canvas(page), 'Waits for a wire')
    await page.keyboard.press('Control+z')
    await expect.poll(() => wireNames(page), slowly).toHaveLength(14)
  })
})
