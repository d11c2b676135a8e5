/** Which ports could take a wire, asked of the document as it is now. */
import { type End, type Link, type Wiring, whichOutputsFit, whichPortsFit } from '@chirpflow/graph'
import { withoutLinks } from '../document/commands/edit.ts'
import type { Editor } from '../state/editor.ts'
import type { Side } from './sizes.ts'

export function otherSide(side: Side): Side {
  return side === 'input' ? 'output' : 'input'
}

/** The graph with what is known of it; without a wire that is held in the hand. */
export function wiringNow({ document, registry }: Editor, without?: Link): Wiring {
  const { graph } = document.getState()
  const held = without ? withoutLinks(graph, [without]) : graph
  return { graph: held, registry, plan: document.context.plan(held) }
}

/** Which ports could take a wire from here: undefined where it fits, else why not. */
export function verdictsFor(editor: Editor, end: End, side: Side, without?: Link) {
  const wiring = wiringNow(editor, without)
  return side === 'output' ? whichPortsFit(end, wiring) : whichOutputsFit(end, wiring)
}

export function linkBetween(end: End, side: Side, other: End): Link {
  return side === 'output' ? { from: end, to: other } : { from: other, to: end }
}

/** The two halves of "node.port". */
export function endOf({ wire }: { readonly wire: string }): End {
  const [node, port] = wire.split('.')
  return { node, port }
}
