/** Who comes for the first time sees the example, run, with a rate, and what to do next. */
import { expect, test } from 'vitest'
import { nodeIds } from '../../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newPerson,
  openExample,
  openWindow,
  ran,
  reads,
} from '../../support/e2e/editor.ts'
import { farthest, runByCommand, sameNumber } from '../../support/e2e/files.ts'
import { saveNpy } from '../../support/e2e/views.ts'
import { exampleNames } from '../../support/examples.ts'

describeInBrowser('the first visit', () => {
  test('the example is open, has run on the simulator and shows the heart rate', async () => {
    const page = await openExample()
    await reads(page.getByRole('heading', { level: 1 }), 'heart-rate-simulated')
    expect(await nodeIds(page)).toHaveLength(15)
    const results = page.getByRole('region', { name: 'Results' })
    await reads(results, /67\.5/)
    await reads(results, '/min')
    await reads(page.getByRole('contentinfo'), 'No problems')
  })

  test('the numbers behind it are those of the command', async () => {
    const page = await openExample()
    const shown = await saveNpy(page, 'heart-median.out')
    const { heart } = await runByCommand(
      'examples/heart-rate-simulated/heart-rate-simulated.graph.json',
    )
    expect(farthest(shown.values, heart)).toBeLessThan(sameNumber)
    expect(heart.median).toBeCloseTo(67.5, 0)
  })

  test('a strip offers a recording, the examples and an empty graph, and goes for good', async () => {
    const person = await newPerson()
    const page = await openWindow(person)
    const strip = page.getByRole('region', { name: 'First steps' })
    for (const step of ['Open a recording', 'Examples', 'Start empty']) {
      await strip.getByRole('button', { name: new RegExp(`^${step}`) }).waitFor()
    }
    await strip.getByRole('button', { name: 'Dismiss the first steps' }).click()
    await strip.waitFor({ state: 'detached' })
    await page.close()
    const again = await openWindow(person)
    expect(await again.getByRole('region', { name: 'First steps' }).count()).toBe(0)
  })

  test('the gallery opens an example with one click', async () => {
    const page = await openExample()
    await page.getByRole('button', { name: /^Examples \d/ }).click()
    const gallery = page.getByRole('dialog', { name: 'Examples' })
    const rows = gallery.getByRole('listitem')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(exampleNames.length)
    for (const text of await rows.allTextContents()) expect(text.length).toBeGreaterThan(60)
    expect(await gallery.locator('svg').count()).toBeGreaterThanOrEqual(exampleNames.length)
    await gallery.getByRole('button', { name: /vmd-modes/ }).click()
    await reads(page.getByRole('heading', { level: 1 }), 'vmd-modes')
    await ran(page)
  })

  test('a graph named in the address is opened', async () => {
    const page = await openExample('vmd-modes')
    await reads(page.getByRole('heading', { level: 1 }), 'vmd-modes')
    expect(new URL(page.url()).search).toBe('')
  })
})
