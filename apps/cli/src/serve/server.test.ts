import { once } from 'node:events'
import { symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { createRegistry, HostError } from '@chirpflow/graph'
import { describe, expect, test } from 'vitest'
import { createTestTypes } from '../../../../test/support/nodes.ts'
import {
  emptyDesk,
  endOf,
  enginesHere,
  newFolder,
  newServer,
  openLine,
  openPage,
  openRadarLine,
} from '../../../../test/support/served.ts'
import { type Server, startServer } from './server.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** The path goes out as it is, which fetch would not do. */
function get(server: Server, path: string, headers = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port } = new URL(server.address)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      )
    })
    asked.on('error', reject).end()
  })
}

async function withPage() {
  const folder = await newFolder({
    'secret.html': 'secret',
    'page/index.html': '<p>page</p>',
    'page/assets/a.js': 'export {}',
    'page/.made-from': 'hash',
    'page/plain': 'no ending',
  })
  await symlink(join(folder, 'secret.html'), join(folder, 'page', 'link.html'))
  return newServer({ page: join(folder, 'page') })
}

describe('the page', () => {
  test('is given with its types, and with what it may load', async () => {
    const server = await withPage()
    const page = await get(server, '/')
    expect(page).toMatchObject({ status: 200, body: '<p>page</p>' })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(policy).toContain("frame-ancestors 'none'")
    const script = await get(server, '/assets/a.js?v=1')
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(await get(server, '/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  test.each([
    '/../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/../../secret.html',
    '/assets/..%5c..%5csecret.html',
    '//etc/hosts.html',
    '/link.html',
    '/%00.html',
    '/%zz.html',
    '/assets',
    '/plain',
    '/.made-from',
    '/none.html',
  ])('has nothing at %s', async (path) => {
    const answer = await get(await withPage(), path)
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('secret')
  })

  test('is given, and nothing is taken', async () => {
    const server = await withPage()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await get(server, '/', {}, method)).status).toBe(405)
    }
  })
})

describe('who may speak to it', () => {
  test.each([
    ['localhost', 200],
    ['127.0.0.1', 200],
    ['[::1]', 200],
    ['192.168.1.7', 200],
    ['chirpflow.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['evil.example#127.0.0.1', 403],
  ])('is who names it %s: %i', async (name, status) => {
    const server = await withPage()
    const host = `${name}:${server.port}`
    expect((await get(server, '/', { host })).status).toBe(status)
  })

  test('is a page of its own, under its own name', async () => {
    const server = await newServer()
    const { port } = server
    const ends = (options: object) => endOf(openLine(server, options))
    const names = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }
    expect(await ends(names)).toBe(403)
    expect(await ends({ origin: 'http://evil.example' })).toBe(403)
    expect(await ends({ origin: 'null' })).toBe(403)
    expect(await ends({ origin: '' })).toBe(403)
    expect(await ends({ origin: `http://127.0.0.1:${port + 1}` })).toBe(403)
    expect(await ends({ origin: `http://localhost:${port}` })).toBe(403)
    expect(await ends({ path: '/other' })).toBe(404)
    expect(await ends({ path: '/__proto__' })).toBe(404)
    await openPage(server)
  })

  test('is who knows the token', async () => {
    let started = 0
    const startEngine = () => {
      started++
      return { send() {}, end() {} }
    }
    const server = await newServer({ startEngine })
    const { token } = server
    expect(token).toMatch(/^[\w-]{43}$/)
    const wrong = [
      `${token}x`,
      token.slice(0, -1),
      token.toUpperCase(),
      'x',
      (await newServer()).token,
    ]
    for (const path of ['/engine', '/radar']) {
      for (const given of wrong)
        expect(await endOf(openLine(server, { path, token: given }))).toBe(4401)
    }
    expect(started).toBe(0)
    await openPage(server)
    expect(started).toBe(1)
  })

  test('is one of a number that it can serve', async () => {
    const server = await newServer()
    const pages = []
    for (let page = 0; page < 8; page++) pages.push(await openPage(server))
    expect(await endOf(openLine(server))).toBe(4429)
    pages[3].socket.close()
    await endOf(pages[3].socket)
    await expect.poll(async () => Promise.race([endOf(openLine(server)), wait(100)])).toBe('open')
  })
})

