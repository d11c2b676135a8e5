/** The menu of what lies under the pointer: commands of the table, with their keys. */
import { useCallback } from 'react'
import { hintOf } from '../app/KeyHint.tsx'
import { Menu, type MenuSection } from '../app/Menu.tsx'
import { perform, whyNot } from '../state/command.ts'
import { commandOf } from '../state/commands.ts'
import { selectionOf } from '../state/edit.ts'
import { type Editor, useEditor } from '../state/editor.ts'
import { openAddAt } from './add-at.ts'
import { openGroup } from './group.ts'
import { type Local, useLocal, useParts } from './local.ts'

type Menued = NonNullable<Local['menu']>

const listed: Record<Menued['on'], readonly (readonly [string, readonly string[]])[]> = {
  canvas: [
    ['Add', ['canvas.note', 'edit.paste']],
    ['All', ['canvas.select-all', 'canvas.tidy', 'canvas.fit', 'canvas.zoom-100']],
  ],
  node: [
    ['Signal', ['selection.view', 'selection.view-which', 'selection.connect']],
    ['Compare', ['selection.alternative']],
    ['State', ['selection.bypass', 'selection.disable', 'selection.rename']],
    ['Parts', ['edit.copy', 'selection.duplicate', 'selection.group', 'canvas.move']],
    ['Delete', ['selection.delete', 'selection.delete-only']],
  ],
  group: [
    ['Group', ['selection.rename', 'selection.ungroup']],
    ['State', ['selection.bypass', 'selection.disable']],
    ['Parts', ['edit.copy', 'selection.duplicate', 'canvas.move']],
    ['Delete', ['selection.delete', 'selection.delete-only']],
  ],
  note: [
    ['Note', ['selection.rename', 'selection.duplicate', 'canvas.move']],
    ['Delete', ['selection.delete']],
  ],
  wire: [
    [
      'Wire',
      ['selection.view', 'selection.view-difference', 'selection.insert', 'selection.cut-wire'],
    ],
  ],
}

const aligning = [
  'selection.align-left',
  'selection.align-top',
  'selection.space-x',
  'selection.space-y',
]

export function ContextMenu() {
  const editor = useEditor()
  const { local, root } = useParts()
  const menu = useLocal((state) => state.menu)
  const close = useCallback(() => local.setState({ menu: undefined }), [local])
  if (!menu) return null
  const box = root.current?.getBoundingClientRect()
  const sections = sectionsOf(editor, menu)
  const height = sections.reduce((sum, { items }) => sum + items.length * 26 + 9, 8)
  const left = Math.max(4, Math.min(menu.at[0], (box?.width ?? 0) - 308))
  const top = Math.max(-2, Math.min(menu.at[1], (box?.height ?? 0) - height - 8))
  const first: MenuSection[] =
    menu.on === 'canvas'
      ? [
          {
            title: 'Here',
            items: [
              {
                id: 'add-here',
                title: 'Add a node here',
                hint: hintOf('canvas.add'),
                run: () =>
                  openAddAt(editor, [menu.at[0] + (box?.left ?? 0), menu.at[1] + (box?.top ?? 0)]),
              },
            ],
          },
        ]
      : menu.on === 'group'
        ? [
            {
              title: 'Here',
              items: [
                {
                  id: 'open',
                  title: 'Open the group',
                  hint: hintOf('selection.enter'),
                  run: () => openGroup(local, editor.ui.getState().selectedNodes[0] ?? ''),
                },
              ],
            },
          ]
        : []
  return (
    <div className="canvas-menu" data-over-canvas style={{ left, top }}>
      <Menu label="What can be done here" sections={[...first, ...sections]} onClose={close} />
    </div>
  )
}

function sectionsOf(editor: Editor, { on }: Menued): MenuSection[] {
  const several = on === 'node' && selectionOf(editor).nodes.length > 1
  const all = [
    ...listed[on],
    ...(several
      ? [['Order', aligning] as const, ['Two', ['selection.view-difference']] as const]
      : []),
  ]
  return all.map(([title, ids]) => ({
    title,
    items: ids.map((id) => {
      const command = commandOf(id)
      return {
        id,
        title: command.title,
        hint: hintOf(id),
        reason: whyNot(editor, command),
        run: () => perform(editor, command),
      }
    }),
  }))
}
