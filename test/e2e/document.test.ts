/** The document: copied across windows, grouped, noted, switched off, renamed, tidied, saved to a place. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  canvas,
  node,
  nodeIds,
  select,
  spot,
  stands,
  wire,
  wireNames,
} from '../support/e2e/canvas.ts'
import {
  describeInBrowser,
  newGraph,
  newPerson,
  notice,
  openEmpty,
  openExample,
  openWindow,
  ran,
  reads,
  slowly,
  usable,
} from '../support/e2e/editor.ts'
import { farthest, runByCommand, sameNumber, save } from '../support/e2e/files.ts'
import { field, inspector, rename, setParam } from '../support/e2e/inspector.ts'
import { saveNpy } from '../support/e2e/views.ts'
import { exampleText } from '../support/examples.ts'

const heading = (page: Page) => page.getByRole('heading', { level: 1 })

describeInBrowser('the document', () => {
  test('parts are copied to another window as text, with the wires among them', async () => {
    const person = await newPerson({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await openWindow(person)
    await ran(page)
    await select(page, 'heart-peak')
    await select(page, 'heart-median', true)
    await select(page, 'heart', true)
    await page.keyboard.press('Control+c')
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(JSON.parse(text)).toMatchObject({ format: 'chirpflow-graph' })

    const other = await openWindow(person)
    await newGraph(other)
    await other.bringToFront()
    await canvas(other).focus()
    await other.keyboard.press('Control+v')
    await expect.poll(() => nodeIds(other), slowly).toEqual(['heart', 'heart-median', 'heart-peak'])
    expect(await wireNames(other)).toEqual([
      'heart-median.out to heart.rate',
      'heart-peak.rate to heart-median.in',
    ])
    // a paste is one step, and a second one takes other names
    await other.keyboard.press('Control+v')
    await expect.poll(() => nodeIds(other), slowly).toHaveLength(6)
    await other.keyboard.press('Control+z')
    await expect.poll(() => nodeIds(other), slowly).toHaveLength(3)
    await other.keyboard.press('Control+a')
    await other.keyboard.press('Control+x')
    await expect.poll(() => nodeIds(other), slowly).toEqual([])
    await other.keyboard.press('Control+z')
    await expect.poll(() => nodeIds(other), slowly).toHaveLength(3)
  })

  test('several nodes become a group that shows a parameter, and nodes again', async () => {
    const page = await openExample()
    await select(page, 'heart-peak')
    await select(page, 'heart-median', true)
    await page.keyboard.press('Control+g')
    const group = page.getByRole('article', { name: /^Group / })
    await group.waitFor()
    expect(await nodeIds(page)).toHaveLength(14)
    await inspector(page).getByLabel('Title of the group').fill('Heart rate')
    await inspector(page).getByLabel('Title of the group').press('Enter')
    await page.getByRole('article', { name: /^Group Heart rate/ }).waitFor()
    await field(page, 'Show a parameter on the group').selectOption({ label: 'Size' })
    await field(page, 'Size').fill('7')
    await field(page, 'Size').press('Enter')
    await ran(page)

    const { path, text } = await save(page)
    expect(text).toContain('"size": 7')
    expect((await runByCommand(path)).heart.median).toBeGreaterThan(60)

    await page.reload()
    await usable(page)
    await page.getByRole('article', { name: /^Group Heart rate/ }).click()
    await page.keyboard.press('Control+Shift+g')
    await node(page, 'heart-peak').waitFor()
    expect(await nodeIds(page)).toHaveLength(15)
    expect(await wireNames(page)).toHaveLength(14)
    await page.keyboard.press('Control+z')
    await page.getByRole('article', { name: /^Group Heart rate/ }).waitFor()
  })

  test('a note is written, kept in the file and found', async () => {
    const page = await openEmpty()
    await page.keyboard.press('n')
    const note = page.getByRole('region', { name: /^Note:/ })
    await note.waitFor()
    const words = inspector(page).getByLabel('Text of the note')
    await words.fill('Measured on a chair\nThe person spoke once.')
    await words.press('Control+Enter')
    await page.getByRole('region', { name: 'Note: Measured on a chair' }).waitFor()
    expect((await save(page)).text).toContain('The person spoke once.')
    await canvas(page).focus()
    await page.keyboard.press('/')
    await page
      .getByRole('dialog', { name: 'Search in the graph' })
      .getByRole('combobox')
      .fill('spoke')
    await page.keyboard.press('Enter')
    await inspector(page).getByLabel('Text of the note').waitFor()
  })

  test('bypassed and disabled nodes are so for the command too', async () => {
    const page = await openExample()
    await select(page, 'rlsrhs')
    await page.keyboard.press('b')
    await stands(page, 'rlsrhs', 'bypassed')
    await select(page, 'breathing-median')
    await page.keyboard.press('d')
    await stands(page, 'breathing-median', 'disabled')
    await ran(page)
    const shown = await saveNpy(page, 'heart-median.out')
    const { path, text } = await save(page)
    expect(text).toContain('"off": "bypass"')
    expect(text).toContain('"off": true')
    const results = await runByCommand(path)
    expect(results.breathing).toBeUndefined()
    expect(farthest(shown.values, results.heart)).toBeLessThan(sameNumber)

    await select(page, 'rlsrhs')
    await page.keyboard.press('b')
    await select(page, 'breathing-median')
    await page.keyboard.press('d')
    await ran(page)
    await reads(node(page, 'heart'), '67.5')
    expect((await save(page)).text).toBe(exampleText('heart-rate-simulated'))
  })

  test('a node is renamed, and its wires with it', async () => {
    const page = await openExample()
    await select(page, 'unwrap')
    await rename(page, 'chest')
    await wire(page, 'chest.displacement', 'rlsrhs.displacement').waitFor({ state: 'attached' })
    await select(page, 'phase')
    const id = inspector(page).getByLabel('Id of the node')
    await page.keyboard.press('F2')
    await id.fill('chest')
    await id.press('Enter')
    await expect.poll(() => id.getAttribute('aria-invalid'), slowly).toBe('true')
    await id.press('Escape')
    await node(page, 'phase').waitFor()
  })

  test('L tidies, and is taken back in one step', async () => {
    const page = await openExample()
    const { text } = await save(page)
    const [x, y] = await spot(page, 0.3, 0.9)
    const card = await node(page, 'range').boundingBox()
    if (!card) throw new Error('the node is not in sight')
    await page.mouse.move(card.x + card.width / 2, card.y + 12)
    await page.mouse.down()
    await page.mouse.move(x, y, { steps: 5 })
    await page.mouse.up()
    const moved = (await save(page)).text
    expect(moved).not.toBe(text)
    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    const tidied = (await save(page)).text
    expect(tidied).not.toBe(moved)
    expect(JSON.parse(tidied).links).toEqual(JSON.parse(text).links)
    await page.keyboard.press('Control+z')
    expect((await save(page)).text).toBe(moved)
    await page.keyboard.press('Control+z')
    expect((await save(page)).text).toBe(text)
  })

  test('work is brought back after a crash, and can be discarded', async () => {
    const person = await newPerson()
    const page = await openWindow(person)
    await ran(page)
    await setParam(page, 'heart-peak', 'Band from', '54')
    const kept = () =>
      page.evaluate(() => Object.values(localStorage).some((text) => /low\\": 0\.9/.test(text)))
    await expect.poll(kept, slowly).toBe(true)
    await page.close({ runBeforeUnload: false })

    const again = await openWindow(person)
    await reads(notice(again), /Unsaved work on heart-rate-simulated\.graph\.json was brought back/)
    await select(again, 'heart-peak')
    expect(await field(again, 'Band from').inputValue()).toBe('54')
    await ran(again)
    await notice(again).getByRole('button', { name: 'Discard' }).click()
    await notice(again).waitFor({ state: 'detached' })
    await reads(heading(again), 'Example')
    await ran(again)
    expect((await save(again)).text).toBe(exampleText('heart-rate-simulated'))
  })

  test('two windows keep their own work', async () => {
    const person = await newPerson()
    const [one, two] = [await openWindow(person), await openWindow(person)]
    await one.bringToFront()
    await newGraph(one)
    await canvas(one).focus()
    await one.keyboard.press('n')
    await reads(heading(one), 'Edited')
    await two.bringToFront()
    await setParam(two, 'heart-peak', 'Band from', '54')
    await reads(heading(two), 'Edited')
    for (const page of [one, two]) {
      await page.bringToFront()
      await page.reload()
      await usable(page)
      await reads(notice(page), 'was brought back')
    }
    expect(await nodeIds(one)).toEqual([])
    expect(await nodeIds(two)).toHaveLength(15)
  })

  test('where the browser has file dialogs, save writes to the place that was chosen', async () => {
    const person = await newPerson({ ownDialogs: true })
    // a file of the browser's own stands for one on disk: its dialog cannot be answered from here
    await person.addInitScript(() => {
      const pick = async () => {
        const folder = await navigator.storage.getDirectory()
        return folder.getFileHandle('mine.graph.json', { create: true })
      }
      Object.defineProperty(window, 'showSaveFilePicker', { value: pick })
    })
    const page = await openWindow(person)
    await ran(page)
    await page.keyboard.press('Control+Shift+s')
    await reads(heading(page), 'mine')
    await reads(heading(page), 'Saved')
    const written = () =>
      page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory()
        return (await (await folder.getFileHandle('mine.graph.json')).getFile()).text()
      })
    expect(await written()).toBe(exampleText('heart-rate-simulated'))
    await setParam(page, 'heart-peak', 'Band from', '54')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+s')
    await reads(heading(page), 'Saved')
    expect(await written()).toContain('"low": 0.9')
  })
})
