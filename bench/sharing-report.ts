/** What sharing saved, against its goals. */
import type { Goal } from './report.ts'
import { goals } from './settings.ts'
import type { SharingReport } from './sharing.ts'
import { digits } from './table.ts'

export function sharingGoals(report: SharingReport | undefined): Goal[] {
  if (!report) return []
  const { together, apart, prefix, suffixes, settings } = report
  const most = (name: string, goal: number, figure: number, against: string): Goal => ({
    name,
    goal: `<= ${goal} x`,
    figure: `${digits(figure)} x`,
    met: figure <= goal,
    against,
  })
  return [
    most(
      `sharing, ${settings} settings`,
      goals.sharing,
      together / apart,
      `${settings} cold runs in one process`,
    ),
    most(
      'sharing, overhead',
      goals.sharingOverhead,
      together / (prefix + suffixes),
      'prefix once and suffixes',
    ),
  ]
}

export function sharingText(report: SharingReport): string {
  const { settings, together, apart, prefix, suffixes, nodes, same } = report
  return `Sharing: ${settings} settings behind one phase-unwrap took ${digits(together)} s together, ${digits(apart)} s apart; the prefix alone takes ${digits(prefix)} s, all that comes after it ${digits(suffixes)} s. ${nodes.inAll} nodes ran, each once, instead of ${nodes.apart}; ${same} of ${settings} gave the same to the last bit\n`
}
