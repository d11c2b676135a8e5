/** A chain built by keys alone: the mouse is never touched. */
import { expect, test } from 'vitest'
import { addByKeys, nodeIds, stands, wireNames } from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newGraph,
  newPerson,
  openWindow,
  ran,
  slowly,
} from '../support/e2e/editor.ts'
import { farthest, runByCommand, sameNumber, save } from '../support/e2e/files.ts'
import { inspector, selectedId } from '../support/e2e/inspector.ts'
import { saveNpy } from '../support/e2e/views.ts'

describeInBrowser('by keyboard alone', () => {
  test('a chain is built, set, run and saved', async () => {
    const page = await openWindow(await newPerson())
    await newGraph(page)
    await page.keyboard.press('2')
    for (const type of ['simulated displacement', 'slow-time', 'peak picker', 'rate log']) {
      await addByKeys(page, type)
    }
    // each was put after the one that was selected, and joined
    expect(await nodeIds(page)).toHaveLength(4)
    expect(await wireNames(page)).toHaveLength(3)

    // back along the wires to the picker, into its first field, and out again
    await page.keyboard.press('ArrowLeft')
    await expect
      .poll(() => inspector(page).getByRole('heading').first().textContent(), slowly)
      .toBe('Peak picker')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.tagName), slowly)
      .toBe('INPUT')
    await page.keyboard.type('50')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await ran(page)

    const rate = (await wireNames(page)).find((name) => / to rate-log/.test(name))?.split(' ')[0]
    if (!rate) throw new Error('nothing leads to the log')
    await page.keyboard.press('v')
    const shown = await saveNpy(page, rate)
    const { path } = await save(page)
    const [log] = Object.values(await runByCommand(path))
    expect(farthest(shown.values, log)).toBeLessThan(sameNumber)
  })

  test('C joins, X cuts, I inserts on a wire, B D and Delete act on what is selected', async () => {
    const page = await openWindow(await newPerson())
    await newGraph(page)
    await page.keyboard.press('2')
    await addByKeys(page, 'simulated displacement')
    await page.keyboard.press('Escape')
    await addByKeys(page, 'slow-time')
    expect(await wireNames(page)).toHaveLength(0)

    await page.keyboard.press('c')
    const which = page.getByRole('dialog', { name: 'Connect which port?' })
    await which.getByRole('combobox').fill('input')
    await page.keyboard.press('Enter')
    const from = page.getByRole('dialog', { name: /from$/ })
    await from.getByRole('combobox').fill('· displacement')
    await page.keyboard.press('Enter')
    const joined = 'simulated-displacement.displacement to slow-time-window.in'
    await expect.poll(() => wireNames(page), slowly).toEqual([joined])

    // from the port along its wire, where X cuts
    const alongWire = async () => {
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('p')
      await page.keyboard.press('ArrowRight')
    }
    await alongWire()
    await page.keyboard.press('x')
    await expect.poll(() => wireNames(page), slowly).toEqual([])
    await page.keyboard.press('Control+z')
    await expect.poll(() => wireNames(page), slowly).toEqual([joined])

    await page.keyboard.press('2')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => selectedId(page), slowly).toMatch(/./)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('d')
    await stands(page, 'slow-time-window', 'disabled')
    await page.keyboard.press('d')
    await stands(page, 'slow-time-window', 'idle', 'done')
    await page.keyboard.press('Delete')
    await expect.poll(() => nodeIds(page), slowly).toEqual([])
    await page.keyboard.press('Control+z')
    await expect.poll(() => wireNames(page), slowly).toEqual([joined])
  })
})
