/** npm run papers: runs every experiment of examples/papers in full and draws its pictures; -- NAME for some. */
import { spawn } from 'node:child_process'
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

const found = new Map(folders.map((folder) => [folder, new Map()]))
const left = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.experiment.json'))
    .map((name) => ({ folder, name })),
)
// As many at once as there are cores, with one worker each: no core waits while one lays out or judges.
await Promise.all(Array.from({ length: availableParallelism() }, work))
for (const [folder, results] of found) {
  const all = [...results].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one)
  if (all.every((one) => one !== undefined)) await drawPictures(folder, all)
  else process.exitCode = 1
}

/** The largest are in the last folders, and come first. */
async function work() {
  for (let next = left.pop(); next; next = left.pop()) {
    const { folder, name } = next
    found.get(folder).set(name, await runExperiment(folder, name))
  }
}

/** What the experiment found; undefined where it failed. What it says is said when it is over. */
async function runExperiment(folder, name) {
  const path = relative(root, join(folder, name))
  const out = join(cache, basename(folder), basename(name, '.experiment.json'))
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const command = join(root, 'apps', 'cli', 'bin', 'chirpflow.js')
  const args = [command, 'compare', path, '--out', relative(root, out), '--workers', '1']
  const { code, said, failed } = await runQuietly(args)
  process.stdout.write(`\n${path}\n${said}`)
  // a note on each window without an answer says nothing here; the tables count them
  if (code !== 0) {
    process.stderr.write(failed)
    return undefined
  }
  const results = parseResults(readFileSync(join(out, 'results.json'), 'utf8'))
  const groups = groupsOf(results)
  if (groups.length > 1) process.stdout.write(`\n${formatGroups(groups)}`)
  process.stdout.write(formatCalibration(results.table))
  return results
}

function runQuietly(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    let failed = ''
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (failed += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said, failed }))
  })
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
