/** A progress bar on one line of a terminal, for what takes over a second. */
import type { Progress } from '@chirpflow/runtime'
import type { Terminal } from './terminal.ts'

const patience = 1
/** Seconds between two drawings. */
const step = 0.1

export interface ProgressBar {
  show(progress: Progress): void
  /** Takes the bar off the screen. */
  end(): void
}

/** Draws on `terminal.err` where a person watches it, else never. */
export function createProgressBar(terminal: Terminal, now: () => number): ProgressBar {
  const begun = now()
  let drawn: number | undefined
  return {
    show(progress) {
      const time = now()
      if (!terminal.watched || time - begun < patience) return
      if (drawn !== undefined && time - drawn < step) return
      drawn = time
      terminal.err(`\r\x1b[K${formatBar(progress, time - begun, terminal.columns)}`)
    },
    end() {
      if (drawn !== undefined) terminal.err('\r\x1b[K')
      drawn = undefined
    },
  }
}

/** "[#####.....]  50 %, 31 s of recording, 2 s left", within the columns. */
export function formatBar({ time, share }: Progress, elapsed: number, columns: number): string {
  const recorded = Number.isFinite(time) ? `${Math.floor(time)} s of recording` : 'starting'
  if (share === undefined) return recorded.slice(0, columns - 1)
  const left = share > 0 ? `, ${Math.ceil((elapsed * (1 - share)) / share)} s left` : ''
  const words = ` ${String(Math.floor(100 * share)).padStart(3)} %, ${recorded}${left}`
  const width = Math.min(40, columns - words.length - 3)
  if (width < 4) return words.trim().slice(0, columns - 1)
  const full = Math.floor(width * share)
  return `[${'#'.repeat(full)}${'.'.repeat(width - full)}]${words}`
}
