/** What tells one chain from another in every table and plot: a letter, a colour and a shape. */
import type { Results } from '../results.ts'
import { at } from './scale.ts'
import { letterOf } from './words.ts'

/** Colours that the style sheet has. */
export const hues = 8

export interface Mark {
  readonly name: string
  readonly letter: string
  /** A style that sets --chain. */
  readonly style: string
  readonly shape: 0 | 1 | 2 | 3
  /** Its place among the chains; -1 for the constant. */
  readonly chain: number
}

export function marksOf({ chains }: Results): readonly Mark[] {
  return chains.map(({ name }, chain) => ({
    name,
    letter: letterOf(chain),
    style: `--chain:var(--chain-${chain % hues})`,
    shape: ((chain + Math.floor(chain / hues)) % 4) as Mark['shape'],
    chain,
  }))
}

export const constantMark = (name: string): Mark => ({
  name,
  letter: '',
  style: '--chain:var(--text-3)',
  shape: 0,
  chain: -1,
})

/** Circle, triangle, square, diamond of about equal area. */
export function drawMark({ shape, chain }: Mark, x: number, y: number, size = 4): string {
  const hollow = chain < 0 ? ' hollow' : ''
  if (shape === 0) {
    return `<circle class="mark${hollow}" cx="${at(x)}" cy="${at(y)}" r="${at(size)}"/>`
  }
  const points = [
    [],
    [
      [0, -1.25],
      [1.15, 0.8],
      [-1.15, 0.8],
    ],
    [
      [-0.9, -0.9],
      [0.9, -0.9],
      [0.9, 0.9],
      [-0.9, 0.9],
    ],
    [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
  ][shape]
  const list = points.map(([dx, dy]) => `${at(x + size * dx)},${at(y + size * dy)}`).join(' ')
  return `<polygon class="mark${hollow}" points="${list}"/>`
}

/** The mark alone, as it stands before a name. */
export function markIcon(mark: Mark): string {
  return `<svg class="icon" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" style="${mark.style}">${drawMark(mark, 6, 6, 4)}</svg>`
}

/** Lights up on hover what belongs to one chain. */
export const chainData = ({ chain, style }: Mark) => `data-chain="${chain}" style="${style}"`
