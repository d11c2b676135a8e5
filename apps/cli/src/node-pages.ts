/** The pages of docs/nodes, for scripts/generate.mjs. */
import { nodeTypes } from '@chirpflow/nodes'
import { nodePage } from './node-text.ts'

export const pages = nodeTypes.map((type) => ({ id: type.id, text: nodePage(type) }))
