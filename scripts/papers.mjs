/** npm run papers: runs every experiment of examples/papers in full and draws its pictures; -- NAME for some. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensure } from './ensure.mjs'
import { foldersIn, root } from './workspace.mjs'

ensure()
const { bundle } = await import('./bundle.mjs')

const papers = join(root, 'examples', 'papers')
const cache = join(root, '.cache', 'papers')
const wanted = process.argv.slice(2)
const folders = foldersIn(papers).filter(
  (folder) => wanted.length === 0 || wanted.includes(basename(folder)),
)
const { parseResults } = await load(join(root, 'packages', 'experiment', 'src', 'results.ts'))
const { formatCalibration, formatGroups, groupsOf } = await load(join(papers, 'groups.ts'))

const experiments = folders.map((folder) => ({
  folder,
  names: readdirSync(folder)
    .filter((name) => name.endsWith('.experiment.json'))
    .sort(),
}))
const left = experiments.flatMap(({ folder, names }) => names.map((name) => ({ folder, name })))
const found = new Map()

// while one lays out or judges, which a single thread does, another has the other cores
const abreast = Math.min(2, availableParallelism())
await Promise.all(Array.from({ length: abreast }, work))
for (const { folder, names } of experiments) {
  const all = names.map((name) => found.get(join(folder, name)))
  if (all.every((results) => results !== undefined)) await drawPictures(folder, all)
  else process.exitCode = 1
}

async function work() {
  for (let next = left.shift(); next; next = left.shift()) {
    const { folder, name } = next
    found.set(join(folder, name), await runExperiment(folder, name))
  }
}

/** What the experiment found; undefined where it failed. */
async function runExperiment(folder, name) {
  const path = relative(root, join(folder, name))
  const out = join(cache, basename(folder), basename(name, '.experiment.json'))
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const command = join(root, 'apps', 'cli', 'bin', 'chirpflow.js')
  const args = [command, 'compare', path, '--out', relative(root, out)]
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      said[stream] += text
    })
  }
  const [status] = await once(child, 'close')
  // what was said meanwhile of another stands apart
  process.stdout.write(`\n${path}\n${said.stdout}`)
  // a note on each window without an answer says nothing here; the tables count them
  if (status !== 0) {
    process.stderr.write(said.stderr)
    return undefined
  }
  const results = parseResults(readFileSync(join(out, 'results.json'), 'utf8'))
  const groups = groupsOf(results)
  if (groups.length > 1) process.stdout.write(`\n${formatGroups(groups)}`)
  process.stdout.write(formatCalibration(results.table))
  return results
}

/** By the folder's own draw.ts, where it has one: all its results to texts of files. */
async function drawPictures(folder, all) {
  const drawer = join(folder, 'draw.ts')
  if (!existsSync(drawer)) return
  const { draw } = await load(drawer)
  for (const [file, text] of Object.entries(await draw(all))) {
    writeFileSync(join(folder, file), text)
    process.stdout.write(`drew ${relative(root, join(folder, file))}\n`)
  }
}

/** A module of the workspace's TypeScript. */
async function load(path) {
  const file = join(cache, 'modules', `${relative(root, path).replaceAll(/[\\/]/g, '-')}.mjs`)
  mkdirSync(join(cache, 'modules'), { recursive: true })
  await bundle(path, file)
  return import(pathToFileURL(file).href)
}
