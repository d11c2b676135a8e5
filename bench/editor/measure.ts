/** The editor's figures, one browser after the other. */
import type { EditorScale } from '../settings.ts'
import { type Change, timeChange } from './change.ts'
import { type FirstVisit, visit } from './load.ts'
import { browserPath, inBrowser, ranFor, serve } from './page.ts'
import { type PanTimes, timePanning } from './pan.ts'

export interface EditorTimes {
  /** Name and version of the browser. */
  readonly browser: string
  readonly visits: readonly FirstVisit[]
  /** Seconds, each time. */
  readonly last: readonly number[]
  readonly first: readonly number[]
  readonly pan: PanTimes
}

/** Of the last node of the example's chain, and of the first after its source. */
const last: Change = {
  node: 'heart-median',
  label: 'Size',
  values: ['9', '1'],
  by: 'typing',
}
const first: Change = {
  node: 'range-fft',
  label: 'Window',
  values: ['hann', 'rectangular'],
  by: 'choosing',
}

export async function measureEditor(
  scale: EditorScale,
  say: (what: string) => void,
): Promise<EditorTimes | { readonly absent: string }> {
  const found = browserPath()
  if ('absent' in found) return found
  const { path } = found
  const served = await serve()
  const { address } = served
  try {
    const visits: FirstVisit[] = []
    for (let i = 0; i < scale.visits; i++) {
      say('editor, first visit')
      visits.push(await inBrowser(path, (page) => visit(page, served)))
    }
    const changes = await inBrowser(path, async (page, browser) => {
      await page.goto(address)
      await ranFor(page)
      say('editor, a changed parameter')
      return {
        browser: `Chromium ${browser.version()}`,
        last: await timeChange(page, last, scale),
        first: await timeChange(page, first, scale),
      }
    })
    say('editor, panning')
    const pan = await inBrowser(path, (page, browser) =>
      timePanning(page, browser, address, scale.pan),
    )
    return { ...changes, visits, pan }
  } finally {
    await served.close()
  }
}
