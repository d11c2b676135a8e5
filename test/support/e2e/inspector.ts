/** What a person does in the inspector: typing into fields, renaming, reading. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { node, select } from './canvas.ts'
import { slowly } from './editor.ts'

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Inspector' })
}

/** A field by its label. */
export function field(page: Page, label: string): Locator {
  return inspector(page).getByLabel(label, { exact: true })
}

/** Types into a field and confirms. */
export async function setField(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill(text)
  await field(page, label).press('Enter')
}

/** The id of the node that is selected. */
export async function selectedId(page: Page): Promise<string> {
  return inspector(page).getByLabel('Id of the node').inputValue()
}

/** Renames the selected node with F2. */
export async function rename(page: Page, to: string): Promise<void> {
  const id = inspector(page).getByLabel('Id of the node')
  if ((await id.inputValue()) === to) return
  await page.keyboard.press('F2')
  await expect.poll(() => id.evaluate((one) => one === document.activeElement), slowly).toBe(true)
  await id.fill(to)
  await id.press('Enter')
  await node(page, to).waitFor()
}

/** Selects a node and sets a field of it. */
export async function setParam(page: Page, id: string, label: string, text: string): Promise<void> {
  await select(page, id)
  await setField(page, label, text)
}
