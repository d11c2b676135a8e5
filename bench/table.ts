/** Rows of text in columns. */

/** The first column to the left, the others to the right. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd()
  return `${[line(head), ...rows.map(line)].join('\n')}\n`
}

/** Three digits: 12.3, 0.0123. */
export const digits = (value: number) => Number(value.toPrecision(3)).toString()
export const ms = (seconds: number | undefined) =>
  seconds === undefined ? '' : (seconds * 1e3).toFixed(1)
export const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`
export const us = (seconds: number | undefined) =>
  seconds === undefined ? '' : (seconds * 1e6).toFixed(2)
export const times = (ratio: number | undefined) =>
  ratio === undefined || !Number.isFinite(ratio) ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 1)} x`
export const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
