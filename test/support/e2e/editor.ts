/** A window with the editor in it, and waiting for what a person would wait for. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest'
import { startBrowser } from './browser.ts'

/** Machines that run tests are slow and shared. */
export const patience = 120_000

const browserPath = inject('browserPath')

let browser: Browser | undefined
const open = new Set<BrowserContext>()
/** What a page threw or wrote to its console as an error. */
const mishaps: string[] = []

/** A group of tests in one browser; skipped where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  describe.skipIf(browserPath === '')(name, () => {
    beforeAll(async () => {
      browser = await startBrowser(browserPath)
    }, patience)
    afterAll(() => browser?.close())
    afterEach(async () => {
      for (const context of open) await context.close()
      open.clear()
      expect(mishaps.splice(0)).toEqual([])
    })
    tests()
  })
}

export interface WindowOptions extends BrowserContextOptions {
  /** Leaves the browser its own file dialogs, which no test can answer. */
  readonly ownDialogs?: true
}

/** A person's browser: nothing kept yet, 1600 x 1000, files by input and download. */
export async function newPerson(options: WindowOptions = {}): Promise<BrowserContext> {
  if (!browser) throw new Error('no browser is running')
  const { ownDialogs, ...rest } = options
  const context = await browser.newContext({
    viewport: { width: 1600, height: 1000 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
    ...rest,
  })
  context.setDefaultTimeout(patience)
  open.add(context)
  context.on('weberror', (error) => mishaps.push(error.error().message))
  if (!ownDialogs) {
    await context.addInitScript(() => {
      for (const name of ['showOpenFilePicker', 'showSaveFilePicker']) {
        Object.defineProperty(window, name, { value: undefined })
      }
    })
  }
  return context
}

/** Opens the editor and waits until it can be used. */
export async function openWindow(person: BrowserContext, query = ''): Promise<Page> {
  const page = await person.newPage()
  // from now on dialogs for files are answered by tests
  page.on('filechooser', () => {})
  await page.goto(inject('editorAddress') + query)
  await usable(page)
  return page
}

export async function usable(page: Page): Promise<void> {
  await page.getByRole('application', { name: /^Graph\./ }).waitFor()
  await page.getByRole('button', { name: /^Run/ }).waitFor()
}

/** The example as a person sees it who comes for the first time, after its run. */
export async function openExample(name?: string, options: WindowOptions = {}): Promise<Page> {
  const page = await openWindow(await newPerson(options), name ? `?example=${name}` : '')
  await ran(page)
  return page
}

/** An empty graph. */
export async function openEmpty(options: WindowOptions = {}): Promise<Page> {
  const page = await openWindow(await newPerson(options))
  await page.getByRole('button', { name: 'Start empty' }).click()
  await page.getByRole('region', { name: 'An empty graph' }).waitFor()
  return page
}

/** How the last run went, as the top bar says it. */
export function runWords(page: Page): Locator {
  return page.getByRole('banner').getByRole('paragraph')
}

/** Waits until a run has ended, by default well. */
export async function ran(page: Page, words = /^\d+ (window|node)s? in /): Promise<void> {
  await expect.poll(() => runWords(page).textContent(), slowly).toMatch(words)
}

/** For expect.poll. */
export const slowly = { timeout: patience, interval: 200 }

/** Waits until a text stands somewhere in the window. */
export async function reads(place: Page | Locator, text: string | RegExp): Promise<void> {
  await place.getByText(text).first().waitFor()
}

/** The notice under the top bar. */
export function notice(page: Page): Locator {
  return page.getByRole('region', { name: 'Notice' })
}

/** What was said last in the status bar. */
export async function said(page: Page, text: string | RegExp): Promise<void> {
  await reads(page.getByRole('contentinfo'), text)
}

export function dockTab(page: Page, name: string): Locator {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) })
}

/** Runs a command by its name in the command palette. */
export async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: 'Search or command' })
  await dialog.getByRole('combobox').fill(title)
  const row = dialog.getByRole('option').filter({ hasText: title }).first()
  await row.click()
  await dialog.waitFor({ state: 'detached' })
}

/** Begins an empty graph by its command. */
export async function newGraph(page: Page): Promise<void> {
  await command(page, 'New graph')
  await page.getByRole('region', { name: 'An empty graph' }).waitFor()
}
