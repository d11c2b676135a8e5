/** Comparing: from the example's one chain to three by Add alternative alone, read in the Compare tab. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { chirpflow } from '../support/command.ts'
import { canvas, node, nodeIds, select, stands, wireNames } from '../support/e2e/canvas.ts'
import {
  command,
  describeInBrowser,
  dockTab,
  openExample,
  ran,
  reads,
  slowly,
} from '../support/e2e/editor.ts'
import { choose as answer, downloaded, fileOf, save } from '../support/e2e/files.ts'

function alternatives(page: Page, id: string): Locator {
  return page.getByRole('dialog', { name: `Add an alternative to ${id}` })
}

async function choose(page: Page, id: string, words: string): Promise<void> {
  const list = alternatives(page, id)
  await list.getByRole('combobox').fill(words)
  await page.keyboard.press('Enter')
  await list.waitFor({ state: 'detached' })
}

const results = (page: Page) =>
  page.getByRole('region', { name: 'Results' }).getByRole('table', { name: /^Errors of/ })

/** "B Band-pass" of each row, from top to bottom. */
function chains(page: Page): Promise<string[]> {
  return results(page).locator('tbody th').allInnerTexts()
}

const words = (texts: readonly string[]) =>
  texts.map((text) => text.replaceAll(/\s+/g, ' ').replace(' best', '').trim())

/** Cells without commas in their quotes: headings aside, all are plain. */
function cellsOf(csv: string): string[][] {
  const lines = csv.trim().split('\r\n')
  return lines.map((line) =>
    (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) => cell.replace(/,$/, '')),
  )
}

const figure = (page: Page, name: string) => page.getByRole('radio', { name })