const wait = (ms: number) =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve('open'), ms)
  })

describe('a line', () => {
  const registry = createRegistry(createTestTypes([]))

  test.each([
    ['/engine', 17 * 2 ** 20],
    ['/radar', 2 ** 20 + 1],
  ])('ends with a message that is too large: %s', async (path, size) => {
    const server = await newServer()
    const socket = openLine(server, { path })
    await once(socket, 'open')
    socket.send('x'.repeat(size))
    expect(await endOf(socket)).toBe(1009)
    await once(openLine(server, { path }), 'open')
  })

  test.each([
    ['no line', ['hello']],
    ['bytes that nothing named', [new Uint8Array(8)]],
    ['a line that names too many bytes', ['[99999999,1]']],
    ['a text in place of bytes', ['[8,{"$":"Float64Array","n":1}]', '[0,1]']],
    ['other bytes than it named', ['[8,{"$":"Float64Array","n":1}]', new Uint8Array(4)]],
  ])('to an engine ends with %s, and says so', async (_, sent) => {
    const { startEngine, running } = enginesHere(registry, [await newFolder()])
    const server = await newServer({ startEngine })
    const page = await openPage(server)
    for (const each of sent) page.socket.send(each)
    expect(await page.hear('failed')).toMatch(/message/)
    expect(await endOf(page.socket)).toBe(1011)
    expect(running.size).toBe(0)
  })

  test.each([
    ['no JSON', '{'],
    ['another question', '{"id":1,"request":{"ask":"eval","code":"1"}}'],
    ['more than was asked for', '{"id":1,"request":{"ask":"find"},"more":1}'],
    ['options of another kind', '{"id":1,"request":{"ask":"connect","options":{"device":"x"}}}'],
    ['bytes', new Uint8Array(2)],
  ])('to the radar ends with %s', async (_, sent) => {
    const server = await newServer()
    const socket = await openRadarLine(server)
    socket.send(sent)
    expect(await endOf(socket)).toBe(1008)
  })

  test('has an engine of its own, which ends with it', async () => {
    const { startEngine, running } = enginesHere(registry, [await newFolder()])
    const server = await newServer({ startEngine })
    const [one, other] = [await openPage(server), await openPage(server)]
    const stop = { id: 7, request: { ask: 'stop' } }
    expect(running.size).toBe(2)
    one.socket.terminate()
    await expect.poll(() => running.size).toBe(1)
    other.say({ engine: [stop] })
    expect(await other.hear('engine')).toEqual([{ id: 7, answer: undefined }])
    expect(one.heard).toEqual([])
  })

  test('says that its engine has died; a new one has another', async () => {
    const { startEngine, running } = enginesHere(registry, [await newFolder()])
    const server = await newServer({ startEngine })
    const page = await openPage(server)
    for (const { onDeath } of running) onDeath('out of memory')
    expect(await page.hear('failed')).toBe('out of memory')
    expect(await endOf(page.socket)).toBe(1011)
    const next = await openPage(server)
    next.say({ engine: [{ id: 1, request: { ask: 'stop' } }] })
    expect(await next.hear('engine')).toEqual([{ id: 1, answer: undefined }])
  })
})

describe('a port that is taken', () => {
  const options = async () => ({
    page: await newFolder(),
    host: '127.0.0.1',
    startEngine: () => ({ send() {}, end() {} }),
    desk: emptyDesk,
  })

  test('gives way to the next one', async () => {
    const { port } = await newServer()
    const next = await startServer({ ...(await options()), port, orNext: true })
    expect(next.port).toBeGreaterThan(port)
    await next.close()
  })

  test('is said where it was asked for by number', async () => {
    const { port } = await newServer()
    const starting = startServer({ ...(await options()), port, orNext: false })
    await expect(starting).rejects.toThrow(
      new HostError(`port ${port} is in use; choose another with --port`),
    )
  })

  test('is no port at all where the address is not this machine', async () => {
    const starting = startServer({ ...(await options()), host: '192.0.2.1', port: 0, orNext: true })
    await expect(starting).rejects.toThrow(/192\.0\.2\.1 is no address of this machine/)
  })
})
