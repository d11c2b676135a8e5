/** The few pictures of the report. */
import type { Finding } from '@chirpflow/statistics'

const wrap = (inside: string) =>
  `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${inside}</svg>`

const info = wrap('<circle cx="8" cy="8" r="6.4"/><path d="M8 7.4v3.4M8 5v.01"/>')

export const toneIcons: Readonly<Record<Finding['tone'], string>> = {
  better: wrap('<circle cx="8" cy="8" r="6.4"/><path d="M5.2 8.2l2 2 3.6-4"/>'),
  none: info,
  warning: wrap('<path d="M8 2l6.4 11.6H1.6zM8 6.6v3M8 11.6v.01"/>'),
  note: info,
}

export const logo =
  '<svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#2f6fe0"/><path d="M5 18c2.4 0 2.6-8 5-8s2.6 13 5 13 2.6-14 5-14 2.4 9 7 9" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/></svg>'
