/** The page's colours and fonts as a canvas wants them: numbers, not custom properties. */
import { chainToken } from '../theme/chain-mark.tsx'
import type { PlotTheme } from './plot/frame.ts'

const colours = {
  plot: '--plot',
  node: '--node',
  raised: '--raised',
  line: '--line',
  text1: '--text-1',
  text2: '--text-2',
  text3: '--text-3',
  control: '--control',
  accent: '--accent',
  warning: '--warning',
} as const

let current: PlotTheme | undefined
const listeners = new Set<() => void>()

/** What the tokens are now. Cheap: read again only after the theme has changed. */
export function plotTheme(): PlotTheme {
  if (current) return current
  const root = document.documentElement
  const style = getComputedStyle(root)
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen) throw new Error('this browser gives no 2D canvas')
  const colour = (token: string): string => {
    // A pen gives back #rrggbb whatever way the token is written, system colours too.
    pen.fillStyle = style.getPropertyValue(token).trim()
    return pen.fillStyle
  }
  const font = (token: string) => style.getPropertyValue(token).trim() || 'sans-serif'
  current = {
    plot: colour(colours.plot),
    node: colour(colours.node),
    raised: colour(colours.raised),
    line: colour(colours.line),
    text1: colour(colours.text1),
    text2: colour(colours.text2),
    text3: colour(colours.text3),
    control: colour(colours.control),
    accent: colour(colours.accent),
    warning: colour(colours.warning),
    chains: [0, 1, 2, 3].map((index) => colour(chainToken(index))),
    sans: font('--font-sans'),
    mono: font('--font-mono'),
  }
  return current
}

let watching = false

function changed(): void {
  current = undefined
  for (const listener of listeners) listener()
}

/** Called when colours change or fonts have loaded; call the result to stop. */
export function onTheme(listener: () => void): () => void {
  if (!watching) {
    watching = true
    new MutationObserver(changed).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme'],
    })
    for (const query of ['(forced-colors: active)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', changed)
    }
    document.fonts.addEventListener('loadingdone', changed)
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}
