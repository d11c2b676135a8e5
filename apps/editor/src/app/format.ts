/** Durations, bytes and shares in the words of the window. */

/** "0.4 ms", "211 ms", "1.24 s", "2 min 5 s". */
export function showSeconds(seconds: number): string {
  if (seconds < 0.0095) return `${(seconds * 1e3).toFixed(1)} ms`
  if (seconds < 0.9995) return `${Math.round(seconds * 1e3)} ms`
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`
  if (seconds < 119.5) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** "9.3 kB"; powers of ten, as files are counted. */
export function showBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`
}

/** "95 %", and "under 1 %" for what is not nothing. */
export function showShare(share: number): string {
  if (share > 0 && share < 0.005) return 'under 1 %'
  return `${Math.round(share * 100)} %`
}

/** Two figures, or whole from ten on: "95", "7.5". */
export function showFactor(value: number): string {
  return value >= 9.95 ? Math.round(value).toLocaleString('en') : value.toPrecision(2)
}
