/** What panning costs: a graph of 300 nodes that runs, moved by the wheel for some seconds. */
import type { Browser, Page } from 'playwright-core'
import { categories, type FrameTime, framesOf, type TraceEvent } from './frames.ts'
import { largeGraphText } from './large-graph.ts'

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
/** Cards of half their size. */
const wantedPercent = 50

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
  const end = Date.now() + 1000 * seconds
  for (let i = 0; Date.now() < end; i++) {
    // to and fro, a second each, so that as many cards stay in sight
    const way = Math.floor(i / 60) % 2 === 0 ? 1 : -1
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
  // the window's own dialog cannot be answered from outside
  await page.addInitScript(() =>
    Object.defineProperty(window, 'showOpenFilePicker', { value: undefined }),
  )
  await page.goto(address)
  await page.locator('.node-card').first().waitFor()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.keyboard.press('Control+o'),
  ])
  const buffer = Buffer.from(largeGraphText(record))
  await chooser.setFiles({ name: 'large.graph.json', mimeType: 'application/json', buffer })
  await page.waitForFunction(() => document.querySelectorAll('.node-card').length === 300)
  if (!(await page.evaluate(inSight)).running) await page.keyboard.press('Control+Enter')
}

/** The graph's corner, at half size; gives the middle of the canvas. */
async function zoomOut(page: Page): Promise<[number, number]> {
  const box = await page.getByRole('application', { name: /^Graph\./ }).boundingBox()
  if (!box) throw new Error('the canvas is not in sight')
  const middle: [number, number] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(...middle)
  const percent = async () =>
    Number.parseInt((await page.locator('.zoom-percent').textContent()) ?? '', 10)
  await page.keyboard.down('Control')
  for (let i = 0; i < 200 && (await percent()) !== wantedPercent; i++) {
    await page.mouse.wheel(0, (await percent()) < wantedPercent ? -12 : 4)
  }
  await page.keyboard.up('Control')
  await page.waitForTimeout(500)
  return middle
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
