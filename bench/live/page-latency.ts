/** From the arrival of a frame's last packet at `chirpflow serve` to its estimates in a browser. */
import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatGraph } from '@chirpflow/graph'
import type { Page } from 'playwright-core'
import { inBrowser } from '../editor/page.ts'
import type { Latencies } from './engine-latency.ts'
import { answers, fourChains } from './four-chains.ts'

export interface PageLatencyScale {
  /** From one window to the next, s. */
  readonly hop: number
  /** Estimates of a chain that are counted. */
  readonly estimates: number
}

/** Of examples/heart-rate-live/seated.cfg. */
const frameBytes = 6400
const framePeriod = 0.05

/** Beyond the time of twice as many estimates, s. */
const patience = 60
/** From the first answer on, until all that comes with it is there, ms. */
const settling = 5000

const bench = new URL('../../bench/live/', import.meta.url)
const root = fileURLToPath(new URL('../../', bench))

export async function measurePageLatency(
  browser: string,
  { hop, estimates }: PageLatencyScale,
): Promise<Latencies> {
  const folder = mkdtempSync(join(tmpdir(), 'chirpflow-latency-'))
  const [graph, arrivals] = ['four.graph.json', 'arrivals.json'].map((name) => join(folder, name))
  copyFileSync(join(root, 'examples', 'heart-rate-live', 'seated.cfg'), join(folder, 'seated.cfg'))
  writeFileSync(graph, formatGraph(fourChains(hop)))
  const server = await serve(folder, arrivals)
  try {
    const drawings = await inBrowser(browser, async (page) => {
      await openGraph(page, server.address, graph)
      await connectEmulator(page)
      return watchAnswers(page, estimates * hop)
    })
    await server.stop()
    return latenciesOf(drawings, hop, JSON.parse(readFileSync(arrivals, 'utf8')) as number[])
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Server {
  readonly address: string
  stop(): Promise<void>
}

/** The command, with its packets watched. */
async function serve(folder: string, arrivals: string): Promise<Server> {
  const watch = new URL('watch-arrivals.mjs', bench).href
  const command = join(root, 'apps', 'cli', 'bin', 'chirpflow.js')
  const args = ['--import', watch, command, 'serve', '--port', '0', '--folder', folder]
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      CHIRPFLOW_ARRIVALS: arrivals,
      CHIRPFLOW_FRAME_BYTES: String(frameBytes),
    },
  })
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()))
  let out = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      out += text
      const found = /http:\S+#token=\S+/.exec(out)
      if (found) resolve(found[0])
    })
    void gone.then(() => reject(new Error('chirpflow serve ended by itself')))
  })
  return {
    address,
    async stop() {
      if (child.exitCode === null) child.kill('SIGINT')
      await gone
    },
  }
}

async function openGraph(page: Page, address: string, path: string): Promise<void> {
  // Playwright answers the dialog of an input, not a browser's own
  await page.addInitScript(() => {
    Object.defineProperty(window, 'showOpenFilePicker', { value: undefined })
  })
  // from now on dialogs for files are answered here
  page.on('filechooser', () => {})
  await page.goto(address)
  await page.getByRole('application', { name: /^Graph\./ }).waitFor()
  await page.getByRole('button', { name: /^Run/ }).waitFor()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.keyboard.press('Control+o'),
  ])
  await chooser.setFiles(path)
  await page.getByRole('heading', { level: 1, name: /four/i }).waitFor()
}

async function connectEmulator(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect a radar' }).last().click()
  const sheet = page.getByRole('dialog', { name: 'Connect a radar' })
  await sheet.getByRole('radio', { name: /^Emulator/ }).check()
  await sheet.getByRole('button', { name: 'Connect', exact: true }).click()
  await sheet.getByRole('button', { name: 'Look at it' }).click()
}

interface Drawing {
  /** ms since 1970. */
  readonly at: number
  /** Moment of the newest estimate drawn, s. */
  readonly newest: number
}

declare global {
  interface Window {
    drawn?: Record<string, Drawing[]>
  }
}

/** What the view of an answer shows, drawing by drawing. */
async function watchAnswers(page: Page, seconds: number): Promise<Record<string, Drawing[]>> {
  await page.getByRole('slider', { name: /^(line of )?out .*\/min/ }).waitFor()
  await page.waitForTimeout(settling)
  await page.evaluate(watchPlots, answers)
  await page.waitForFunction(
    (wanted) => {
      const drawn = Object.values(window.drawn ?? {})
      return drawn.every((list) => (list.at(-1)?.newest ?? 0) - list[0]?.newest >= wanted)
    },
    seconds,
    { timeout: 1000 * (2 * seconds + patience) },
  )
  return page.evaluate(() => window.drawn ?? {})
}

/**
 * Runs in the page. The end of a plot's time axis is written in the animation frame that draws it; a
 * message posted then arrives when that frame has been handed over.
 */
function watchPlots(wires: readonly string[]): void {
  window.drawn = {}
  for (const wire of wires) {
    const plot = document.querySelector(
      `[aria-label="View of ${wire}"] [aria-roledescription="plot"]`,
    )
    if (!plot) continue
    const list: Drawing[] = []
    window.drawn[wire] = list
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }: MessageEvent<number>) =>
      void list.push({ at: Date.now(), newest: data })
    new MutationObserver(() => port2.postMessage(Number(plot.ariaValueMax))).observe(plot, {
      attributes: true,
      attributeFilter: ['aria-valuemax'],
    })
  }
}

/** Of each estimate, until a drawing shows it or a later one, s. */
function latenciesOf(
  drawings: Readonly<Record<string, readonly Drawing[]>>,
  hop: number,
  arrivals: readonly number[],
): Latencies {
  const found: Record<string, number[]> = {}
  for (const [wire, all] of Object.entries(drawings)) {
    const own: number[] = []
    const step = Math.round(hop / framePeriod)
    let shown: number | undefined
    for (const { at, newest } of all) {
      const frame = Math.round(newest / framePeriod)
      for (let one = (shown ?? frame) + step; one <= frame; one += step) {
        own.push((at - arrivals[one]) / 1000)
      }
      shown = Math.max(frame, shown ?? 0)
    }
    found[wire] = own
  }
  return found
}
