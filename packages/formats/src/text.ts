/** Text out of bytes, without the TextDecoder that the plain language lacks. */

/** UTF-8 text of the bytes, less a byte order mark; Latin-1 where they are not valid UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  return utf8(bytes.subarray(start)) ?? latin1(bytes.subarray(start))
}

/** One character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += block) {
    text += String.fromCharCode(...bytes.subarray(at, at + block))
  }
  return text
}

/** Arguments of one call of String.fromCharCode: engines allow some ten thousand. */
const block = 4096

function utf8(bytes: Uint8Array): string | undefined {
  let text = ''
  let points: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]
    const more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    if (more < 0 || lead > 0xf4 || at + more >= bytes.length) return undefined
    // The lead byte holds 7, 5, 4 or 3 bits of the code point.
    let point = more === 0 ? lead : lead & (0x3f >> more)
    for (let k = 1; k <= more; k++) {
      const next = bytes[at + k]
      if ((next & 0xc0) !== 0x80) return undefined
      point = (point << 6) | (next & 0x3f)
    }
    if (point < lowest[more] || point > 0x10ffff) return undefined
    if (point >= 0xd800 && point < 0xe000) return undefined
    points.push(point)
    at += more + 1
    if (points.length === block) {
      text += String.fromCodePoint(...points)
      points = []
    }
  }
  return text + String.fromCodePoint(...points)
}

/** Smallest code point that needs this many continuation bytes; below is an overlong form. */
const lowest = [0, 0x80, 0x800, 0x10000]
