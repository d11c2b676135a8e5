/** What says that a card belongs to an alternative chain: a stripe, and above its first node the heading. */
import type { UiStore } from '../state/ui.ts'
import { ChainMark, chainToken } from '../theme/chain-mark.tsx'
import type { BranchMark } from './model.ts'
import './branch.css'

/** Lights a chain wherever it is shown: branch, row and curve. */
export function lightChain(ui: UiStore, wire: string | undefined): void {
  if (ui.getState().litChain !== wire) ui.setState({ litChain: wire })
}

export function BranchMarks({ branch }: { branch: BranchMark }) {
  const { letter, index, name, first } = branch
  return (
    <>
      <span className="branch-stripe" style={{ background: `var(${chainToken(index)})` }} />
      {first && (
        <p className="branch-heading">
          <ChainMark index={index} />
          <b>{letter}</b>
          <span title={name}>{name}</span>
        </p>
      )}
    </>
  )
}
