/** How large cards are and where their ports lie: worked out from the definition, never measured. */
import type { NodeType, Registry } from '@chirpflow/graph'
import { compareType } from '../document/branches.ts'
import type { Box, Size, SizeOf } from '../document/places.ts'

export type Side = 'input' | 'output'
export type Point = readonly [number, number]

export const header = 28
export const previewHeight = 84
export const row = 20
/** Above the first row of ports, and the signal line below the last. */
const rowsTop = header + previewHeight + 3
const foot = 21

const widths = [176, 208, 240] as const
/** State icon, paddings, and a time badge of two figures beside a title. */
const besideTitle = 72
/** Titles are set a little closer than running text. */
const closer = 0.96
/** Both paddings and the gap between the names of a row. */
const besideNames = 36

/** Names of the ports of a card, as they are written on it. */
export interface PortNames {
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** `wide`: its picture wants the room. */
export function cardSize(title: string, { inputs, outputs }: PortNames, wide = false): Size {
  const rows = Math.max(inputs.length, outputs.length, 1)
  const names = Array.from({ length: rows }, (_, index) =>
    textWidth(`${inputs[index] ?? ''}${outputs[index] ?? ''}`, 11),
  )
  const needed = Math.max(
    closer * textWidth(title, 12) + besideTitle,
    ...names.map((w) => w + besideNames),
  )
  const possible = wide ? widths.slice(1) : widths
  const width = possible.find((room) => needed <= room) ?? widths[2]
  return { width, height: rowsTop + rows * row + foot }
}

export function namesOf(type: NodeType): PortNames {
  return { inputs: Object.keys(type.inputs), outputs: Object.keys(type.outputs) }
}

/** For the document's context: the size of a node of each type; of an unknown one, one row. */
export function createSizeOf(registry: Registry): SizeOf {
  const known = new Map<string, Size>()
  return (id) => {
    const there = known.get(id)
    if (there) return there
    const type = registry.get(id)
    const size = type
      ? cardSize(type.title, namesOf(type), id === compareType)
      : cardSize(id, { inputs: [''], outputs: [''] })
    known.set(id, size)
    return size
  }
}

/** Middle of a port, from the top left corner of its card. */
export function portOffset({ width }: Size, side: Side, index: number): Point {
  return [side === 'input' ? 0 : width, rowsTop + index * row + row / 2]
}

export function portPoint(box: Box, side: Side, index: number): Point {
  const [, y] = portOffset({ width: 0, height: 0 }, side, index)
  return [side === 'input' ? box.left : box.right, box.top + y]
}

/** Widths of Inter in thousandths of the font size, by kinds of letters; near enough for three widths. */
function textWidth(text: string, size: number): number {
  let sum = 0
  for (const letter of text) {
    if (/[ijl.,'|:!]/.test(letter)) sum += 270
    else if (/[ft r()-]/.test(letter)) sum += 360
    else if (/[mwMW]/.test(letter)) sum += 850
    else if (/[A-Z]/.test(letter)) sum += 670
    else sum += 590
  }
  return (sum * size) / 1000
}
