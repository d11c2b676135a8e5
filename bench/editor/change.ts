/** From a changed parameter to the view that shows what it did, as a person causes and sees it. */
import type { Page } from 'playwright-core'

export interface Change {
  readonly node: string
  readonly label: string
  /** Set in turns; they must show in the words of the view. */
  readonly values: readonly [string, string]
  /** Typed and confirmed by Enter, or chosen from a list. */
  readonly by: 'typing' | 'choosing'
  /** The wire whose view is looked at. */
  readonly wire: string
}

interface Watching {
  /** When the person confirmed, ms. */
  begun: number
  /** Each drawing of the plot: when its frame was over, ms, and what it shows in words. */
  readonly drawings: { readonly time: number; readonly words: string }[]
}

declare global {
  interface Window {
    watching?: Watching
  }
}

/** Medians want an odd number; the first ones warm up. */
export interface Repeats {
  readonly warmUp: number
  readonly counted: number
}

/** Seconds from each confirmed change to the end of the frame that shows its last window. */
export async function timeChange(
  page: Page,
  { node, label, values, by, wire }: Change,
  { warmUp, counted }: Repeats,
): Promise<number[]> {
  await page.getByRole('article', { name: new RegExp(`^[^,]* ${node}, `) }).getByText(/./).first().click()
  const field = page.getByRole('complementary', { name: 'Inspector' }).getByLabel(label, { exact: true })
  await page.evaluate(watchPlot, wire)

  const set = async (value: string) => {
    if (by === 'choosing') await field.selectOption(value)
    else {
      await field.fill(value)
      await field.press('Enter')
    }
  }
  /** What stands there once the run is over and nothing has been drawn for a while. */
  const settled = async () => {
    await page.waitForFunction(() => {
      const drawn = window.watching?.drawings.at(-1)
      const running = document.querySelector<HTMLButtonElement>('.run-button')?.disabled
      return !running && drawn !== undefined && performance.now() - drawn.time > 700
    })
    return page.evaluate(() => window.watching?.drawings.at(-1)?.words ?? '')
  }

  const shown: string[] = []
  for (const value of [...values].reverse()) {
    await set(value)
    shown.unshift(await settled())
  }
  if (shown[0] === shown[1]) throw new Error(`${wire} reads "${shown[0]}" with either ${label}`)
  const seconds: number[] = []
  for (let i = 1; i <= warmUp + counted; i++) {
    await page.evaluate(() => window.watching?.drawings.splice(0))
    await set(values[i % 2])
    if ((await settled()) !== shown[i % 2]) throw new Error(`${wire} shows something else each time`)
    const took = await page.evaluate(tookUntil, shown[i % 2])
    if (i > warmUp) seconds.push(took)
  }
  return seconds
}

/**
 * Runs in the page. The plot's attributes are written in the animation frame that draws it; a message
 * posted then arrives when that frame has been handed over.
 */
function watchPlot(wire: string): void {
  const plot = document.querySelector(`[aria-label="View of ${wire}"] [aria-roledescription="plot"]`)
  if (!plot) throw new Error(`${wire} is in no view`)
  const watching: Watching = { begun: 0, drawings: [] }
  window.watching = watching
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<string>) =>
    void watching.drawings.push({ time: performance.now(), words: data })
  new MutationObserver(() => port2.postMessage(plot.ariaLabel)).observe(plot, { attributes: true })
  const begin = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.key === 'Enter') watching.begun = event.timeStamp
  }
  addEventListener('keydown', begin, true)
  addEventListener('change', begin, true)
}

/** Runs in the page: until it read like this for good, s. */
function tookUntil(words: string): number {
  const { begun, drawings } = window.watching!
  const before = drawings.findLastIndex((drawing) => drawing.words !== words)
  const first = drawings[before + 1]
  return (first.time - begun) / 1000
}
