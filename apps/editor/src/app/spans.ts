/** Spans of time as the live part says them. */

/** "05:41", "1:05:41". */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const rest = `${two(minutes)}:${two(whole % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** "12 s ago", "1 min 12 s ago". */
export function ago(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  if (minutes === 0) return `${rest} s ago`
  return rest === 0 ? `${minutes} min ago` : `${minutes} min ${rest} s ago`
}

/** "−1:12", "−0:30": a place on the timeline. */
export function before(seconds: number): string {
  const whole = Math.round(Math.abs(seconds))
  return `−${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
