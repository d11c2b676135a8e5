/** From a changed parameter to the view that shows what it did, as a person causes and sees it. */
import type { Page } from 'playwright-core'
import type { EditorScale } from '../settings.ts'

export interface Change {
  readonly node: string
  readonly label: string
  /** Set in turns. */
  readonly values: readonly [string, string]
  /** Typed and confirmed by Enter, or chosen from a list. */
  readonly by: 'typing' | 'choosing'
}

/** The wire at the end of the example's chain, whose view is looked at. */
const wire = 'heart-median.out'

interface Watching {
  /** When the person confirmed, ms. */
  begun: number
  /** Each drawing of the plot: when its frame was over, ms, and what it shows in words. */
  drawings: { readonly time: number; readonly words: string }[]
}

declare global {
  interface Window {
    watching?: Watching
  }
}

/**
 * Seconds from each confirmed change to the end of the frame that shows its last window. Each is of
 * another simulated person, else the engine would know the result from before.
 */
export async function timeChange(
  page: Page,
  change: Change,
  { warmUp, counted }: Pick<EditorScale, 'warmUp' | 'counted'>,
): Promise<number[]> {
  await page.getByLabel(`View of ${wire}`, { exact: true }).first().waitFor()
  await page.evaluate(watchPlot, wire)
  const seconds: number[] = []
  for (let i = 1; i <= warmUp + counted; i++) {
    const person = Number(await (await fieldOf(page, 'source', 'Seed')).inputValue()) + 1
    await set(page, { node: 'source', label: 'Seed', by: 'typing' }, String(person))
    await settled(page)
    await page.evaluate(() =>
      window.watching?.drawings.splice(0, window.watching.drawings.length - 1),
    )
    await set(page, change, change.values[i % 2])
    await settled(page)
    const took = await page.evaluate(tookToRead)
    if (took <= 0) throw new Error(`${change.label} changes nothing`)
    seconds.push(took)
  }
  return seconds.slice(warmUp)
}

async function fieldOf(page: Page, node: string, label: string) {
  const card = page.getByRole('article', { name: new RegExp(`^[^,]* ${node}, `) })
  await card.getByText(/./).first().click()
  return page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label, { exact: true })
}

async function set(
  page: Page,
  { node, label, by }: Omit<Change, 'values'>,
  value: string,
): Promise<void> {
  const field = await fieldOf(page, node, label)
  if (by === 'choosing') await field.selectOption(value)
  else {
    await field.fill(value)
    await field.press('Enter')
  }
}

/** Waits until what was confirmed last has been drawn, the run is over and nothing was drawn for a while. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { begun, drawings } = window.watching!
    const { time } = drawings.at(-1) ?? { time: 0 }
    const running = document.querySelector<HTMLButtonElement>('.run-button')?.disabled
    return !running && time > begun && performance.now() - Math.max(begun, time) > 700
  })
}

/**
 * Runs in the page. The plot's attributes are written in the animation frame that draws it; a message
 * posted then arrives when that frame has been handed over.
 */
function watchPlot(wire: string): void {
  const plot = document.querySelector(
    `[aria-label="View of ${wire}"] [aria-roledescription="plot"]`,
  )
  if (!plot) throw new Error(`${wire} is in no view`)
  const watching: Watching = { begun: 0, drawings: [] }
  window.watching = watching
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<string>) =>
    void watching.drawings.push({ time: performance.now(), words: data })
  new MutationObserver(() => port2.postMessage(plot.ariaLabel)).observe(plot, { attributes: true })
  const begin = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return
    watching.begun = event.timeStamp
  }
  addEventListener('keydown', begin, true)
  // a text field says so too, after its Enter
  addEventListener(
    'change',
    (event) => event.target instanceof HTMLSelectElement && begin(event),
    true,
  )
}

/**
 * Runs in the page: until the plot read for good what it reads now, s; what it showed before is the first
 * of the drawings. Where the change makes no difference to what is read: until the last drawing, which
 * is never too early.
 */
function tookToRead(): number {
  const { begun, drawings } = window.watching!
  const last = drawings.at(-1)!
  const before = drawings.findLastIndex(({ words }) => words !== last.words)
  const read = before === -1 ? last : drawings[before + 1]
  return (read.time - begun) / 1000
}
