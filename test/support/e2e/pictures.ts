/** Pictures of the window, and whether something is on them. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'

/** Takes one and leaves it in the folder of pictures; its bytes. */
export function takePicture(page: Page, name: string): Promise<Buffer> {
  const folder = inject('picturesFolder')
  mkdirSync(folder, { recursive: true })
  return page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

export interface Looks {
  readonly width: number
  readonly height: number
  /** How many different bytes rows begin and go on with: a blank picture has a handful. */
  readonly variety: number
}

/** Size and variety of a PNG, from its compressed rows (PNG specification, 10 and 11). */
export function looksOf(png: Buffer): Looks {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') {
      parts.push(png.subarray(at + 8, at + 8 + length))
    }
    at += 12 + length
  }
  return {
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
    variety: new Set(inflateSync(Buffer.concat(parts))).size,
  }
}
