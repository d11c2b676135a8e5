/** The node of the plan that reads the radar. */
import { type Plan, sizeOf } from '@chirpflow/graph'

export interface LiveSource {
  readonly id: string
  readonly wire: string
  /** s */
  readonly frameInterval: number
  /** As the card sends a frame: 16 bits a number. */
  readonly frameBytes: number
}

export function liveSource(plan: Plan): LiveSource | undefined {
  const node = plan.nodes.find(({ type }) => type.live === true)
  const [port] = Object.entries(node?.outputs ?? {})
  if (!node || !port) return undefined
  const [name, { acquisition, axes, dtype, rate }] = port
  return {
    id: node.id,
    wire: `${node.id}.${name}`,
    frameInterval: acquisition.frameInterval ?? 1 / rate,
    frameBytes: sizeOf(axes) * (dtype === 'complex64' ? 4 : 2),
  }
}
