/** The views in the dock: opening, reading and saving them. */
import type { Locator, Page } from 'playwright-core'
import { downloaded } from './files.ts'

export function view(page: Page, wire: string): Locator {
  return page.getByRole('region', { name: `View of ${wire}`, exact: true })
}

/** The plot of a view: its name says in words what it shows. */
export function plot(page: Page, wire: string): Locator {
  return view(page, wire).locator('[aria-roledescription="plot"]')
}

export async function plotWords(page: Page, wire: string): Promise<string> {
  return (await plot(page, wire).getAttribute('aria-label')) ?? ''
}

/** Does something from the menu of a view. */
export async function fromMenu(page: Page, wire: string, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${wire}`, exact: true }).click()
  await page
    .getByRole('menu', { name: `Menu of ${wire}`, exact: true })
    .getByRole('menuitem', { name: item })
    .or(page.getByRole('menuitemcheckbox', { name: item }))
    .or(page.getByRole('menuitemradio', { name: item }))
    .first()
    .click()
}

export interface Array1 {
  readonly descr: string
  readonly shape: readonly number[]
  readonly values: Float64Array | Float32Array
}

/** Saves a view's chunks as NPY and reads the file. */
export async function saveNpy(
  page: Page,
  wire: string,
): Promise<Array1 & { readonly name: string }> {
  const { name, bytes } = await downloaded(page, () => fromMenu(page, wire, /NPY/))
  return { name, ...readNpy(bytes) }
}

/** NumPy's format 1.0: magic, version, length of the header, header, values. */
export function readNpy(bytes: Buffer): Array1 {
  if (bytes.subarray(0, 6).toString('latin1') !== '\x93NUMPY') throw new Error('no NPY file')
  const start = 10 + bytes.readUInt16LE(8)
  const header = bytes.subarray(10, start).toString('latin1')
  const descr = /'descr': '([^']+)'/.exec(header)?.[1] ?? ''
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  const body = new Uint8Array(bytes.subarray(start)).buffer
  return { descr, shape, values: descr === '<f8' ? new Float64Array(body) : new Float32Array(body) }
}
