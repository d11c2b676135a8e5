/** Whether a day of capture holds memory flat. */
import { goals } from '../settings.ts'
import { formatTable, percent } from '../table.ts'
import type { MemorySample, SoakReport } from './soak.ts'

export interface Flatness {
  /** Heap and buffers at the end of the first tenth, bytes. */
  readonly base: number
  /** Farthest that a later sample lies from it, as a share of it. */
  readonly change: number
  readonly flat: boolean
}

export function flatnessOf(memory: readonly MemorySample[]): Flatness {
  const tenth = Math.max(0, Math.ceil(memory.length / 10) - 1)
  const all = memory.slice(tenth).map(({ heap, buffers }) => heap + buffers)
  const [base, ...later] = all
  const change = Math.max(...later.map((bytes) => Math.abs(bytes / base - 1)))
  return { base, change, flat: change <= goals.memoryFlat }
}

export function soakText(report: SoakReport): string {
  const { duration, seconds, frames, damaged, packets, lost, estimates, answers, memory } = report
  const { base, change, flat } = flatnessOf(memory)
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2)
  const tenths = memory.filter((_, at) => (at + 1) % Math.ceil(memory.length / 20) === 0)
  const table = formatTable(
    ['simulated', 'heap', 'buffers', 'both', 'to the first tenth'],
    tenths.map(({ time, heap, buffers }) => [
      `${(time / 3600).toFixed(2)} h`,
      ...[heap, buffers, heap + buffers].map(megabytes),
      percent((heap + buffers) / base - 1),
    ]),
  )
  return `${(duration / 3600).toFixed(2)} h of capture in ${seconds.toFixed(0)} s, ${(duration / seconds).toFixed(0)} times real time
${frames} frames (${damaged} damaged or missing), ${packets} packets (${lost} lost), ${estimates} estimates, ${answers} of them answers
Memory after a collection, MB
${table}${flat ? 'flat' : 'NOT FLAT'}: heap and buffers within ${percent(change)} of the first tenth's (wanted ${percent(goals.memoryFlat)})
`
}
