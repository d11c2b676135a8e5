/** Reads tokens.css and holds every contrast ratio to the table of the design (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(theme: 'dark' | 'light'): Map<string, string> {
  const block = new RegExp(`^:root\\[data-theme="${theme}"\\] \\{([^}]*)\\}`, 'm').exec(css)
  const declared = (block?.[1] ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)
  return new Map([...declared].map(([, name, colour]) => [name, colour]))
}

/** Relative luminance of sRGB: 0.2126 R + 0.7152 G + 0.0722 B of the linear channels. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** The design's table: against canvas, panel, node. */
const table = {
  dark: {
    'text-1': [16.2, 15.1, 13.9],
    'text-2': [9.6, 9.0, 8.2],
    'text-3': [6.6, 6.2, 5.7],
    control: [4.3, 4.0, 3.7],
    accent: [7.9, 7.3, 6.7],
    ok: [8.6, 8.0, 7.4],
    warning: [10.2, 9.6, 8.8],
    error: [7.8, 7.3, 6.7],
  },
  light: {
    'text-1': [15.2, 16.4, 17.5],
    'text-2': [7.4, 8.1, 8.6],
    'text-3': [5.0, 5.5, 5.8],
    control: [3.2, 3.5, 3.7],
    accent: [5.0, 5.4, 5.8],
    ok: [5.5, 6.0, 6.3],
    warning: [5.5, 5.9, 6.3],
    error: [5.3, 5.8, 6.2],
  },
}
/** Pairs of [foreground, ground, ratio]. */
const pairs = {
  dark: [
    ['on-accent', 'accent', 7.9],
    ['ok', 'ok-tint', 7.0],
    ['warning', 'warning-tint', 7.9],
    ['error', 'error-tint', 6.5],
    ['text-3', 'raised', 4.9],
  ],
  light: [
    ['on-accent', 'accent', 5.8],
    ['ok', 'ok-tint', 5.5],
    ['warning', 'warning-tint', 5.6],
    ['error', 'error-tint', 5.2],
    ['text-3', 'raised', 4.8],
  ],
} as const
/** Against the node. */
const ports = {
  dark: { int16: 10.2, float32: 11.1, float64: 5.1, complex64: 5.9 },
  light: { int16: 5.8, float32: 9.3, float64: 5.3, complex64: 6.3 },
}
const texts = ['text-1', 'text-2', 'text-3', 'accent', 'ok', 'warning', 'error']
const traces = ['text-1', 'control', 'accent', 'chain-a', 'chain-b', 'chain-c', 'chain-d']

describe.each(['dark', 'light'] as const)('%s', (theme) => {
  const tokens = tokensOf(theme)
  const ratio = (a: string, b: string) => contrast(tokens.get(a)!, tokens.get(b)!)
  const surfaces = ['canvas', 'panel', 'node']

  test('every ratio of the table', () => {
    for (const [name, expected] of Object.entries(table[theme])) {
      surfaces.forEach((surface, index) => {
        expect(
          Math.abs(ratio(name, surface) - expected[index]),
          `${name} on ${surface}`,
        ).toBeLessThan(0.06)
      })
    }
    for (const [front, ground, expected] of pairs[theme]) {
      expect(Math.abs(ratio(front, ground) - expected), `${front} on ${ground}`).toBeLessThan(0.06)
    }
    for (const [name, expected] of Object.entries(ports[theme])) {
      expect(Math.abs(ratio(name, 'node') - expected), name).toBeLessThan(0.06)
    }
  })

  test('text has 4.5 on every surface it stands on, and on its tint', () => {
    for (const name of texts) {
      for (const surface of [...surfaces, 'plot']) {
        expect(ratio(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    for (const [front, ground] of pairs[theme]) {
      expect(ratio(front, ground), `${front} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('edges, ports and traces have 3', () => {
    for (const name of ['control', ...Object.keys(ports[theme])]) {
      for (const surface of surfaces) {
        expect(ratio(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(3)
      }
    }
    for (const name of traces) {
      for (const surface of ['plot', 'node']) {
        expect(ratio(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test('chains have 3 wherever their marks stand', () => {
    for (const name of traces.filter((trace) => trace.startsWith('chain'))) {
      for (const surface of [...surfaces, 'plot', 'raised']) {
        expect(ratio(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test('both themes name the same tokens', () => {
    expect([...tokens.keys()]).toEqual([...tokensOf('dark').keys()])
    expect(tokens.size).toBeGreaterThanOrEqual(27)
  })
})
