/** npm run soak: a day of capture faster than real time; ends with 1 where memory is not flat. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { soak } from './soak.ts'
import { flatnessOf, soakText } from './soak-report.ts'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

function collect() {
  // buffers are let go of by the collection after the one that found them
  gc()
  gc()
  const { heapUsed, external } = process.memoryUsage()
  return { heap: heapUsed, buffers: external }
}

const hours = Number(process.argv[2] ?? 24)
if (!(hours > 0)) {
  process.stderr.write('usage: npm run soak -- [HOURS]\n')
  process.exit(2)
}
const report = await soak(
  {
    // its four lanes are 6,400 bytes a frame however many receivers are on
    radar: { receivers: 1, chirps: 2, samples: 200, framePeriod: 0.05 },
    duration: 3600 * hours,
    samples: 100,
    // as chirpflow live has it
    keep: 64 * 2 ** 20,
  },
  collect,
  (share) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${(100 * share).toFixed(0)} % `)
  },
)
process.stdout.write(`\n${soakText(report)}`)
process.exitCode = flatnessOf(report.memory).flat ? 0 : 1
