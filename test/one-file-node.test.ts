/** A node added as one file is there, with nothing else written; and how the launcher keeps up. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { graphText } from './support/cli-graphs.ts'
import { chirpflow } from './support/command.ts'
import { copyWorkspace, type WorkspaceCopy } from './support/workspace-copy.ts'

const node = (id: string, process: string) => `import { defineNode, port } from '@chirpflow/graph'

export default defineNode({
  id: '${id}',
  version: 1,
  title: 'Turned round',
  category: 'filter',
  summary: 'Turns each number round.',
  inputs: { in: port('float64', [], 'One number') },
  outputs: { out: port('float64', [], 'The same with the other sign', { units: ['Hz'] }) },
  params: {},
  plan: ({ in: input }) => ({ out: { ...input, unit: 'Hz' } }),
  open: () => ({
    process({ in: chunk }, emit) {
      ${process}
    },
  }),
})
`
const graph = (type: string) =>
  graphText(
    {
      person: {
        type: 'simulated-displacement@1',
        params: { duration: 1, heartFrom: 1.25, heartTo: 1.25 },
      },
      turn: { type: `${type}@1`, params: {} },
      log: { type: 'rate-log@1', params: {} },
    },
    ['person.heartRate -> turn.in', 'turn.out -> log.rate'],
  )

let copy: WorkspaceCopy
beforeAll(() => {
  copy = copyWorkspace()
})
afterAll(() => copy.remove())

const run = (...args: string[]) => chirpflow(args, { workspace: copy.folder })
const place = (path: string) => join(copy.folder, path)
const nodeFile = (id: string) => place(`packages/nodes/src/filter/${id}.ts`)

describe('a node added as one file', () => {
  test('shows up in nodes, describe, check and run, and goes with its file', async () => {
    expect((await run('describe', 'turned-round')).code).toBe(2)
    writeFileSync(
      nodeFile('turned-round'),
      node('turned-round', 'emit({ out: chunk.data.map((value) => -value) })'),
    )
    writeFileSync(place('turn.graph.json'), graph('turned-round'))
    expect((await run('nodes')).out).toContain('  turned-round ')
    expect(await run('describe', 'turned-round')).toMatchObject({ code: 0, err: '' })
    const checked = await run('check', 'turn.graph.json')
    expect(checked).toMatchObject({ code: 0, out: 'turn.graph.json: no problems\n' })
    expect((await run('run', 'turn.graph.json')).out).toMatch(/^log\s+-75\.0 \/min/m)

    rmSync(nodeFile('turned-round'))
    expect((await run('check', 'turn.graph.json')).code).toBe(2)
  }, 120_000)

  test('a mistake in its code is an internal error, or fails its node, without a stack', async () => {
    writeFileSync(
      nodeFile('bad-plan'),
      node('bad-plan', '').replace("unit: 'Hz' } })", "unit: 'm' } })"),
    )
    writeFileSync(nodeFile('bad-run'), node('bad-run', "throw new Error('no luck')"))
    writeFileSync(place('plan.graph.json'), graph('bad-plan'))
    writeFileSync(place('run.graph.json'), graph('bad-run'))
    const planned = await run('run', 'plan.graph.json')
    const ran = await run('run', 'run.graph.json')
    for (const path of ['bad-plan', 'bad-run']) rmSync(nodeFile(path))
    expect(planned.code).toBe(1)
    expect(planned.err).toMatch(/^internal error: bad-plan\.out: .*please report/)
    expect(ran.code).toBe(1)
    expect(ran.err).toBe('error: turn failed: no luck\n')
    expect(planned.err).not.toMatch(/^\s+at /m)
  }, 120_000)

  test('new-node writes one that passes its test and the linter', async () => {
    const made = spawnSync(process.execPath, ['scripts/new-node.mjs', 'filter/my-method'], {
      cwd: copy.folder,
      encoding: 'utf8',
    })
    expect(made.status, made.stderr).toBe(0)
    expect((await run('describe', 'my-method')).code).toBe(0)
    expect(existsSync(place('docs/nodes/my-method.md'))).toBe(true)
    const biome = 'node_modules/@biomejs/biome/bin/biome'
    const linted = spawnSync(
      process.execPath,
      [biome, 'check', '--vcs-enabled=false', '--error-on-warnings', 'packages/nodes/src'],
      { cwd: copy.folder, encoding: 'utf8' },
    )
    expect(linted.status, linted.stdout + linted.stderr).toBe(0)
    const tested = spawnSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--root', copy.folder, 'my-method'],
      { cwd: copy.folder, encoding: 'utf8' },
    )
    expect(tested.status, tested.stdout + tested.stderr).toBe(0)
    const again = spawnSync(process.execPath, ['scripts/new-node.mjs', 'rate/my-method'], {
      cwd: copy.folder,
      encoding: 'utf8',
    })
    expect(again.status).toBe(2)
    expect(again.stderr).toContain('is there already')
  }, 120_000)
})

describe('the launcher', () => {
  test('builds once from several processes at a time', async () => {
    rmSync(place('apps/cli/dist'), { recursive: true, force: true })
    const outcomes = await Promise.all([1, 2, 3].map(() => run('--version')))
    for (const outcome of outcomes) {
      expect(outcome).toEqual({ code: 0, signal: null, out: '0.1.0\n', err: '' })
    }
    expect(readdirSync(place('apps/cli/dist')).sort()).toEqual(['main.mjs', 'main.mjs.map'])
  }, 120_000)

  test('names the file that cannot be built', async () => {
    writeFileSync(nodeFile('half-written'), 'export default defineNode({')
    const outcome = await run('nodes')
    rmSync(nodeFile('half-written'))
    expect(outcome.code).toBe(1)
    expect(outcome.err).toMatch(/could not be built[\s\S]*half-written\.ts/)
    expect(outcome.err).not.toMatch(/^\s+at /m)
  }, 120_000)

  test('says in one line what to do where nothing is installed', async () => {
    const bare = copyWorkspace({ installed: false })
    const outcome = await chirpflow(['nodes'], { workspace: bare.folder })
    bare.remove()
    expect(outcome.code).toBe(2)
    expect(outcome.err).toMatch(/^chirpflow is not set up yet: run npm ci first.*\n$/)
  })
})
