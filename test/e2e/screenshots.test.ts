/** Pictures of the main states in both themes and two sizes, to be looked at beside the design's. */
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { drawWire, select } from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  dockTab,
  newPerson,
  openEmpty,
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

/** What is done before each picture; one after the other in the same window. */
const states: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'first-run': async () => {},
  main: async (page) => {
    await page.getByRole('button', { name: 'Dismiss the first steps' }).click()
    await page.getByRole('button', { name: 'Fit all' }).click()
    await select(page, 'heart-peak')
    await setParam(page, 'rlsrhs', 'Last harmonic', '3')
    await ran(page)
  },
  problems: async (page) => {
    await setParam(page, 'breathing-peak', 'Band from', '180')
    await dockTab(page, 'Problems').click()
    await drawWire(page, 'combine.out', 'heart-peak.in')
    await reads(page, 'These two do not fit')
  },
}

describeInBrowser('pictures', () => {
  for (const theme of ['dark', 'light'] as const) {
    for (const [width, height] of sizes) {
      const options = { colorScheme: theme, viewport: { width, height } }
      const picture = async (page: Page, state: string) => {
        // plots are drawn in the next frames
        await page.waitForTimeout(500)
        const looks = looksOf(await takePicture(page, `${state}-${theme}-${width}`))
        expect(looks, state).toMatchObject({ width, height })
        expect(looks.variety, state).toBeGreaterThan(100)
      }

      test(`${Object.keys(states).join(', ')}: ${theme}, ${width} x ${height}`, async () => {
        const page = await openWindow(await newPerson(options))
        await ran(page)
        for (const [state, reach] of Object.entries(states)) {
          await reach(page)
          await picture(page, state)
        }
      })

      test(`empty: ${theme}, ${width} x ${height}`, async () => {
        await picture(await openEmpty(options), 'empty')
      })
    }
  }

  test('say where they are', () => {
    process.stdout.write(`pictures of the editor: ${inject('picturesFolder')}\n`)
  })
})
