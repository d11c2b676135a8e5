/** Pictures of the main states in both themes and two sizes, to be looked at beside the design's. */
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { drawWire, select } from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  dockTab,
  newPerson,
  openWindow,
  ran,
  reads,
} from '../support/e2e/editor.ts'
import { setParam } from '../support/e2e/inspector.ts'
import { looksOf, takePicture } from '../support/e2e/pictures.ts'

const sizes = [
  [1280, 800],
  [1600, 1000],
] as const

async function dismiss(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Dismiss the first steps' }).click()
  await page.getByRole('button', { name: 'Fit all' }).click()
}

/** What is done before the picture is taken. */
const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'first-run': async () => {},
  main: async (page) => {
    await dismiss(page)
    await select(page, 'heart-peak')
    await setParam(page, 'rlsrhs', 'Last harmonic', '3')
    await ran(page)
  },
  problems: async (page) => {
    await dismiss(page)
    await setParam(page, 'breathing-peak', 'Band from', '180')
    await dockTab(page, 'Problems').click()
    await drawWire(page, 'combine.out', 'heart-peak.in')
    await reads(page, 'These two do not fit')
  },
  empty: async (page) => {
    await page.getByRole('button', { name: 'Start empty' }).click()
    await page.getByRole('region', { name: 'An empty graph' }).waitFor()
  },
}

describeInBrowser('pictures', () => {
  for (const theme of ['dark', 'light'] as const) {
    for (const [width, height] of sizes) {
      for (const [state, reach] of Object.entries(states)) {
        test(`${state}, ${theme}, ${width} x ${height}`, async () => {
          const person = await newPerson({ colorScheme: theme, viewport: { width, height } })
          const page = await openWindow(person)
          await ran(page)
          await reach(page)
          // plots are drawn in the next frames
          await page.waitForTimeout(500)
          const looks = looksOf(await takePicture(page, `${state}-${theme}-${width}`))
          expect(looks).toMatchObject({ width, height })
          expect(looks.variety).toBeGreaterThan(100)
        })
      }
    }
  }

  test('say where they are', () => {
    process.stdout.write(`pictures of the editor: ${inject('picturesFolder')}\n`)
  })
})
