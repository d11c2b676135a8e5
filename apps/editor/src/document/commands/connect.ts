/** Draws a wire, where it fits. */
import { formatLink, type Link, refuseLink } from '@chirpflow/graph'
import { type Command, wiringOf } from '../context.ts'
import { withLink, withoutLinks } from './edit.ts'

export interface Connect extends Link {
  /** A wire that is picked up from its input and put elsewhere: it goes. */
  readonly instead?: Link
}

export const connect: Command<Connect> = (graph, { from, to, instead }, context) => {
  const link: Link = { from, to }
  if (instead && formatLink(instead) === formatLink(link)) return { graph, label: 'Connect' }
  const placed = context.placed(graph)
  const base = instead ? withoutLinks(placed, [instead]) : placed
  const refusal = refuseLink(link, wiringOf(base, context))
  if (refusal) return { refused: refusal.message }
  const label = `Connect ${formatLink(link)}`
  return { graph: withLink(base, link, context.registry), label }
}
