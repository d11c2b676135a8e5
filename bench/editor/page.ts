/** The built editor, served on this machine, in a browser that knows nothing of it yet. */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { preview } from 'vite'
import { findBrowser, startBrowser } from '../../test/support/e2e/browser.ts'

const editor = fileURLToPath(new URL('../../apps/editor/', import.meta.url))

/** The folder that is served; scripts/bench.mjs has built it. */
export const built = `${editor}dist/`

export interface Served {
  readonly address: string
  /** Paths that were asked for since the last call. */
  asked(): readonly string[]
  close(): Promise<void>
}

export async function serve(): Promise<Served> {
  const server = await preview({
    root: editor,
    configFile: `${editor}vite.config.ts`,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 0 },
  })
  const bound = server.httpServer.address()
  if (typeof bound !== 'object' || !bound) throw new Error('the editor is served nowhere')
  const paths: string[] = []
  server.httpServer.on('request', ({ url = '/' }: { url?: string }) => void paths.push(url))
  return {
    address: `http://127.0.0.1:${bound.port}/`,
    asked: () => paths.splice(0),
    close: () => server.close(),
  }
}

/** Path of a browser, or why there is none. */
export function browserPath(): { readonly path: string } | { readonly absent: string } {
  const path = findBrowser()
  if (path !== undefined) return { path }
  return {
    absent: 'no browser: set CHROMIUM or install chromium; the figures of the editor are left out.',
  }
}

const large: BrowserContextOptions = {
  viewport: { width: 1600, height: 1000 },
  colorScheme: 'dark',
}

/** Runs some work in a browser that was just started, with a new profile. */
export async function inBrowser<T>(
  path: string,
  work: (page: Page, browser: Browser) => Promise<T>,
): Promise<T> {
  const browser = await startBrowser(path)
  try {
    const context = await browser.newContext(large)
    context.setDefaultTimeout(60_000)
    const failures: string[] = []
    context.on('weberror', (error) => void failures.push(error.error().message))
    const result = await work(await context.newPage(), browser)
    if (failures.length > 0) throw new Error(`the page failed: ${failures.join('; ')}`)
    return result
  } finally {
    await browser.close()
  }
}

/** Waits until a run has ended well; how long it took as the top bar says it, s. */
export async function ranFor(page: Page): Promise<number> {
  const read = await page.waitForFunction(() => {
    const text = document.querySelector('.run-result')?.textContent ?? ''
    return / in ([\d.]+) (ms|s)$/.exec(text)?.slice(1)
  })
  const [figure, unit] = (await read.jsonValue()) ?? []
  return Number(figure) * (unit === 'ms' ? 1e-3 : 1)
}
