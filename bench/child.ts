/** Runs each measurement in a process of its own, on one core where taskset can see to that. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const isPinned = spawnSync('taskset', ['-c', '0', 'true']).status === 0

export const pinning = isPinned
  ? 'every measurement pinned to core 0 (taskset)'
  : 'not pinned to a core: there is no taskset here'

/** Runs this bundle again as `args` say; what it printed, parsed. Throws where it failed. */
export function runSelf<T>(...args: readonly (string | number)[]): T {
  const [, script] = process.argv
  return JSON.parse(output(process.execPath, [script, ...args.map(String)])) as T
}

/** The interpreter that the peer runs in. */
const python = process.env.CHIRPFLOW_PYTHON ?? 'python3'
const peer = fileURLToPath(new URL('../../bench/peer/', import.meta.url))

/** Program and arguments of a script of bench/peer. */
export function peerCommand(
  script: string,
  ...args: readonly (string | number)[]
): [program: string, ...args: string[]] {
  return [python, peer + script, ...args.map(String)]
}

export function runPeer<T>(script: string, ...args: readonly (string | number)[]): T {
  const [program, ...all] = peerCommand(script, ...args)
  return JSON.parse(output(program, all)) as T
}

/** Why the peer cannot run, or nothing. */
export function refusePeer(): string | undefined {
  const { status, error } = spawnSync(python, ['-c', 'import numpy, scipy'])
  if (status === 0) return undefined
  const why = error ? 'cannot be started' : 'has no NumPy and SciPy'
  return `no peer: ${python} ${why}; name one that has by CHIRPFLOW_PYTHON. Our figures alone follow.`
}

function output(command: string, args: readonly string[]): string {
  const [program, ...all] = isPinned ? ['taskset', '-c', '0', command, ...args] : [command, ...args]
  const { status, stdout, stderr, error } = spawnSync(program, all, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')}\n${stderr}`)
  return stdout
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Time that this process's threads had a processor so far, s: what others do does not count. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
