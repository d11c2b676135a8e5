/** Views: what they draw, what they read out, and what they save. */
import { expect, test } from 'vitest'
import { select } from '../support/e2e/canvas.ts'
import { describeInBrowser, openExample, ran, reads, slowly } from '../support/e2e/editor.ts'
import { downloaded } from '../support/e2e/files.ts'
import { setParam } from '../support/e2e/inspector.ts'
import { fromMenu, plot, plotWords, saveNpy, view } from '../support/e2e/views.ts'

const size = (bytes: Buffer) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]

describeInBrowser('a view', () => {
  test('shows a number, a line or a heat map as the axes of the wire are', async () => {
    const page = await openExample()
    await expect.poll(() => plotWords(page, 'combine.out'), slowly).toMatch(/^heat map of out over/)
    await expect
      .poll(() => plotWords(page, 'unwrap.displacement'), slowly)
      .toMatch(/^line of displacement against slow time, .* mm$/)
    await expect
      .poll(() => plotWords(page, 'heart-median.out'), slowly)
      .toMatch(/^out 67\.\d \/min at 59\.75 s, .* over the run$/)
    // V opens one more, a second V only brings it into sight
    await select(page, 'breathing-peak')
    for (let press = 0; press < 2; press++) await page.keyboard.press('v')
    await expect.poll(() => plotWords(page, 'breathing-peak.rate'), slowly).toMatch(/^rate 14\.\d/)
    expect(await view(page, 'breathing-peak.rate').count()).toBe(1)
    await fromMenu(page, 'breathing-peak.rate', /^Close/)
    await view(page, 'breathing-peak.rate').waitFor({ state: 'detached' })
  })

  test('a click on the picture of a node opens it', async () => {
    const page = await openExample()
    await page.getByRole('button', { name: 'View phase.phase' }).click()
    await expect.poll(() => plotWords(page, 'phase.phase'), slowly).toMatch(/^line of phase/)
  })

  test('has a cursor that arrow keys move and that reads the values that CSV holds', async () => {
    const page = await openExample()
    const wire = 'unwrap.displacement'
    await plot(page, wire).focus()
    const reading = async () => (await plot(page, wire).getAttribute('aria-valuetext')) ?? ''
    await page.keyboard.press('ArrowRight')
    await expect.poll(reading, slowly).toMatch(/^\d+\.\d+ s [−\d.]+ mm$/)
    const first = await reading()
    await page.keyboard.press('ArrowRight')
    await expect.poll(reading, slowly).not.toBe(first)
    await page.keyboard.press('Shift+ArrowRight')
    const [place, value] = (await reading())
      .replaceAll('−', '-')
      .split(' s ')
      .map(Number.parseFloat)
    expect(place).toBeCloseTo(Number.parseFloat(first) + 11 * 0.05, 6)

    const { name, bytes } = await downloaded(page, () => fromMenu(page, wire, /CSV/))
    expect(name).toMatch(/^unwrap\.displacement-.*\.csv$/)
    const [header, ...rows] = bytes.toString('utf8').trim().split('\r\n')
    expect(header).toBe('time (s),displacement (m)')
    const near = rows
      .map((row) => row.split(',').map(Number))
      .find(([x]) => Math.abs(x - place) < 0.01)
    expect(1000 * (near?.[1] ?? Number.NaN)).toBeCloseTo(value, 1)
  })

  test('is saved as a picture and as NumPy', async () => {
    const page = await openExample()
    await plot(page, 'combine.out').focus()
    const { name, bytes } = await downloaded(page, () => page.keyboard.press('s'))
    expect(name).toMatch(/^combine\.out-.*\.png$/)
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    expect(Math.min(...size(bytes))).toBeGreaterThan(100)

    const rates = await saveNpy(page, 'heart-median.out')
    expect(rates).toMatchObject({ name: 'heart-median.out.npy', descr: '<f8', shape: [48] })
    expect(Math.min(...rates.values)).toBeGreaterThan(67 / 60)
    const profiles = await saveNpy(page, 'combine.out')
    expect(profiles).toMatchObject({ descr: '<c8', shape: [1200, 316] })
    expect(profiles.values).toHaveLength(1200 * 316 * 2)
  })

  test('of complex data shows parts and scales', async () => {
    const page = await openExample()
    const words = () => plotWords(page, 'combine.out')
    await expect.poll(words, slowly).toMatch(/dB$/)
    await view(page, 'combine.out').getByLabel('Scale of combine.out').selectOption('Linear')
    await expect.poll(words, slowly).not.toMatch(/dB/)
    await view(page, 'combine.out').getByLabel('Part of combine.out').selectOption('Phase')
    await expect.poll(words, slowly).toMatch(/rad$/)
    await plot(page, 'combine.out').focus()
    await view(page, 'combine.out').getByLabel('Part of combine.out').selectOption('Magnitude')
    await plot(page, 'combine.out').focus()
    await page.keyboard.press('o')
    await expect.poll(words, slowly).toMatch(/dB$/)
  })

  test('frozen, it keeps what it shows while the graph runs on', async () => {
    const page = await openExample()
    const wire = 'heart-median.out'
    const before = await plotWords(page, wire)
    await plot(page, wire).focus()
    await page.keyboard.press('f')
    await reads(view(page, wire), 'Frozen')
    await setParam(page, 'source', 'Seed', '3')
    await expect.poll(() => plotWords(page, 'unwrap.displacement'), slowly).not.toBe('')
    await ran(page, /^Running|^48 windows/)
    await ran(page)
    expect(await plotWords(page, wire)).toBe(before)
    await plot(page, wire).focus()
    await page.keyboard.press('f')
    await expect.poll(() => plotWords(page, wire), slowly).not.toBe(before)
  })

  test('one slider of time moves all of them, by pointer and by key', async () => {
    const page = await openExample()
    const time = page.getByRole('slider', { name: 'Time', exact: true })
    const at = async () => (await time.getAttribute('aria-valuetext')) ?? ''
    await expect.poll(at, slowly).toMatch(/window 48 of 48$/)
    await time.focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(at, slowly).toMatch(/window 47 of 48$/)
    await expect.poll(() => plotWords(page, 'heart-median.out'), slowly).toMatch(/ at 58\.75 s/)
    await time.press('Home')
    await expect.poll(at, slowly).toMatch(/window 1 of 48$/)
    await plot(page, 'heart-median.out').focus()
    await page.keyboard.press('.')
    await expect.poll(at, slowly).toMatch(/window 2 of 48$/)
    const play = page.getByRole('button', { name: 'Play' })
    await play.click()
    await expect.poll(at, slowly).not.toMatch(/window [12] of 48$/)
  })

  test('says its data as a table', async () => {
    const page = await openExample()
    await fromMenu(page, 'heart-median.out', /^Show as table/)
    const table = view(page, 'heart-median.out').getByRole('table')
    await expect.poll(() => table.getByRole('row').count(), slowly).toBe(49)
    expect(await table.getByRole('columnheader').allTextContents()).toEqual([
      'time (s)',
      'out (Hz)',
    ])
  })

  test('zooms by keys and shows everything again', async () => {
    const page = await openExample()
    await plot(page, 'rlsrhs.suppressed').focus()
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    const close = await view(page, 'rlsrhs.suppressed').screenshot()
    await page.keyboard.press('r')
    await expect
      .poll(async () => close.equals(await view(page, 'rlsrhs.suppressed').screenshot()), slowly)
      .toBe(false)
  })
})
