/** Files that a page gives and takes, and what the command makes of them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { chirpflow } from '../command.ts'

const folder = mkdtempSync(join(tmpdir(), 'chirpflow-e2e-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a file for a test; its path. */
export function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What the page hands out when a person does something. */
export async function downloaded(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** Saves with Ctrl S and puts the file away; its path and text. */
export async function save(page: Page): Promise<{ readonly path: string; readonly text: string }> {
  const { name, bytes } = await downloaded(page, () => page.keyboard.press('Control+s'))
  const text = bytes.toString('utf8')
  return { path: fileOf(name, text), text }
}

/** Answers the dialog that something opens. */
export async function choose(
  page: Page,
  paths: string | readonly string[],
  act: () => Promise<unknown>,
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()])
  await chooser.setFiles(typeof paths === 'string' ? paths : [...paths])
}

/** Opens a graph with Ctrl O. */
export function openGraph(page: Page, path: string): Promise<void> {
  return choose(page, path, () => page.keyboard.press('Control+o'))
}

export interface Rate {
  readonly median: number
  /** null where there was no answer. */
  readonly value: readonly (number | null)[]
}

/** Results of `chirpflow run`, by sink; rates in 1/min. */
export async function runByCommand(
  path: string,
  settings: readonly string[] = [],
): Promise<Readonly<Record<string, Rate>>> {
  const set = settings.flatMap((one) => ['--set', one])
  const { code, out, err } = await chirpflow(['run', path, '--json', '--quiet', ...set])
  if (code !== 0) throw new Error(`chirpflow run ended with ${code}: ${err}${out}`)
  return (JSON.parse(out) as { results: Readonly<Record<string, Rate>> }).results
}

/** What `chirpflow format` makes of a file. */
export async function formatByCommand(text: string): Promise<string> {
  const path = fileOf('formatted.graph.json', text)
  const { code, err } = await chirpflow(['format', path])
  if (code !== 0) throw new Error(err)
  return readFileSync(path, 'utf8')
}

/** Largest relative difference of values that the page gave, in Hz, from those of a report, in 1/min. */
export function farthest(hertz: ArrayLike<number>, { value }: Rate): number {
  if (hertz.length !== value.length) return Number.POSITIVE_INFINITY
  const apart = value.map((one, index) =>
    one === null ? (Number.isNaN(hertz[index]) ? 0 : 1) : Math.abs((60 * hertz[index]) / one - 1),
  )
  return Math.max(...apart)
}

/** Engines differ in the last bits of Math functions. */
export const sameNumber = 1e-9
