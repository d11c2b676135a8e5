/** Splits what an experiment found into groups of recordings, each judged for itself. */
import type { RecordingResult, Results } from '@chirpflow/experiment'
import { judge, type Table } from '@chirpflow/statistics'

export interface Group {
  readonly name: string
  readonly table: Table
}

/** "0 dB" of "0 dB, seed 7". */
export const nameOfGroup = ({ name }: RecordingResult) => name.replace(/(^|, )seed \d+$/, '')

/** In the order in which they first occur; a recording whose group is undefined is left out. */
export function groupsOf(
  { chains, constant, window, unit, recordings }: Results,
  groupOf: (recording: RecordingResult) => string | undefined = nameOfGroup,
): readonly Group[] {
  const groups = new Map<string, RecordingResult[]>()
  for (const recording of recordings) {
    const name = groupOf(recording)
    if (name !== undefined) groups.set(name, [...(groups.get(name) ?? []), recording])
  }
  return [...groups].map(([name, own]) => ({
    name,
    table: judge({
      chains: chains.map((chain) => chain.name),
      recordings: own.map(({ name: recording, ...series }) => ({ recording, ...series })),
      constant,
      window,
      unit,
    }),
  }))
}

/** One line a chain, one column a group: share within 1 % of those answered, and share answered. */
export function formatGroups(groups: readonly Group[]): string {
  const [{ table }] = groups
  const first = ['within 1 % / answered', ...table.rows.map(({ chain }) => chain), 'limit']
  const columns = groups.map(({ name, table: { rows, moments, boundWithin1Percent } }) => [
    `${name} (${moments})`,
    ...rows.map(
      ({ within1Percent, coverage }) => `${share(within1Percent.value)} / ${share(coverage.value)}`,
    ),
    share(boundWithin1Percent),
  ])
  const padded = [first, ...columns].map((cells, at) => {
    const width = Math.max(...cells.map((cell) => cell.length))
    return cells.map((cell) => (at === 0 ? cell.padEnd(width) : cell.padStart(width)))
  })
  return first.map((_, line) => `${padded.map((cells) => cells[line]).join('  ')}\n`).join('')
}

/** Stated confidence, share found within 4 % and answers, for each band of each chain that states one. */
export function formatCalibration({ rows }: Table): string {
  const lines = rows.flatMap(({ chain, calibration }) => {
    if (!calibration) return []
    const bands = calibration.bands.map(
      ({ stated, found, answers }) => `${share(stated)} ${share(found.value)} (${answers})`,
    )
    return [`${chain}: off by ${share(calibration.error)}; ${bands.join(', ')}\n`]
  })
  return lines.length === 0 ? '' : `stated, found (answers):\n${lines.join('')}`
}

const share = (value = Number.NaN) => (Number.isNaN(value) ? '-' : `${(100 * value).toFixed(1)} %`)
