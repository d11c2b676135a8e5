/** Why two ports do not fit, and the shortest chain of nodes that would make them. */
import {
  type AdapterChain,
  findAdapters,
  formatLink,
  isSignal,
  type Link,
  type LinkRefusal,
  offerOf,
  refuseLink,
  targetAt,
  wireName,
} from '@chirpflow/graph'
import { insertAdapters } from '../document/index.ts'
import { edit } from '../state/edit.ts'
import type { Editor } from '../state/editor.ts'
import { clear } from './draw-wire.ts'
import { wiringNow } from './fits.ts'
import type { CanvasParts } from './local.ts'
import type { Point } from './sizes.ts'
import { portKey } from './wires.ts'

/** Shows the card at once; the way out follows, for it takes a while to find. */
export function refuse(
  editor: Editor,
  parts: CanvasParts,
  link: Link,
  refusal: LinkRefusal,
  screen: Point,
): void {
  const { local, root } = parts
  const box = root.current?.getBoundingClientRect()
  const at: Point = [screen[0] - (box?.left ?? 0), screen[1] - (box?.top ?? 0)]
  local.setState({ refusal: { link, refusal, at, stays: false } })
  editor.ui.setState({ announcement: refusal.message })
  setTimeout(() => {
    const shown = local.getState().refusal
    if (!shown || formatLink(shown.link) !== formatLink(link)) return
    local.setState({ refusal: { ...shown, chains: chainsFor(editor, link) } })
  })
}

function chainsFor(editor: Editor, link: Link): readonly AdapterChain[] {
  const wiring = wiringNow(editor)
  const offer = offerOf(link.from, wiring)
  const target = targetAt(link.to, wiring)
  if (!offer || !isSignal(offer) || !target) return []
  // Only chains that the document takes: in a loop none is.
  const { document } = editor
  return findAdapters(offer, target, editor.registry).filter(
    ({ chain }) =>
      !(
        'refused' in insertAdapters(document.getState().graph, { ...link, chain }, document.context)
      ),
  )
}

export function insertChain(
  editor: Editor,
  parts: CanvasParts,
  link: Link,
  { chain }: AdapterChain,
): void {
  clear(parts)
  edit(editor, insertAdapters, { ...link, chain })
}

/** Shows why a wire that stands does not fit, and the way out. */
export function explainRefusal(editor: Editor, parts: CanvasParts, link: Link): void {
  const refusal = refuseLink(link, wiringNow(editor, link))
  if (!refusal) return
  const point = parts.geometry.current.ports.get(portKey('input', wireName(link.to)))?.point
  refuse(editor, parts, link, refusal, editor.canvas?.toScreen(point ?? [0, 0]) ?? [0, 0])
  parts.local.setState(({ refusal: shown }) =>
    shown ? { refusal: { ...shown, stays: true } } : {},
  )
}
