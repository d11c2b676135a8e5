/** A first visit: how soon the page can be used, and how large its scripts are. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { built, ranFor, type Served } from './page.ts'

export interface FirstVisit {
  /** From the start of the navigation until the graph is there and Run can be pressed, s. */
  readonly usable: number
  /** ... until the example has run and its figures are there, s. */
  readonly ran: number
  /** The engine's time for that first run, s. */
  readonly run: number
  /** Scripts that were fetched, the engine's own among them, gzipped, bytes. */
  readonly scripts: number
}

export async function visit(page: Page, { address, asked }: Served): Promise<FirstVisit> {
  asked()
  await page.addInitScript(watchLoading)
  await page.goto(address)
  const run = await ranFor(page)
  const { usable, ran } = await page
    .waitForFunction(() => (window.loading?.ran ? window.loading : undefined))
    .then((handle) => handle.evaluate((loading) => ({ usable: 0, ran: 0, ...loading })))
  const scripts = new Set(asked().filter((path) => path.endsWith('.js')))
  const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(built, path))).length)
  return { usable, ran, run, scripts: sizes.reduce((sum, size) => sum + size, 0) }
}

declare global {
  interface Window {
    loading?: { usable?: number; ran?: number }
  }
}

/** Runs in the page before anything else; performance.now() counts from the start of the navigation. */
function watchLoading(): void {
  const loading: { usable?: number; ran?: number } = {}
  window.loading = loading
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<'usable' | 'ran'>) => {
    loading[data] ??= performance.now() / 1000
  }
  /** When the frame that shows it has been handed over. */
  const note = (what: 'usable' | 'ran') => requestAnimationFrame(() => port2.postMessage(what))
  new MutationObserver(() => {
    const run = document.querySelector<HTMLButtonElement>('.run-button')
    const result = document.querySelector('.run-result')?.textContent ?? ''
    if (!run || run.disabled || !document.querySelector('.node-card')) return
    if (loading.usable === undefined) note('usable')
    if (loading.ran === undefined && / in /.test(result)) note('ran')
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
}
