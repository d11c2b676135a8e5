/** Beside the cards of a comparison: where one more chain is added, and what sharing has saved. */
import { hintOf } from '../app/KeyHint.tsx'
import type { Comparison } from '../document/branches.ts'
import type { Box } from '../document/places.ts'
import { openAlternatives } from '../state/commands-canvas.ts'
import { useEditor, useSession } from '../state/editor.ts'
import { sharingOf, sharingWords } from '../state/sharing.ts'
import { Icon } from '../theme/icons.tsx'
import { adding, remark } from './branch-boxes.ts'
import type { Plane } from './use-plane.ts'

export function Branches({ plane }: { plane: Plane }) {
  const { comparisons, geometry, model } = plane
  const boxOf = (id: string) => geometry.boxes.get(model.cardOf.get(id) ?? id)
  return comparisons.map((comparison) => {
    const box = boxOf(comparison.node)
    return (
      <div key={comparison.node}>
        <AddBranch comparison={comparison} boxOf={boxOf} />
        {box && <SharedOnce comparison={comparison} box={box} />}
      </div>
    )
  })
}

/** Under the first node of the last branch. */
function AddBranch({
  comparison,
  boxOf,
}: {
  comparison: Comparison
  boxOf: (id: string) => Box | undefined
}) {
  const editor = useEditor()
  const last = comparison.branches.at(-1)
  const head = last && (last.nodes[0] ?? last.source.node)
  const box = head === undefined ? undefined : boxOf(head)
  if (head === undefined || !box) return null
  return (
    <button
      type="button"
      className="add-branch nodrag nopan"
      style={{ left: box.left, top: box.bottom + adding.gap }}
      onClick={(event) => {
        const { left, top } = event.currentTarget.getBoundingClientRect()
        openAlternatives(editor, head, [left, top])
      }}
    >
      <Icon name="add" size={12} />
      Add alternative
      <kbd>{hintOf('selection.alternative')}</kbd>
    </button>
  )
}

function SharedOnce({ comparison, box }: { comparison: Comparison; box: Box }) {
  const nodes = useSession((state) => state.nodes)
  const sharing = sharingOf(comparison, nodes)
  if (!sharing) return null
  return (
    <p className="shared-once" style={{ left: box.right + remark.gap, top: box.top + 4 }}>
      <b>Shared once</b>
      {sharingWords(sharing)}
    </p>
  )
}
