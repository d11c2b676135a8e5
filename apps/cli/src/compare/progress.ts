/** How far an experiment is, on one line of a terminal. */
import type { Terminal } from '../terminal.ts'

/** Seconds between two drawings. */
const step = 0.1

export interface ProgressLine {
  show(share: number): void
  /** Takes the line off the screen. */
  end(): void
}

export interface Count {
  readonly done: number
  readonly total: number
}

/** Draws on `terminal.err` where a person watches it, else never. */
export function createProgressLine(
  terminal: Terminal,
  now: () => number,
  count: () => Count,
): ProgressLine {
  const begun = now()
  let drawn: number | undefined
  return {
    show(share) {
      const time = now()
      if (!terminal.watched || (drawn !== undefined && time - drawn < step)) return
      drawn = time
      terminal.err(`\r\x1b[K${formatLine(share, count(), time - begun, terminal.columns)}`)
    },
    end() {
      if (drawn !== undefined) terminal.err('\r\x1b[K')
      drawn = undefined
    },
  }
}

/** "[#####.....]  50 %, 12 of 24 cells, 2 min 5 s left", within the columns. */
export function formatLine(
  share: number,
  { done, total }: Count,
  elapsed: number,
  columns: number,
): string {
  const left = share > 0 ? `, ${formatDuration((elapsed * (1 - share)) / share)} left` : ''
  const words = ` ${String(Math.floor(100 * share)).padStart(3)} %, ${done} of ${total} cells${left}`
  const width = Math.min(40, columns - words.length - 3)
  if (width < 4) return words.trim().slice(0, columns - 1)
  const full = Math.floor(width * share)
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]${words}`
}

/** "45 s", "2 min 5 s", "1 h 10 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
