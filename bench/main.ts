import { makeRecording } from './recording.ts'
import { runChain } from './run-chain.ts'
import { shapes } from './settings.ts'

for (const [i, shape] of shapes.entries()) {
  const p = `bench/data/recording-600-${i}.npy`
  const t = performance.now()
  makeRecording(p, shape, 600)
  process.stderr.write(`${(performance.now() - t).toFixed(0)} ms\n`)
}
const which = Number(process.argv[2] ?? 0)
const run = await runChain(`bench/data/recording-600-${which}.npy`, Number(process.argv[3] ?? 1e-6))
process.stdout.write(`${run.seconds.toFixed(3)} s  iterations ${run.iterations} rss ${(run.memory / 1e6).toFixed(0)}\n`)
for (const [id, n] of Object.entries(run.nodes)) process.stdout.write(`${id.padEnd(18)} ${(n.seconds * 1e3).toFixed(1)} ms ${n.chunks}\n`)
for (const [id, v] of Object.entries(run.results)) process.stdout.write(`${id.padEnd(18)} ${v.length} ${v.filter((x, i) => i % 60 === 0).map(x => x?.toFixed(4)).join(' ')}\n`)
