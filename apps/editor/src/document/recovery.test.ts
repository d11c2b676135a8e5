/** The draft that outlives a crash. */
import { registry } from '@chirpflow/nodes'
import { expect, test } from 'vitest'
import * as commands from './commands/index.ts'
import { type Kept, keepDraft, type RecoveryPlace, readDraft, startAutosave } from './recovery.ts'
import { createDocument } from './store.ts'

const draft = { name: 'x.graph.json', text: '{}', time: 1.7e9 }

function memory(room = Number.POSITIVE_INFINITY): RecoveryPlace & { text?: string } {
  return {
    async read() {
      return this.text
    },
    async write(text) {
      if (text.length > room) return 'full'
      this.text = text
      return 'kept'
    },
    async clear() {
      this.text = undefined
    },
  }
}

test('what is kept is found again', async () => {
  const place = memory()
  expect(await readDraft(place)).toBeUndefined()
  expect(await keepDraft(place, draft)).toEqual({ state: 'kept' })
  expect(await readDraft(place)).toEqual(draft)
})

test('full storage and one that fails are values, with a remedy', async () => {
  expect(await keepDraft(memory(10), draft)).toEqual({
    state: 'full',
    message: expect.stringContaining('save it to a file'),
  })
  const broken = { ...memory(), write: () => Promise.reject(new Error('no access')) }
  expect(await keepDraft(broken, draft)).toEqual({
    state: 'failed',
    message: expect.stringContaining('no access'),
  })
})

test.each(['', 'x', '{}', '{"format":"chirpflow-draft","name":1}'])(
  'what stands there and is no draft is none: %j',
  async (text) => {
    expect(await readDraft({ ...memory(), read: async () => text })).toBeUndefined()
  },
)

test('drafts follow the document, gestures are waited for, saving clears', async () => {
  const place = memory()
  const document = createDocument(registry)
  const waiting: (() => void)[] = []
  const heard: Kept[] = []
  const stop = startAutosave(document, {
    place,
    now: () => 1.7e9,
    later: (work) => {
      waiting.push(work)
      return () => waiting.splice(waiting.indexOf(work), 1)
    },
    told: (kept) => heard.push(kept),
  })
  const pass = async () => {
    for (const work of waiting.splice(0)) work()
    await new Promise((done) => setTimeout(done))
  }
  document.apply(commands.setTitle, { title: 'One' })
  document.apply(commands.setTitle, { title: 'Two' })
  expect(waiting.length).toBe(1)
  await pass()
  expect((await readDraft(place))?.text).toContain('"Two"')
  document.begin()
  document.apply(commands.setTitle, { title: 'Three' })
  await pass()
  expect((await readDraft(place))?.text).toContain('"Two"')
  document.commit()
  await pass()
  expect((await readDraft(place))?.text).toContain('"Three"')
  document.markSaved(document.saveText())
  await pass()
  expect(await readDraft(place)).toBeUndefined()
  expect(heard.every(({ state }) => state === 'kept')).toBe(true)
  stop()
  document.apply(commands.setTitle, { title: 'Four' })
  expect(waiting.length).toBe(0)
})
