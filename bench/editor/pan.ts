/** What panning costs: a graph of 300 nodes that runs, moved by the wheel for some seconds. */
import type { Browser, Page } from 'playwright-core'
import { categories, type FrameTime, framesOf, type TraceEvent } from './frames.ts'
import { largeGraphText } from './large-graph.ts'
import { ranFor } from './page.ts'

export interface PanTimes {
  /** Of each frame in which the wheel turned. */
  readonly frames: readonly FrameTime[]
  readonly nodes: number
  /** Cards in sight with a picture of what left them, at the start and at the end; the smaller. */
  readonly previews: number
  /** Whether the engine was at work from start to end, so that pictures and views are live. */
  readonly running: boolean
}

/** So long that the run does not end meanwhile, s. */
const record = 7200
/** Of the wheel: a busy machine takes longer for them. */
const leastTurns = 60
/** Keys, and the zoom in % that they lead to. */
const toHalf = [
  ['Shift+Digit0', 100],
  ['-', 80],
  ['-', 64],
  ['-', 51],
] as const

export async function timePanning(
  page: Page,
  browser: Browser,
  address: string,
  seconds: number,
): Promise<PanTimes> {
  await openGraph(page, address)
  const middle = await zoomOut(page)
  await page.waitForFunction(
    () => document.querySelectorAll('.card-picture:not([data-empty])').length >= 50,
  )
  await page.waitForTimeout(1500)

  const before = await page.evaluate(inSight)
  await page.mouse.move(...middle)
  await browser.startTracing(page, { categories })
  const begun = Date.now()
  const more = (turns: number) => {
    const so = (Date.now() - begun) / 1000
    return so < seconds || (turns < leastTurns && so < 10 * seconds)
  }
  for (let i = 0; more(i); i++) {
    // to and fro, so that as many cards stay in sight
    const way = Math.floor(i / 15) % 2 === 0 ? 1 : -1
    await page.mouse.wheel(5 * way, 9 * way)
  }
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[]
  }
  const after = await page.evaluate(inSight)
  return {
    frames: framesOf(trace.traceEvents),
    nodes: after.nodes,
    previews: Math.min(before.previews, after.previews),
    running: before.running && after.running,
  }
}

/** Opens the graph as a file and runs it. */
async function openGraph(page: Page, address: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  // the window's own dialog cannot be answered from outside
  await page.addInitScript(() => {
    Object.defineProperty(window, 'showOpenFilePicker', { value: undefined })
  })
  const buffer = Buffer.from(largeGraphText(record))
  page.on('filechooser', (chooser) =>
    chooser.setFiles({ name: 'large.graph.json', mimeType: 'application/json', buffer }),
  )
  await page.goto(address)
  await ranFor(page)
  await page.keyboard.press('Control+o')
  await page.waitForFunction(() => document.querySelectorAll('.node-card').length === 300)
  if (!(await page.evaluate(inSight)).running) await page.keyboard.press('Control+Enter')
}

/** To half size, by the keys for that; gives the middle of the canvas. */
async function zoomOut(page: Page): Promise<[number, number]> {
  const canvas = page.getByRole('application', { name: /^Graph\./ })
  const box = await canvas.boundingBox()
  if (!box) throw new Error('the canvas is not in sight')
  await canvas.focus()
  for (const [key, percent] of toHalf) {
    await page.keyboard.press(key)
    await page.waitForFunction(
      (wanted) => document.querySelector('.zoom-percent')?.textContent === `${wanted} %`,
      percent,
    )
  }
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Runs in the page. */
function inSight(): { nodes: number; previews: number; running: boolean } {
  const room = document.querySelector('.canvas')?.getBoundingClientRect()
  const pictures = [...document.querySelectorAll('.card-picture:not([data-empty])')]
  return {
    nodes: document.querySelectorAll('.node-card').length,
    previews: pictures.filter((picture) => {
      const { left, top, right, bottom } = picture.getBoundingClientRect()
      return (
        room !== undefined &&
        right > room.left &&
        left < room.right &&
        bottom > room.top &&
        top < room.bottom
      )
    }).length,
    running: document.querySelector<HTMLButtonElement>('.run-button')?.disabled === true,
  }
}
