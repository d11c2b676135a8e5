import { join } from 'node:path'
import type { RadarAsk } from '@chirpflow/graph'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createFakeCapture,
  type FakeCapture,
  someFacts,
  someOptions,
} from '../../../../test/support/fake-capture.ts'
import { createRadarDesk } from './radar-desk.ts'

function newDesk() {
  const captures: FakeCapture[] = []
  const desk = createRadarDesk({
    openCapture(options, config) {
      captures.push(createFakeCapture(options, config))
      return captures[captures.length - 1]
    },
    find: async () => [],
    recordings: async () => '/recordings',
    today: () => new Date(2026, 10, 22, 4, 5, 6),
  })
  onTestFinished(desk.close)
  const ask = (request: RadarAsk) => desk.handle(request)
  const connect = (options = someOptions, config?: string) =>
    ask({ ask: 'connect', options, ...(config === undefined ? {} : { config }) })
  return { desk, captures, ask, connect }
}

async function streaming() {
  const here = newDesk()
  await here.connect()
  here.captures[0].streams()
  await here.captures[0].ready
  return here
}

describe('a radar', () => {
  test('is connected step by step, and everybody hears of it', async () => {
    const { desk, captures, connect } = newDesk()
    const heard: string[][] = [[], []]
    for (const list of heard) {
      desk.onChange(() =>
        list.push(
          desk
            .status()
            .steps.map((one) => one.state)
            .join(),
        ),
      )
    }
    expect(desk.status().steps.map(({ state }) => state)).toEqual(Array(4).fill('waiting'))
    await connect(someOptions, 'the text')
    expect(captures[0]).toMatchObject({ options: someOptions, config: 'the text' })
    expect(desk.status()).toMatchObject({ options: someOptions, steps: [{ state: 'running' }] })
    expect(desk.status().health).toBeUndefined()
    captures[0].streams()
    await captures[0].ready
    expect(desk.status()).toMatchObject({
      steps: [{ state: 'done' }],
      health: { state: 'streaming' },
    })
    expect(heard[0].at(-1)).toBe('done')
    expect(heard[1]).toEqual(heard[0])
  })

  test('stays connected when the same is asked for, and gives way to another', async () => {
    const { captures, connect } = await streaming()
    await connect()
    expect(captures).toHaveLength(1)
    await connect({ ...someOptions, config: 'other.cfg' })
    expect(captures.map(({ closed }) => closed)).toEqual([true, false])
  })

  test('is one, though two pages ask for one at once', async () => {
    const { captures, connect, desk } = newDesk()
    await Promise.all(
      ['a.cfg', 'b.cfg', 'c.cfg'].map((config) => connect({ ...someOptions, config })),
    )
    expect(captures.filter(({ closed }) => !closed)).toHaveLength(1)
    expect(desk.status().options?.config).toBe('c.cfg')
  })

  test('that failed is tried again, by asking for it or for another try', async () => {
    const { desk, captures, connect, ask } = newDesk()
    await connect(someOptions, 'the text')
    captures[0].fails('The card does not answer.')
    expect(desk.status().steps).toMatchObject([{ message: 'The card does not answer.' }])
    await connect()
    captures[1].fails('The card does not answer.')
    await ask({ ask: 'retry' })
    expect(captures).toHaveLength(3)
    await ask({ ask: 'disconnect' })
    expect(captures.every(({ closed }) => closed)).toBe(true)
    await expect(ask({ ask: 'retry' })).rejects.toThrow('connect one first')
  })
})

describe('an engine', () => {
  const open = (desk: ReturnType<typeof newDesk>['desk'], facts = someFacts) =>
    desk.open(someOptions, facts)

  test('begins no capture by itself', async () => {
    const { desk, captures } = newDesk()
    await expect(open(desk)).rejects.toThrow('no radar is connected')
    expect(captures).toEqual([])
  })

  test('waits until the radar streams, and reads from the oldest frame kept', async () => {
    const { desk, captures, connect } = newDesk()
    await connect()
    captures[0].push(3)
    const opening = open(desk)
    captures[0].streams()
    const stream = await opening
    captures[0].push(4)
    expect([(await stream.next())?.index, (await stream.next())?.index]).toEqual([3, 4])
  })

  test('does not read what its graph was not planned for', async () => {
    const { desk } = await streaming()
    await expect(open(desk, { ...someFacts, frameBytes: 48 })).rejects.toMatchObject({
      message: expect.stringContaining('another configuration'),
      param: 'config',
    })
    await open(desk, { ...someFacts, notes: ['another note'] })
  })
})

describe('a recording', () => {
  test('goes under its name into the folder, and tells its length', async () => {
    const { desk, captures, ask } = await streaming()
    await ask({ ask: 'record', name: 'Anna 1' })
    expect(captures[0].recorded).toEqual([join('/recordings', 'Anna 1.bin')])
    // 40 frames of 0.05 s
    expect(desk.status().recording).toEqual({ name: 'Anna 1', seconds: 2, bytes: 960 })
    await expect(ask({ ask: 'record', name: 'more' })).rejects.toThrow('under way')
    await ask({ ask: 'stop-recording' })
    expect(desk.status().recording).toBeUndefined()
    await expect(ask({ ask: 'stop-recording' })).rejects.toThrow('nothing is being recorded')
  })

  test('without a name is named after the time of day', async () => {
    const { captures, ask } = await streaming()
    await ask({ ask: 'record', name: '' })
    expect(captures[0].recorded).toEqual([join('/recordings', '2026-11-22 04-05-06.bin')])
  })

  test.each(['../out', 'a/b', 'a\\b', '.hidden', '/etc/x', 'C:x', 'a\0b', ' a', 'x'.repeat(101)])(
    'is not called %j',
    async (name) => {
      const { captures, ask } = await streaming()
      await expect(ask({ ask: 'record', name })).rejects.toThrow(
        'cannot be the name of a recording',
      )
      expect(captures[0].recorded).toEqual([])
    },
  )
})

test('faults are played by the emulator, and by it alone', async () => {
  const { captures, ask, connect } = await streaming()
  await ask({ ask: 'play-fault', fault: { fault: 'unplug' } })
  await ask({ ask: 'play-fault', fault: { fault: 'plug' } })
  await ask({ ask: 'play-fault', fault: { fault: 'loss', share: 0.1 } })
  await ask({ ask: 'play-fault', fault: { fault: 'loss', share: 0 } })
  const loss = '[{"kind":"loss","share":0.1,"length":1}]'
  expect(captures[0].played).toEqual(['cut radar', 'restore radar', loss, '[]'])
  await connect({ ...someOptions, device: 'iwr1443-studio' })
  await expect(ask({ ask: 'play-fault', fault: { fault: 'unplug' } })).rejects.toThrow(
    'emulator only',
  )
})

test('what is kept is told from its newest frame back', async () => {
  const { desk, captures } = await streaming()
  for (let index = 0; index < 21; index++) captures[0].push(index)
  // 21 frames of 0.05 s up to 9 s
  expect(desk.status().kept).toEqual([8, 9])
})
