import { expect, it } from 'vitest'
import { colormap, packed } from './colormaps.ts'

const rgb = (value: number) => [value & 255, (value >> 8) & 255, (value >> 16) & 255]
const names = ['viridis', 'cividis', 'magma', 'grey', 'diverging', 'cyclic'] as const

/** CIE 1976 L* of an sRGB colour (IEC 61966-2-1). */
function lightness(value: number): number {
  const [r, g, b] = rgb(value).map((v) => {
    const c = v / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (y * 24389) / 27
}

// Entries 0, 64, 128, 192, 255 of the full published tables.
const published = {
  viridis: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
  magma: ['#000004', '#51127c', '#b73779', '#fc8961', '#fcfdbf'],
  cividis: ['#002051', '#3d4d6e', '#807c75', '#bcaf71', '#fdea45'],
} as const

it.each(['viridis', 'magma', 'cividis'] as const)('%s is the published map', (name) => {
  const table = colormap(name)
  ;[0, 64, 128, 192, 255].forEach((index, k) => {
    const wanted = rgb(packed(published[name][k]))
    rgb(table[index]).forEach((value, channel) => {
      expect(Math.abs(value - wanted[channel])).toBeLessThanOrEqual(4)
    })
  })
})

it.each(['viridis', 'cividis', 'magma', 'grey'] as const)('%s only gets lighter', (name) => {
  const table = colormap(name)
  for (let k = 4; k < 256; k += 4) {
    expect(lightness(table[k])).toBeGreaterThan(lightness(table[k - 4]))
  }
})

it('the diverging map is lightest and grey in the middle, blue below, red above', () => {
  const table = colormap('diverging')
  const [r, g, b] = rgb(table[128])
  expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(6)
  expect(lightness(table[128])).toBeGreaterThan(95)
  const [low, high] = [rgb(table[48]), rgb(table[207])]
  expect(low[2]).toBeGreaterThan(low[0])
  expect(high[0]).toBeGreaterThan(high[2])
})

it('the cyclic map has no seam', () => {
  const table = colormap('cyclic')
  expect(table[0]).toBe(table[255])
})

it.each(names)('%s is opaque and smooth', (name) => {
  const table = colormap(name)
  for (let k = 0; k < 256; k++) {
    expect(table[k] >>> 24).toBe(255)
    if (k === 0) continue
    const [a, b] = [rgb(table[k - 1]), rgb(table[k])]
    for (let channel = 0; channel < 3; channel++) {
      expect(Math.abs(a[channel] - b[channel])).toBeLessThan(8)
    }
  }
})

it('reads hex colours and refuses others', () => {
  expect(packed('#102030')).toBe(0xff302010)
  expect(packed('#fa0')).toBe(0xff00aaff)
  expect(() => packed('red')).toThrow('not a hex colour')
})
