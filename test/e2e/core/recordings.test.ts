/** Recordings of real people through the file dialog: the same rates as the command, and reloads. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { node, select, wireNames } from '../../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newPerson,
  notice,
  openWindow,
  ran,
  reads,
  usable,
} from '../../support/e2e/editor.ts'
import { choose, farthest, fileOf, runByCommand, sameNumber } from '../../support/e2e/files.ts'
import { inspector } from '../../support/e2e/inspector.ts'
import { saveNpy } from '../../support/e2e/views.ts'
import { announceSkip, haveRecordings, recordingPath } from '../../support/recordings.ts'

announceSkip()

/** Begins the way the first steps offer it. */
async function openRecording(page: Page, path: string): Promise<void> {
  await choose(page, path, () => page.getByRole('button', { name: 'Open a recording' }).click())
}

const example = (name: string) => `examples/${name}/${name}.graph.json`

describe.skipIf(!haveRecordings)('recordings', () => {
  describeInBrowser('of one seated person', () => {
    test('a DCA1000 capture gives the heart rate that the command gives', async () => {
      const page = await openWindow(await newPerson())
      const path = recordingPath('iwr6843-seated/adc.bin')
      await openRecording(page, path)
      await reads(page.getByRole('heading', { level: 1 }), 'heart-rate-recording')
      await reads(notice(page), /adc\.bin does not say what radar made it.*together with its \.cfg/)
      await ran(page, /^8 windows in /)
      await reads(node(page, 'heart'), /69\.[78]/)
      const shown = await saveNpy(page, 'heart-median.out')
      const { heart } = await runByCommand(example('heart-rate-recording'), [`source.path=${path}`])
      expect(farthest(shown.values, heart)).toBeLessThan(sameNumber)
      expect(Math.abs(heart.median - 69.75)).toBeLessThan(0.1)
    })

    test('an A121 recording opens the chain for it', async () => {
      const page = await openWindow(await newPerson())
      const path = recordingPath('a121-breathing/breathing-sitting.h5')
      await openRecording(page, path)
      await reads(page.getByRole('heading', { level: 1 }), 'breathing-a121')
      await ran(page)
      await reads(node(page, 'breathing'), '17.8')
      await select(page, 'breathing')
      const settings = [`source.path=${path}`]
      const { breathing } = await runByCommand(example('breathing-a121'), settings)
      expect(Math.abs(breathing.median - 17.76)).toBeLessThan(0.05)
      const into = (await wireNames(page)).find((name) => name.endsWith(' to breathing.rate'))
      const wire = into?.split(' ')[0] ?? ''
      await select(page, wire.split('.')[0])
      await page.keyboard.press('v')
      expect(farthest((await saveNpy(page, wire)).values, breathing)).toBeLessThan(sameNumber)
    })

    test('after a reload the node asks for its file by name, and says if it changed', async () => {
      const page = await openWindow(await newPerson())
      const path = recordingPath('iwr6843-seated/adc.bin')
      await openRecording(page, path)
      await ran(page, /^8 windows in /)
      await page.reload()
      await usable(page)
      await reads(notice(page), 'adc.bin')
      await select(page, 'source')
      await reads(inspector(page), /hoose the file adc\.bin again/)
      await choose(page, path, () =>
        inspector(page)
          .getByRole('button', { name: /^Choose .*again$/ })
          .click(),
      )
      await ran(page, /^8 windows in /)
      await reads(node(page, 'heart'), /69\.[78]/)
      await notice(page).waitFor({ state: 'detached' })

      await page.reload()
      await usable(page)
      const other = readFileSync(path)
      other[other.length - 1] ^= 1
      const changed = fileOf('adc.bin', other)
      await choose(page, changed, () =>
        notice(page).getByRole('button', { name: 'Choose it' }).click(),
      )
      await reads(notice(page), /adc\.bin holds something else than it did/)
    })
  })
})
