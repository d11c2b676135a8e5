import { expect, test } from 'vitest'
import { connectLater } from './connect-later.ts'
import type { Connect } from './connect-worker.ts'

function setUp() {
  const said: unknown[] = []
  const deaths: string[] = []
  let load = (_: Connect) => {}
  let fail = (_: Error) => {}
  const loading = new Promise<Connect>((resolve, reject) => {
    load = resolve
    fail = reject
  })
  const connect: Connect = () => ({
    port: {
      post: (message) => void said.push(message),
      onMessage: (listener) => listener('hello'),
    },
    provide: async (name) => void said.push(name),
    close: () => void said.push('closed'),
  })
  const onDeath = (reason: string) => void deaths.push(reason)
  const link = connectLater(() => loading)({ onWrite() {}, onDeath })
  return { said, deaths, load: () => load(connect), fail, link }
}

const rest = () => new Promise(setImmediate)

test('what is said before the carrier is there waits for it, in order', async () => {
  const { said, load, link } = setUp()
  const heard: unknown[] = []
  link.port.post(1)
  link.port.onMessage((message) => heard.push(message))
  const provided = link.provide('a.cfg', new File([], 'a.cfg'))
  link.port.post(2)
  expect([said, heard]).toEqual([[], []])
  load()
  await provided
  link.port.post(3)
  expect([said, heard]).toEqual([[1, 'a.cfg', 2, 3], ['hello']])
  link.close()
  expect(said.at(-1)).toBe('closed')
})

test('one that cannot be loaded is a death; one that is not wanted any more begins nothing', async () => {
  const broken = setUp()
  broken.fail(new Error('offline'))
  await rest()
  expect(broken.deaths).toEqual(['its program could not be loaded'])

  const left = setUp()
  left.link.port.post(1)
  left.link.close()
  left.load()
  await rest()
  expect([left.said, left.deaths]).toEqual([[], []])
})
