import { HostError } from '@chirpflow/graph'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { chirpflow } from '../../../../test/support/command.ts'
import { newFolder, newServer, openPage } from '../../../../test/support/served.ts'
import { engineStarter, type StartEngine } from './start-engine.ts'

// the threads run the built command
beforeAll(async () => {
  expect(await chirpflow(['--version'])).toMatchObject({ code: 0 })
})

const noRadar = () => Promise.reject(new HostError('no radar is connected'))
const ask = (id: number, request: object) => ({ engine: [{ id, request }] })
const graph = { title: '', nodes: {}, links: [], view: {}, extra: {} }
const radar = {
  type: 'dca1000',
  version: 1,
  params: { config: 'radar.cfg', device: 'emulator' },
  extra: {},
}

/** Starts engines, and keeps what ends them. */
async function setUp(files: Record<string, string> = {}) {
  const start = engineStarter([await newFolder(files)], noRadar)
  const ends: (() => void)[] = []
  const startEngine: StartEngine = (events) => {
    const engine = start(events)
    ends.push(engine.end)
    return engine
  }
  onTestFinished(() => {
    for (const end of ends) end()
  })
  return openPage(await newServer({ startEngine }))
}

async function answerTo(page: Awaited<ReturnType<typeof setUp>>, id: number): Promise<unknown> {
  const all = () => page.heard.flatMap(({ engine = [] }) => engine as { id?: number }[])
  await expect.poll(() => all().some((each) => each.id === id), { timeout: 20_000 }).toBe(true)
  return all().find((each) => each.id === id)
}

test('an engine in its thread answers as one in this would', async () => {
  const page = await setUp()
  page.say(ask(1, { ask: 'load', graph, options: { revision: 3 } }))
  expect(await answerTo(page, 1)).toEqual({ id: 1, answer: undefined })
  const events = page.heard.flatMap(({ engine = [] }) => engine as { event?: object }[])
  expect(events).toContainEqual({
    event: { type: 'plan', revision: 3, inspections: [], problems: [] },
  })
})

test('a thread that meets what it cannot read ends, and says why; the server goes on', async () => {
  const page = await setUp()
  page.say({ engine: 'not a list' })
  page.say({ what: 'is this' })
  expect(await page.hear('failed')).toMatch(/\S/)
})

test('a radar that is not connected is asked for in the server’s thread', async () => {
  const config = `dfeDataOutputMode 1
channelCfg 15 1 0
adcCfg 2 1
testFmkCfg 0 0 0 1
profileCfg 0 77 7 6 57 0 0 70 1 200 4000 0 0 48
chirpCfg 0 0 0 0 0 0 0 1
frameCfg 0 0 2 0 50 1 0
`
  const page = await setUp({ 'radar.cfg': config })
  page.say(ask(1, { ask: 'load', graph: { ...graph, nodes: { radar } }, options: { revision: 1 } }))
  page.say(ask(2, { ask: 'watch', wires: { 'radar.adc': 'newest' } }))
  page.say(ask(3, { ask: 'run', retry: false }))
  await answerTo(page, 3)
  expect(JSON.stringify(page.heard)).toContain('no radar is connected')
})
