/** An engine that dies and a storage that is full: said, and nothing is lost. */
import { expect, test } from 'vitest'
import { nodeIds, stands } from '../../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newPerson,
  notice,
  openExample,
  openWindow,
  ran,
  reads,
  slowly,
} from '../../support/e2e/editor.ts'
import { save } from '../../support/e2e/files.ts'
import { setParam } from '../../support/e2e/inspector.ts'
import { exampleText } from '../../support/examples.ts'

describeInBrowser('an engine that dies', () => {
  test('is told, results stay marked, and it starts again', async () => {
    const page = await openExample()
    const [worker] = page.workers()
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error('out of memory')
      })
    })
    await reads(notice(page), /^The engine has stopped/)
    await stands(page, 'heart', 'idle')
    expect(await nodeIds(page)).toHaveLength(15)
    expect((await save(page)).text).toBe(exampleText('heart-rate-simulated'))
    await setParam(page, 'heart-peak', 'Band from', '54')
    await notice(page).getByRole('button', { name: 'Start again' }).click()
    await ran(page, /^48 windows in /)
    await stands(page, 'heart', 'done')
    await notice(page).waitFor({ state: 'detached' })
  })

  test('without a word is noticed, for it no longer answers', async () => {
    const person = await newPerson()
    await person.clock.install()
    const page = await openWindow(person)
    await ran(page)
    await page.workers()[0].evaluate(() => self.close())
    for (let minute = 0; minute < 4; minute++) await page.clock.runFor(60_000)
    await reads(notice(page), /^The engine has stopped/)
  })
})

describeInBrowser('a storage that is full', () => {
  test('is told until the work is saved elsewhere', async () => {
    const page = await openExample()
    await page.evaluate(() => {
      for (let size = 2 ** 22; size >= 1; size = size >> 1) {
        try {
          for (let at = 0; ; at++) localStorage.setItem(`fill-${size}-${at}`, 'x'.repeat(size))
        } catch {
          // smaller ones may still fit
        }
      }
    })
    await setParam(page, 'heart-peak', 'Band from', '54')
    await reads(notice(page), /no room left to keep unsaved work/)
    await expect.poll(() => nodeIds(page), slowly).toHaveLength(15)
    await page.evaluate(() => {
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith('fill-')) localStorage.removeItem(key)
      }
    })
    await setParam(page, 'heart-peak', 'Band from', '55')
    await notice(page).waitFor({ state: 'detached' })
  })
})
