/** Room that a comparison takes beside its cards: headings, the button under the branches, the remark. */
import { type Box, boxAt } from '../document/places.ts'
import type { Plane } from './use-plane.ts'

/** Of what stands right of the compare-rates node. */
export const remark = { gap: 28, width: 160, height: 96 } as const
/** Of the button under the last branch. */
export const adding = { gap: 16, width: 180, height: 28 } as const
const heading = 24

export function boxesBeside({ comparisons, geometry, model }: Plane): readonly Box[] {
  const boxOf = (id: string) => geometry.boxes.get(model.cardOf.get(id) ?? id)
  return comparisons.flatMap(({ node, branches }) => {
    const heads = branches.flatMap(({ nodes, source }) => boxOf(nodes[0] ?? source.node) ?? [])
    const judge = boxOf(node)
    const last = heads.at(-1)
    return [
      ...heads.map(({ left, top }) => boxAt([left, top - heading], { width: 1, height: heading })),
      ...(last ? [boxAt([last.left, last.bottom + adding.gap], adding)] : []),
      ...(judge ? [boxAt([judge.right + remark.gap, judge.top], remark)] : []),
    ]
  })
}
