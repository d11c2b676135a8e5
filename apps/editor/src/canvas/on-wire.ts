/** Which wire a node that is dropped at a point would be put into: one that lies there and that it fits. */
import { isRefused } from '../document/context.ts'
import { insertOnWire } from '../document/index.ts'
import type { Editor } from '../state/editor.ts'
import { distanceTo } from './route.ts'
import type { Point } from './sizes.ts'
import type { Plane } from './use-plane.ts'

/** In units of the canvas. */
const reach = 28

/** Answers that are known already, by wire. */
export type Fitting = Map<string, boolean>

export function findWireFor(
  { document }: Editor,
  { wires, geometry }: Plane,
  known: Fitting,
  what: { readonly type: string } | { readonly node: string },
  point: Point,
): string | undefined {
  let best: { id: string; far: number } | undefined
  for (const { id, link } of wires) {
    const route = geometry.routes.get(id)
    const far = route ? distanceTo(route, point) : Number.POSITIVE_INFINITY
    if (far > (best?.far ?? reach)) continue
    let fits = known.get(id)
    if (fits === undefined) {
      // Commands are pure: this one is only asked whether it could.
      const { graph } = document.getState()
      fits = !isRefused(insertOnWire(graph, { link, ...what }, document.context))
      known.set(id, fits)
    }
    if (fits) best = { id, far }
  }
  return best?.id
}
