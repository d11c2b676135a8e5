/** npm run papers: runs every experiment of examples/papers in full and draws its pictures; -- NAME for some. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

for (const folder of folders) {
  const experiments = readdirSync(folder).filter((name) => name.endsWith('.experiment.json'))
  const all = []
  for (const name of experiments.sort()) all.push(await runExperiment(folder, name))
  if (all.every((results) => results !== undefined)) await drawPictures(folder, all)
  else process.exitCode = 1
}

/** What the experiment found; undefined where it failed. */
async function runExperiment(folder, name) {
  const path = relative(root, join(folder, name))
  const out = join(cache, basename(folder), basename(name, '.experiment.json'))
  process.stdout.write(`\n${path}\n`)
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const command = join(root, 'apps', 'cli', 'bin', 'chirpflow.js')
  const { status, stderr } = spawnSync(
    process.execPath,
    [command, 'compare', path, '--out', relative(root, out)],
    { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], maxBuffer: 2 ** 28, encoding: 'utf8' },
  )
  // a note on each window without an answer says nothing here; the tables count them
  if (status !== 0) {
    process.stderr.write(stderr)
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
