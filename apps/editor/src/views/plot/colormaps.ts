/** Colour tables of heat maps, 256 steps each, packed for a little-endian RGBA image. */

/**
 * Equidistant anchors, linear between them (at most 3/255 off the full tables).
 * viridis, magma: N. Smith and S. van der Walt, 2015, CC0 (bids.github.io/colormap).
 * cividis: Nunez, Anderton, Renslow, "Optimizing colormaps with consideration for color vision
 * deficiency", PLOS ONE 13(7), 2018.
 * diverging: RdBu, 11 classes, turned round (C. Brewer, colorbrewer2.org, Apache 2.0).
 * cyclic: light, blue, dark, red, light: both halves differ in hue, as in a twilight sky, so a phase
 * of +1.5 and -1.5 rad are not the same colour; both ends are one.
 */
const anchors = {
  viridis:
    '440154 470d60 48186a 482374 472d7b 453781 424086 3e4989 3b528b 375b8d 33638d 2f6b8e 2c728e 297a8e 26828e 23898e 21918c 1f988b 1fa088 22a785 28ae80 32b67a 3fbc73 4ec36b 5ec962 70cf57 84d44b 98d83e addc30 c2df23 d8e219 ece51b fde725',
  magma:
    '000004 030312 0a0822 130d34 1d1147 29115a 36106b 440f76 51127c 5d177f 6a1c81 762181 832681 902a81 9c2e7f aa337d b73779 c43c75 d0416f dc4869 e75263 ef5d5e f56b5c f9795d fc8961 fd9869 fea772 feb67c fec488 fed395 fde2a3 fcf0b2 fcfdbf',
  cividis:
    '002051 00265d 012b65 083169 11366c 1c3c6e 26426e 31476e 3c4d6e 47536d 51586e 5a5e6e 62646f 6a6a70 727071 797673 7f7c75 868276 8c8877 938e78 9a9478 a19b78 a9a177 b2a874 bbaf71 c5b66d cebd68 d8c462 e2cb5c ebd355 f3da4f fae249 fdea45',
  grey: '000000 ffffff',
  diverging: '053061 2166ac 4393c3 92c5de d1e5f0 f7f7f7 fddbc7 f4a582 d6604d b2182b 67001f',
  cyclic: 'e4dfe6 b3bfd1 7d9cc3 5873b8 473f96 2c1a4a 5b1a50 8f2a55 b6545c cd917f e4dfe6',
} as const

export type MapName = keyof typeof anchors

const made = new Map<MapName, Uint32Array>()

/** 256 colours from lowest to highest, each 0xAABBGGRR. */
export function colormap(name: MapName): Uint32Array {
  const known = made.get(name)
  if (known) return known
  const points = anchors[name].split(' ').map((hex) => Number.parseInt(hex, 16))
  const table = Uint32Array.from({ length: 256 }, (_, index) => {
    const place = (index / 255) * (points.length - 1)
    const left = Math.min(points.length - 2, Math.floor(place))
    const mix = (shift: number) => {
      const [a, b] = [(points[left] >> shift) & 255, (points[left + 1] >> shift) & 255]
      return Math.round(a + (b - a) * (place - left))
    }
    return ((255 << 24) | (mix(0) << 16) | (mix(8) << 8) | mix(16)) >>> 0
  })
  made.set(name, table)
  return table
}

/** A CSS colour (#rgb, #rrggbb) as 0xAABBGGRR; throws on anything else. */
export function packed(css: string): number {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(css)
  const hex = short
    ? `${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}`
    : css.slice(1)
  if (!/^#/.test(css) || !/^[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a hex colour: ${css}`)
  const value = Number.parseInt(hex, 16)
  return ((255 << 24) | ((value & 255) << 16) | (value & 0xff00) | (value >> 16)) >>> 0
}
