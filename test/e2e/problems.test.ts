/** Problems: listed, gone to, stepped through and repaired. */
import { expect, test } from 'vitest'
import { node, stands } from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  dockTab,
  openExample,
  ran,
  reads,
  slowly,
} from '../support/e2e/editor.ts'
import { fileOf, openGraph, save } from '../support/e2e/files.ts'
import { field, selectedId, setParam } from '../support/e2e/inspector.ts'

describeInBrowser('problems', () => {
  test('a click selects the node and focuses the field; F8 steps through them', async () => {
    const page = await openExample()
    await setParam(page, 'heart-peak', 'Band from', '180')
    await setParam(page, 'breathing-peak', 'Band from', '180')
    await stands(page, 'heart-peak', 'failed')
    await expect.poll(() => dockTab(page, 'Problems').textContent(), slowly).toMatch(/[2-9]$/)
    await page
      .getByRole('contentinfo')
      .getByRole('button', { name: /2 errors/ })
      .click()
    const list = page.getByRole('list', { name: 'Problems' })
    await reads(list, /waits? for/)
    await page.keyboard.press('2')
    await page.keyboard.press('Escape')
    await list.getByRole('button', { name: /^error.*Peak picker, heart-peak/ }).click()
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
    const fieldId = () => field(page, 'Band from').getAttribute('id')
    await expect.poll(() => selectedId(page), slowly).toBe('heart-peak')
    await expect.poll(async () => (await focused()) === (await fieldId()), slowly).toBe(true)

    const seen = new Set<string>()
    for (let press = 0; press < 4; press++) {
      await page.keyboard.press('F8')
      await expect.poll(async () => (await focused()) === (await fieldId()), slowly).toBe(true)
      seen.add(await selectedId(page))
    }
    expect([...seen].sort()).toEqual(['breathing-peak', 'heart-peak'])

    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await ran(page)
    await reads(page.getByRole('contentinfo'), 'No problems')
  })

  test('a value out of its limits is set to the limit with one click', async () => {
    const page = await openExample()
    const { text } = await save(page)
    const path = fileOf('broken.graph.json', text.replace('"padding": 4', '"padding": 4000'))
    await openGraph(page, path)
    await stands(page, 'range-fft', 'failed')
    await dockTab(page, 'Problems').click()
    await page.getByRole('tabpanel').getByRole('button', { name: 'Set padding to 16' }).click()
    await ran(page)
    await stands(page, 'range-fft', 'done')
    await reads(node(page, 'heart'), '/min')
  })
})