describeInBrowser('a comparison', () => {
  test('of three chains is built from one by Add alternative alone', async () => {
    const page = await openExample()
    const before = await save(page)
    expect(await dockTab(page, 'Compare').count()).toBe(0)

    // by key, from the node that something else could stand for
    await select(page, 'rlsrhs')
    await page.keyboard.press('Shift+A')
    await choose(page, 'rlsrhs', 'band-pass')
    await expect
      .poll(() => dockTab(page, 'Compare').getAttribute('aria-selected'), slowly)
      .toBe('true')
    await stands(page, 'compare', 'done', 'done, from the cache')

    // by the button under the last branch
    await page.getByRole('button', { name: /^Add alternative/ }).click()
    await choose(page, 'band-pass', 'vmd')
    await expect
      .poll(() => nodeIds(page), slowly)
      .toEqual(expect.arrayContaining(['band-pass', 'compare', 'heart-median-3', 'rlsrhs', 'vmd']))
    expect(await wireNames(page)).toEqual(
      expect.arrayContaining([
        'heart-median-2.out to compare.candidates',
        'heart-median-3.out to compare.candidates',
        'heart-median.out to compare.candidates',
        'source.bound to compare.bound',
        'source.breathingRate to compare.breathing',
        'source.heartRate to compare.reference',
        'unwrap.displacement to band-pass.in',
        'unwrap.displacement to vmd.in',
      ]),
    )
    for (const heading of ['RLSRHS', 'Band-pass', 'VMD']) {
      await reads(canvas(page).locator('.branch-heading'), heading)
    }
    await stands(page, 'compare', 'done', 'done, from the cache')
    await ran(page)
    await expect
      .poll(async () => words(await chains(page)).sort(), slowly)
      .toEqual(['A RLSRHS', 'B Band-pass', 'C VMD', 'Constant 70 /min'])
    await reads(page.getByRole('list', { name: 'Findings' }), /RLSRHS/)
    await reads(node(page, 'compare'), /^48 windows · 12\.8 s · hop 1 s$/)

    // each is one step, and undoing them gives back every byte
    await canvas(page).focus()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await dockTab(page, 'Compare').waitFor({ state: 'detached' })
    expect((await save(page)).text).toBe(before.text)
  })

  test('can be of a chain with a node and the same without it', async () => {
    const page = await openExample()
    await select(page, 'rlsrhs')
    await command(page, 'Add alternative')
    await choose(page, 'rlsrhs', 'without')
    await stands(page, 'rlsrhs-2', 'bypassed')
    await expect
      .poll(async () => words(await chains(page)).sort(), slowly)
      .toEqual(['A RLSRHS', 'B Without RLSRHS', 'Constant 70 /min'])
  })

  test('is sorted, lit, read by keys and exported', async () => {
    const page = await openExample('compare-harmonic-suppression')
    await dockTab(page, 'Compare').click()
    await expect.poll(() => chains(page), slowly).toHaveLength(4)
    const header = (name: RegExp) => results(page).getByRole('columnheader', { name })
    expect(await header(/Mean error/).getAttribute('aria-sort')).toBe('ascending')
    await header(/Chain/).getByRole('button').click()
    expect(words(await chains(page)).map((text) => text[0])).toEqual(['A', 'B', 'C', 'C'])
    expect(await header(/Chain/).getAttribute('aria-sort')).toBe('ascending')

    // a row lights its branch
    await results(page).locator('tbody tr').nth(1).hover()
    await expect.poll(() => node(page, 'rlsrhs').getAttribute('data-lit'), slowly).toBe('true')
    expect(await node(page, 'vmd').getAttribute('data-lit')).toBeNull()

    const plot = page.getByRole('slider', { name: /^Heart rate of 3 chains/ })
    await plot.focus()
    await page.keyboard.press('Home')
    await expect
      .poll(() => plot.getAttribute('aria-valuetext'), slowly)
      .toMatch(/^12\.75 s: A [\d.]+ \/min, B [\d.]+ \/min, C [\d.]+ \/min, Ref [\d.]+ \/min$/)

    for (const name of ['Errors', 'Time and accuracy', 'Agreement']) {
      await figure(page, name).check()
      await page
        .getByRole('region', { name: /Bland|Errors|Time/ })
        .getByRole('figure')
        .waitFor()
    }
    await figure(page, 'Harmonics').check()
    await page.getByRole('table', { name: /^What answers have hit/ }).waitFor()

    const csv = await downloaded(page, () => page.getByRole('button', { name: 'CSV' }).click())
    expect(csv.name).toBe('Harmonic-suppression-compared.csv')
    // the same table as the command's, times excepted
    const { path } = await save(page)
    const { code, err } = await chirpflow(['compare', path, '--out', `${path}-out`])
    expect(`${code} ${code === 0 ? '' : err}`).toBe('0 ')
    const byCommand = cellsOf(readFileSync(`${path}-out/results.csv`, 'utf8'))
    const byPage = cellsOf(csv.bytes.toString('utf8'))
    expect(byPage[0]).toEqual(byCommand[0])
    expect(byPage).toHaveLength(byCommand.length)
    const timed = byPage[0].indexOf('seconds per answer')
    const figures = byPage.slice(1).flatMap((cells, row) =>
      cells.slice(2).map((cell, column) => ({
        name: `${cells[0]} ${byPage[0][column + 2]}`,
        page: cell,
        command: byCommand[row + 1][column + 2],
        isTime: column + 2 === timed,
      })),
    )
    const apart = figures.filter(({ page: own, command: other, isTime }) => {
      const [a, b] = [Number(own), Number(other)]
      const isSame = own === other || Math.abs(a - b) <= 1e-9 * Math.abs(b)
      return !isSame && !isTime
    })
    expect(apart).toEqual([])
    expect(figures.length).toBeGreaterThan(100)
    const report = await downloaded(page, () =>
      page.getByRole('button', { name: 'Report' }).click(),
    )
    const text = report.bytes.toString('utf8')
    expect(text).toContain('RLSRHS')
    expect(text).not.toMatch(/https?:\/\/|src=/)
  })

  test('without a reference says what is missing and where', async () => {
    const page = await openExample()
    await select(page, 'rlsrhs')
    await page.keyboard.press('Shift+A')
    await choose(page, 'rlsrhs', 'band-pass')
    await stands(page, 'compare', 'done', 'done, from the cache')
    await page
      .getByRole('option', { name: 'wire from source.heartRate to compare.reference' })
      .focus()
    await page.keyboard.press('x')
    await reads(page.getByRole('tabpanel'), /Nothing tells compare what is true/)
    await page.getByRole('button', { name: 'Show compare' }).click()
    await expect
      .poll(() => node(page, 'compare').getAttribute('data-selected'), slowly)
      .toBe('true')
  })

  test('over seeds is composed, cancelled, run, saved and opened again', async () => {
    const page = await openExample()
    await select(page, 'rlsrhs')
    await page.keyboard.press('Shift+A')
    await choose(page, 'rlsrhs', 'band-pass')
    await stands(page, 'compare', 'done', 'done, from the cache')
    await page.getByRole('button', { name: 'New experiment' }).click()
    const form = page.getByRole('form', { name: 'New experiment' })
    const seeds = async (last: string) => {
      await form.getByLabel('First seed').fill('1')
      await form.getByLabel('Last seed').fill(last)
    }
    await seeds('200')
    await form.getByRole('button', { name: 'Run the experiment' }).click()
    await form.getByRole('progressbar').waitFor()
    await form.getByRole('button', { name: 'Cancel' }).click()
    await form.getByRole('progressbar').waitFor({ state: 'detached' })
    await form.getByRole('button', { name: 'Run the experiment' }).waitFor()

    await seeds('3')
    const file = await downloaded(page, () =>
      form.getByRole('button', { name: 'Save as a file' }).click(),
    )
    expect(file.name).toBe('heart-rate-simulated.experiment.json')
    expect(JSON.parse(file.bytes.toString('utf8'))).toMatchObject({
      format: 'chirpflow-experiment',
      graph: 'heart-rate-simulated.graph.json',
      recordings: [{ seeds: [1, 3] }],
    })
    await form.getByRole('button', { name: 'Run the experiment' }).click()
    const card = page.getByRole('region', { name: 'Results' })
    await reads(card, '144 windows of 3 recordings against the reference')
    expect(await chains(page)).toHaveLength(3)
    const json = await downloaded(page, () => card.getByRole('button', { name: 'JSON' }).click())
    await card.getByRole('button', { name: 'This graph' }).click()
    await reads(card, /^48 windows against Simulated radar/)

    const other = await openExample()
    expect(await dockTab(other, 'Compare').count()).toBe(0)
    await answer(other, fileOf('found.results.json', json.bytes), () =>
      command(other, 'Open the results of an experiment'),
    )
    await reads(other.getByRole('region', { name: 'Results' }), /144 windows of 3 recordings/)
  })

  test('of two wires alone is a view of both and of their difference', async () => {
    const page = await openExample()
    await select(page, 'unwrap')
    await select(page, 'rlsrhs', true)
    await command(page, 'View the difference of two wires')
    const both = page.getByRole('region', {
      name: 'View of unwrap.displacement − rlsrhs.suppressed',
    })
    await expect
      .poll(() => both.getByRole('slider').getAttribute('aria-label'), slowly)
      .toMatch(/^unwrap\.displacement, rlsrhs\.suppressed and their difference against slow time/)
  })
})
