/** Changing a parameter: what runs again, what is undone, what is understood. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { middleOf, node, select } from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  dockTab,
  openExample,
  ran,
  reads,
  slowly,
} from '../support/e2e/editor.ts'
import { field, inspector, setField, setParam } from '../support/e2e/inspector.ts'
import { plotWords, view } from '../support/e2e/views.ts'

/** What the Run tab says of each node: "From the cache", "Done". */
async function runTable(page: Page): Promise<Record<string, string>> {
  await dockTab(page, 'Run').click()
  const rows = page.getByRole('table').getByRole('row')
  const texts = await rows.evaluateAll((all) =>
    all.slice(1).map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  )
  return Object.fromEntries(texts.map(([name, state]) => [name, state]))
}

describeInBrowser('a parameter', () => {
  test('runs again only what lies behind it', async () => {
    const page = await openExample()
    await runTable(page)
    await ran(page)
    await setParam(page, 'heart-peak', 'Band from', '54')
    await expect
      .poll(async () => (await runTable(page))['Peak picker, heart-peak'], slowly)
      .toBe('Done')
    await ran(page)
    const table = await runTable(page)
    for (const behind of ['Median filter, heart-median', 'Rate log, heart']) {
      expect(table[behind]).toBe('Done')
    }
    for (const before of [
      'Simulated radar',
      'Range FFT',
      'RLSRHS',
      'Peak picker, breathing-peak',
    ]) {
      expect(table[before]).toBe('From the cache')
    }
    await reads(page.getByRole('tabpanel'), 'The next run would find everything as it is.')
  })

  test('dragged along its slider is one step of undo, and runs all the while', async () => {
    const page = await openExample()
    await select(page, 'rlsrhs')
    const name = 'Forgetting factor'
    const slider = inspector(page).getByRole('slider', { name: `${name}, slider` })
    const before = await field(page, name).inputValue()
    const [, y] = await middleOf(slider)
    const box = await slider.boundingBox()
    if (!box) throw new Error('the slider is not in sight')
    const at = Number(await slider.inputValue()) / Number(await slider.getAttribute('max'))
    const x = box.x + 6 + at * (box.width - 12)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let step = 1; step <= 5; step++) await page.mouse.move(x - 4 * step, y)
    await page.mouse.up()
    const after = await field(page, name).inputValue()
    expect(after).not.toBe(before)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => field(page, name).inputValue(), slowly).toBe(before)
    expect(await page.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(() => field(page, name).inputValue(), slowly).toBe(after)
  })

  test('is understood as people type it', async () => {
    const page = await openExample()
    await select(page, 'heart-peak')
    for (const [typed, shown] of [
      ['72 /min', '72'],
      ['1 Hz', '60'],
      ['1.2 Hz', '72'],
      ['50 bpm', '50'],
      ['48', '48'],
    ]) {
      await setField(page, 'Band from', typed)
      await expect.poll(() => field(page, 'Band from').inputValue(), slowly).toBe(shown)
    }
    await setField(page, 'Band from', '72 kg')
    await reads(inspector(page), /"kg" is no unit of this; write .*\/min/)
    expect(await field(page, 'Band from').getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.press('Escape')
    await expect.poll(() => field(page, 'Band from').inputValue(), slowly).toBe('48')

    await select(page, 'source')
    expect(await field(page, 'Start frequency').inputValue()).toBe('77')
    await setField(page, 'Start frequency', '60500 MHz')
    await expect.poll(() => field(page, 'Start frequency').inputValue(), slowly).toBe('60.5')
    await inspector(page)
      .getByRole('button', { name: /^Start frequency is changed/ })
      .click()
    await expect.poll(() => field(page, 'Start frequency').inputValue(), slowly).toBe('77')
  })

  test('leaves the previous run as a faint trace', async () => {
    const page = await openExample()
    const suppressed = view(page, 'rlsrhs.suppressed')
    const before = await plotWords(page, 'rlsrhs.suppressed')
    await setParam(page, 'rlsrhs', 'Last harmonic', '2')
    await reads(suppressed, 'previous run')
    await expect.poll(() => plotWords(page, 'rlsrhs.suppressed'), slowly).not.toBe(before)
  })

  test('of several nodes is changed in all of them', async () => {
    const page = await openExample()
    await select(page, 'heart-median')
    await select(page, 'breathing-median', true)
    await reads(inspector(page), '2 nodes')
    await setField(page, 'Size', '5')
    for (const id of ['heart-median', 'breathing-median']) {
      await select(page, id)
      await expect.poll(() => field(page, 'Size').inputValue(), slowly).toBe('5')
    }
    await ran(page)
    await reads(node(page, 'heart'), '/min')
  })
})
