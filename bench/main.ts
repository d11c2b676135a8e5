/** npm run bench: measures the chain beside NumPy, and the editor, and says which goals are met. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { median, pinning, refusePeer, runPeer, runSelf } from './child.ts'
import { compareChain } from './compare.ts'
import { measureEditor } from './editor/measure.ts'
import { type ChainData, chainMark, runChain as runLiveChain } from './live/chain-thread.ts'
import { measureLive } from './live/measure.ts'
import { measureWindows, type OneWindowReport, peerArguments, writeWindows } from './one-window.ts'
import { measureOverhead } from './overhead.ts'
import { gatedBins, measureRangeFft, type RangeFftReport, rows } from './range-fft.ts'
import { makeRecording } from './recording.ts'
import { goalsOf, type Measured, type MeasuredChain, reportText } from './report.ts'
import { runChain } from './run-chain.ts'
import { fullScale, type Scale, shapes, smokeScale } from './settings.ts'
import { measureSharing, type SharingReport } from './sharing.ts'

const data = fileURLToPath(new URL('../../bench/data/', import.meta.url))

/** What a child process measures, by its first argument; its result goes to stdout as JSON. */
const parts: Record<string, (...args: string[]) => unknown> = {
  chain: (path) => runChain(path),
  windows: (path, folder, count) => writeWindows(path, folder, Number(count)),
  kernels: (folder) => measureWindows(folder),
  'range-fft': (path) => measureRangeFft(path),
  overhead: () => measureOverhead(),
  sharing: (path) => measureSharing(path),
}

const usage = 'usage: npm run bench -- [--quick] [--editor] [--sharing] [--live] [--json FILE]\n'

const [, , first, ...rest] = process.argv
if (!isMainThread) {
  const data = workerData as ChainData
  if (data.mark === chainMark) parentPort?.postMessage(await runLiveChain(data))
} else if (first !== undefined && Object.hasOwn(parts, first)) {
  process.stdout.write(JSON.stringify(await parts[first](...rest)))
} else {
  const options = parse(process.argv.slice(2))
  if (options) await report(options)
  else {
    process.stderr.write(usage)
    process.exitCode = 2
  }
}

interface Options {
  readonly quick?: boolean
  /** The editor alone. */
  readonly editor?: boolean
  /** What sharing saves, alone. */
  readonly sharing?: boolean
  /** Live runs alone, and under load too. */
  readonly live?: boolean
  readonly json?: string
}

function parse(args: readonly string[]): Options | undefined {
  const options: { -readonly [K in keyof Options]: Options[K] } = {}
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--quick') options.quick = true
    else if (args[i] === '--editor') options.editor = true
    else if (args[i] === '--sharing') options.sharing = true
    else if (args[i] === '--live') options.live = true
    else if (args[i] === '--json' && args[i + 1] !== undefined) options.json = args[++i]
    else return undefined
  }
  return options
}

async function report({ quick, editor, sharing, live, json }: Options): Promise<void> {
  const scale = quick ? smokeScale : fullScale
  const all = !editor && !sharing && !live
  const measured: Measured = {
    machine: `${cpus()[0].model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}`,
    ...(all ? { chain: measureChain(scale) } : {}),
    ...(all || sharing ? { sharing: measureShared(scale) } : {}),
    ...(all || editor ? { editor: await measureEditor(scale.editor, say) } : {}),
    ...(all || live ? { live: await measureLive(scale.live, live === true, say) } : {}),
  }
  process.stdout.write(reportText(measured))
  if (quick)
    process.stdout.write('\n--quick: a tenth of the data; these are no figures to quote.\n')
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ ...measured, goals: goalsOf(measured) }, null, 1)}\n`)
  }
}

function measureChain({ duration, repeats, windows }: Scale): MeasuredChain {
  mkdirSync(data, { recursive: true })
  const paths = shapes.map((shape, i) => {
    const path = join(data, `recording-${duration}s-${i}.npy`)
    say(`recording, ${shape.name}`)
    makeRecording(path, shape, duration)
    return path
  })
  const noPeer = refusePeer()
  const chains = shapes.map((shape, i) => {
    say(`chain, ${shape.name}`)
    return { shape: shape.name, ...compareChain(paths[i], repeats, !noPeer) }
  })

  say('one window at a time, range FFT, engine')
  const folder = join(data, `windows-${windows}`)
  runSelf('windows', paths[0], folder, windows)
  const ours: OneWindowReport[] = []
  const peers: OneWindowReport[] = []
  const ffts: RangeFftReport[] = []
  const peerFfts: RangeFftReport[] = []
  for (let i = 0; i < repeats; i++) {
    ours.push(runSelf<OneWindowReport>('kernels', folder))
    ffts.push(runSelf<RangeFftReport>('range-fft', paths[0]))
    if (noPeer) continue
    peers.push(runPeer<OneWindowReport>('one_window.py', ...peerArguments(folder)))
    peerFfts.push(runPeer<RangeFftReport>('range_fft.py', paths[0], rows, gatedBins))
  }
  const versions = chains[0].versions
  return {
    versions: `Node ${process.versions.node}${versions ? `, ${versions}` : ''}`,
    pinning,
    ...(noPeer ? { noPeer } : {}),
    duration,
    chains,
    windows: { ours: middleWindows(ours), ...(noPeer ? {} : { peer: middleWindows(peers) }) },
    rangeFft: { ours: middleFft(ffts), ...(noPeer ? {} : { peer: middleFft(peerFfts) }) },
    overhead: median(
      Array.from({ length: repeats }, () => runSelf<{ seconds: number }>('overhead').seconds),
    ),
  }
}

function measureShared({ shared }: Scale): SharingReport {
  mkdirSync(data, { recursive: true })
  const shape = shapes[1]
  const path = join(data, `recording-${shared}s-shared.npy`)
  say(`recording, ${shape.name}`)
  makeRecording(path, shape, shared)
  say('sharing')
  return runSelf<SharingReport>('sharing', path)
}

function middleWindows(reports: readonly OneWindowReport[]): OneWindowReport {
  const middle = (key: keyof OneWindowReport) => ({
    ...reports[0][key],
    seconds: median(reports.map((report) => report[key].seconds)),
  })
  return {
    mcsm: middle('mcsm'),
    rlsrhs: middle('rlsrhs'),
    bayes: middle('bayes'),
    vmd: middle('vmd'),
    second: middle('second'),
  }
}

function middleFft(reports: readonly RangeFftReport[]): RangeFftReport {
  return {
    ...reports[0],
    plain: median(reports.map(({ plain }) => plain)),
    gated: median(reports.map(({ gated }) => gated)),
  }
}

/** What is going on, for a person who waits. */
function say(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${what} ...\n`)
}
