/** A radar, from the wizard to its recording: what a person sees while it is emulated. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { node } from '../support/e2e/canvas.ts'
import { command, describeInBrowser, newPerson, slowly, usable } from '../support/e2e/editor.ts'
import { choose } from '../support/e2e/files.ts'
import { inspector, setParam } from '../support/e2e/inspector.ts'
import { type Served, serveEditor } from '../support/e2e/served.ts'
import { root } from '../support/workspace-copy.ts'

const recordings = mkdtempSync(join(tmpdir(), 'chirpflow-live-'))
let served: Served | undefined

const mark = (page: Page) => page.getByRole('banner').getByRole('button', { name: /: connection$/ })
const heart = (page: Page) => inspector(page).getByRole('region', { name: 'Heart rate' })
const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' })
const slider = (page: Page) => timeline(page).getByRole('slider', { name: 'Moment shown' })
const says = (place: Locator) => expect.poll(() => place.textContent(), slowly)

/** Beats a minute as they are shown large; NaN for a dash. */
async function beats(page: Page): Promise<number> {
  const text = (await heart(page).getByRole('paragraph').first().textContent()) ?? ''
  return Number(/(\d+\.\d)\/min/.exec(text)?.[1] ?? Number.NaN)
}

async function connectEmulator(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect a radar' }).last().click()
  const sheet = page.getByRole('dialog', { name: 'Connect a radar' })
  await sheet.getByRole('radio', { name: /^Emulator/ }).check()
  await sheet.getByRole('button', { name: 'Connect', exact: true }).click()
  for (const step of ['Find', 'Check', 'Configure', 'Stream']) {
    await sheet.getByRole('heading', { name: new RegExp(`^${step} ?, done$`) }).waitFor()
  }
  await sheet.getByRole('button', { name: 'Look at it' }).click()
}

describeInBrowser('a radar', () => {
  beforeAll(async () => {
    if (inject('browserPath') === '') return
    const folder = join(root, 'examples', 'heart-rate-live')
    served = await serveEditor(['--folder', folder, '--recordings', recordings])
  })
  afterAll(async () => {
    await served?.stop()
    rmSync(recordings, { recursive: true, force: true })
  })

  test('connected by the wizard, unplugged, recorded, looked back at, and opened again', async () => {
    const page = await (await newPerson()).newPage()
    page.on('filechooser', () => {})
    await page.goto(served?.address ?? '')
    await usable(page)

    await connectEmulator(page)
    await says(mark(page)).toMatch(/^Live/)
    await page.getByRole('region', { name: 'Health of the radar' }).waitFor()
    await node(page, 'source').getByText('DCA1000 radar').waitFor()
    await expect.poll(() => beats(page), slowly).toBeGreaterThan(40)
    expect(await beats(page)).toBeLessThan(130)

    // without a radar there is no number, and the reason stands in its place
    await command(page, 'Emulator: pull the plug')
    await says(mark(page)).toMatch(/^(Silent|Lost)/)
    await expect.poll(() => beats(page), slowly).toBeNaN()
    await says(heart(page)).toMatch(/unplugged|no frames|not arrive/i)
    await command(page, 'Emulator: plug in again')
    await says(mark(page)).toMatch(/^Live/)
    await expect.poll(() => beats(page), slowly).toBeGreaterThan(40)

    await page.getByRole('button', { name: /^Record/ }).click()
    await says(inspector(page)).toMatch(/Recording 00:(0[2-9]|[1-5]\d)/)
    await page.getByRole('button', { name: 'Stop recording' }).click()
    await page.getByRole('button', { name: /^Record/ }).waitFor()
    const files = readdirSync(recordings).sort()
    expect(files.map((name) => name.slice(name.indexOf('.')))).toEqual(['.bin', '.capture.jsonl'])

    // the past, while capture goes on
    await slider(page).focus()
    await page.keyboard.press('PageDown')
    await says(page.getByRole('region', { name: 'Dock' })).toMatch(/Showing 1\d s ago/)
    const back = page.getByRole('button', { name: /^Back to now/ })
    await back.waitFor()
    await says(inspector(page)).toMatch(/^1\d s ago/)

    // a parameter: the past anew beside what it was; one undo gives both back
    await setParam(page, 'rlsrhs', 'Forgetting factor', '0.95')
    const anew = timeline(page).getByText('Recomputed with forgetting factor 0.95')
    await anew.waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+z')
    await anew.waitFor({ state: 'detached' })

    await slider(page).focus()
    await page.keyboard.press('End')
    await back.waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')

    await command(page, 'Disconnect the radar')
    await timeline(page).waitFor({ state: 'detached' })
    const paths = files.map((name) => join(recordings, name))
    await choose(page, paths, () => command(page, 'Open a recording'))
    // the chain that was live reads it now
    await node(page, 'source').getByText('Recording', { exact: true }).waitFor()
    await expect.poll(() => node(page, 'source').getAttribute('aria-label'), slowly).toMatch(/done/)
  })
})
