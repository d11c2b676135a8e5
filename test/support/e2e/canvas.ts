/** What a person does on the canvas: dragging nodes out of the palette, drawing wires, selecting. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { slowly } from './editor.ts'

export function canvas(page: Page): Locator {
  return page.getByRole('application', { name: /^Graph\./ })
}

/** A node by its id: "Peak picker heart-peak, done, inputs from ...". */
export function node(page: Page, id: string): Locator {
  return page.getByRole('article', { name: new RegExp(`^[^,]* ${id}, `) })
}

export function port(page: Page, side: 'input' | 'output', wire: string): Locator {
  const [id, name] = wire.split('.')
  return node(page, id).getByRole('button', { name: new RegExp(`^${side} ${name}, `) })
}

export function wire(page: Page, from: string, to: string): Locator {
  return page.getByRole('option', { name: new RegExp(`^wire from ${from} to ${to}(,|$)`) })
}

/** Ids of the nodes, sorted. */
export async function nodeIds(page: Page): Promise<string[]> {
  const names = await page
    .getByRole('article')
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
  return names.map((name) => name.split(',')[0].split(' ').at(-1) ?? '').sort()
}

/** "a.x to b.y" of every wire, sorted. */
export async function wireNames(page: Page): Promise<string[]> {
  const names = await page
    .getByRole('listbox', { name: 'Wires' })
    .getByRole('option')
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
  return names.map((name) => name.replace('wire from ', '').split(',')[0]).sort()
}

/** How a node stands, the second part of its name. */
export async function stateOf(page: Page, id: string): Promise<string> {
  return ((await node(page, id).getAttribute('aria-label')) ?? '').split(/, |: /)[1]
}

export async function stands(page: Page, id: string, ...states: string[]): Promise<void> {
  await expect.poll(async () => states.includes(await stateOf(page, id)), slowly).toBe(true)
}

type Point = readonly [number, number]

/** Middle of what is seen of a thing. */
export async function middleOf(thing: Locator): Promise<Point> {
  const box = await thing.boundingBox()
  if (!box) throw new Error(`${thing} is not in sight`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}

/** Presses at one point, moves as a hand does, and lets go at another. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await beginDrag(page, from, to)
  await page.mouse.up()
}

/** The same without letting go. */
export async function beginDrag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(from[0] + (to[0] - from[0]) / 3, from[1] + (to[1] - from[1]) / 3)
  await page.mouse.move(...to, { steps: 6 })
}

/** The point of a port that a wire is drawn from: its mark on the edge of the card. */
export async function markOf(page: Page, side: 'input' | 'output', name: string): Promise<Point> {
  const box = await port(page, side, name).boundingBox()
  const card = await node(page, name.split('.')[0]).boundingBox()
  if (!box || !card) throw new Error(`${name} is not in sight`)
  return [side === 'input' ? card.x + 2 : card.x + card.width - 2, box.y + box.height / 2]
}

/** Drags a wire from an output to an input. */
export async function drawWire(page: Page, from: string, to: string): Promise<void> {
  await drag(page, await markOf(page, 'output', from), await markOf(page, 'input', to))
}

/** A row of the palette on the left. */
export function typeRow(page: Page, title: string): Locator {
  return page.getByRole('navigation', { name: 'Palette' }).getByRole('option', { name: title })
}

/** Drags a node type out of the palette onto a point of the window. */
export async function dropType(page: Page, title: string, to: Point): Promise<void> {
  const row = typeRow(page, title).first()
  await row.scrollIntoViewIfNeeded()
  await drag(page, await middleOf(row), to)
}

/** Selects a node by a click on its title. */
export async function select(page: Page, id: string, more = false): Promise<void> {
  const card = node(page, id)
  await card
    .getByText(/./)
    .first()
    .click({ modifiers: more ? ['Shift'] : [] })
}

/** Selects a wire: a click on its middle may hit a card, so it takes the focus. */
export async function selectWire(page: Page, from: string, to: string): Promise<void> {
  await wire(page, from, to).focus()
}

/** A point of the canvas where nothing lies, given as shares of its width and height. */
export async function spot(page: Page, x: number, y: number): Promise<Point> {
  const box = await canvas(page).boundingBox()
  if (!box) throw new Error('the canvas is not in sight')
  return [box.x + box.width * x, box.y + box.height * y]
}

/** The list that opens over the canvas to add a node. */
export function addList(page: Page): Locator {
  return page.getByRole('dialog', { name: /^Add a node/ })
}

/** Adds by key: A, a few letters, Enter. */
export async function addByKeys(page: Page, words: string): Promise<void> {
  await page.keyboard.press('a')
  const field = addList(page).getByRole('combobox')
  await field.fill(words)
  await page.keyboard.press('Enter')
  await addList(page).waitFor({ state: 'detached' })
}
