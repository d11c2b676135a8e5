/** Keys: every command by name, the map on ?, single keys that can be turned off, a focus that is seen. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { commands } from '../../apps/editor/src/state/commands.ts'
import { addList, canvas, node, nodeIds, select, wireNames } from '../support/e2e/canvas.ts'
import {
  command,
  describeInBrowser,
  dockTab,
  openExample,
  ran,
  reads,
  slowly,
} from '../support/e2e/editor.ts'
import { inspector } from '../support/e2e/inspector.ts'

const focusedIn = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? '',
  )

describeInBrowser('keys', () => {
  test('every command of the table is in the command palette, with its key', async () => {
    const page = await openExample()
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog', { name: 'Search or command' })
    const field = dialog.getByRole('combobox')
    for (const { title, unlisted, id } of commands) {
      if (unlisted || id === 'go.commands') continue
      await field.fill(title)
      const rows = dialog.getByRole('option').filter({ hasText: title })
      await expect.poll(() => rows.count(), slowly).toBeGreaterThan(0)
    }
    await field.fill('heart-peak')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => inspector(page).getByLabel('Id of the node').inputValue(), slowly)
      .toBe('heart-peak')
  })

  test('? shows every key of the table, and turns single characters off', async () => {
    const page = await openExample()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.waitFor()
    const titles = await help.getByRole('term').allTextContents()
    for (const { title, keys } of commands) if (keys) expect(titles).toContain(title)
    await help.getByLabel('Single-character keys').uncheck()
    await page.keyboard.press('Escape')
    await canvas(page).focus()
    await page.keyboard.press('a')
    await page.keyboard.press('[')
    await page.keyboard.press('?')
    expect(await addList(page).count()).toBe(0)
    expect(await help.count()).toBe(0)
    expect(await page.getByRole('navigation', { name: 'Palette' }).count()).toBe(1)
    // keys with Ctrl act as before, and a reload does not forget
    await page.reload()
    await ran(page)
    await canvas(page).focus()
    await page.keyboard.press('a')
    expect(await addList(page).count()).toBe(0)
    await command(page, 'Single-character keys: on or off')
    await canvas(page).focus()
    await page.keyboard.press('a')
    await addList(page).waitFor()
  })

  test('1 to 4 go to the regions, brackets open and close them, Esc leaves a field', async () => {
    const page = await openExample()
    await canvas(page).focus()
    for (const [key, region] of [
      ['1', 'palette'],
      ['3', 'inspector'],
      ['4', 'dock'],
    ]) {
      await page.keyboard.press(key)
      await expect.poll(() => focusedIn(page), slowly).toBe(region)
      await page.keyboard.press('Escape')
      await page.keyboard.press('2')
      await expect.poll(() => focusedIn(page), slowly).toBe('canvas')
    }
    for (const [key, region] of [
      ['[', page.getByRole('navigation', { name: 'Palette' })],
      [']', inspector(page)],
      ['\\', page.getByRole('region', { name: 'Dock' })],
    ] as const) {
      await page.keyboard.press(key)
      await region.waitFor({ state: 'detached' })
      await page.keyboard.press(key)
      await region.waitFor()
    }
  })

  test('arrows walk along the wires, Shift adds to the selection', async () => {
    const page = await openExample()
    await select(page, 'source')
    const id = () => inspector(page).getByLabel('Id of the node').inputValue()
    for (const next of ['range-fft', 'combine', 'window', 'mcsm']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(id, slowly).toBe(next)
    }
    await page.keyboard.press('Shift+ArrowLeft')
    await reads(inspector(page), '2 nodes')
  })

  test('M moves by arrows, and Esc takes it back', async () => {
    const page = await openExample()
    await select(page, 'range')
    const place = async () => (await node(page, 'range').boundingBox())?.x
    const before = await place()
    await page.keyboard.press('m')
    await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(place, slowly).not.toBe(before)
    await page.keyboard.press('Escape')
    await expect.poll(place, slowly).toBe(before)
    await page.keyboard.press('m')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+z')
    await expect.poll(place, slowly).toBe(before)
  })

  test('Tab goes through the window, and the focus is always seen', async () => {
    const page = await openExample()
    const visited: string[] = []
    for (let press = 0; press < 60; press++) {
      await page.keyboard.press('Tab')
      const seen = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return undefined
        const within = [element, ...element.querySelectorAll('*')]
        const around = [...within, element.parentElement].filter((one) => one !== null)
        const ring = around.some((one) => {
          const { outlineStyle, outlineWidth, borderTopWidth, boxShadow } = getComputedStyle(one)
          // a field's edge takes the colour of the ring and is part of it
          const wide = Number.parseFloat(outlineWidth) + Number.parseFloat(borderTopWidth)
          return (outlineStyle !== 'none' && wide >= 2) || boxShadow !== 'none'
        })
        const labelled = element instanceof HTMLInputElement && element.labels?.[0]?.textContent
        const name = element.getAttribute('aria-label') ?? (labelled || element.textContent || '')
        const region = element.closest('[data-region], header, footer')
        return { ring, name: name.slice(0, 40), region: region?.getAttribute('data-region') ?? '' }
      })
      if (!seen) continue
      expect(seen, seen.name).toMatchObject({ ring: true })
      expect(seen.name.trim()).not.toBe('')
      visited.push(seen.region)
    }
    for (const region of ['palette', 'canvas', 'dock', 'inspector'])
      expect(visited).toContain(region)
  })

  test('the outline lists nodes in order of flow and edits them', async () => {
    const page = await openExample()
    await command(page, 'Outline')
    const outline = page.getByRole('region', { name: 'Outline' })
    const rows = outline.getByRole('button', { name: /(inputs|outputs)/ })
    await expect.poll(() => rows.count(), slowly).toBe(15)
    expect(await rows.first().getAttribute('aria-label')).toMatch(/^Simulated radar, source, /)
    const row = outline.getByRole('button', { name: /^Median filter, heart-median/ })
    await row.click()
    await outline.getByLabel('in of heart-median takes').selectOption('breathing-peak.rate')
    await expect
      .poll(() => wireNames(page), slowly)
      .toContain('breathing-peak.rate to heart-median.in')
    await outline.getByRole('button', { name: 'Bypass', exact: true }).click()
    await outline.getByRole('button', { name: 'Bypassed', exact: true }).waitFor()
    await outline.getByRole('button', { name: 'Rename', exact: true }).click()
    await outline.getByLabel('New id of heart-median').fill('smooth')
    await page.keyboard.press('Enter')
    await expect.poll(() => nodeIds(page), slowly).toContain('smooth')
    await outline.getByRole('button', { name: /^Median filter, smooth/ }).press('Delete')
    await expect.poll(() => nodeIds(page), slowly).not.toContain('smooth')
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z')
    await expect.poll(() => nodeIds(page), slowly).toContain('heart-median')
    await outline.getByRole('button', { name: 'Close the outline' }).click()
    await outline.waitFor({ state: 'detached' })
  })

  test('tabs of the dock are walked by arrows', async () => {
    const page = await openExample()
    await dockTab(page, 'Views').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => dockTab(page, 'Problems').getAttribute('aria-selected')).toBe('true')
    await reads(page.getByRole('tabpanel'), 'Nothing keeps this graph from running.')
    await page.keyboard.press('ArrowRight')
    await reads(page.getByRole('tabpanel'), 'Simulated radar')
  })
})
