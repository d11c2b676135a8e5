/** The menu behind the logo: the commands of the table, by group. */
import { useState } from 'react'
import { type Command, type Group, whyNot } from '../state/command.ts'
import { commands } from '../state/commands.ts'
import { useEditor } from '../state/editor.ts'
import { Icon, Logo } from '../theme/icons.tsx'
import { useFileHands, useFiles } from './files/context.ts'
import { hintOf } from './KeyHint.tsx'
import { Menu, type MenuItem } from './Menu.tsx'

const shown: readonly Group[] = ['File', 'Edit', 'Go to', 'Window']

/** Who has the menu open has the mouse or its keys: going to a region is for the map of keys. */
const isShown = ({ id, unlisted }: Command) => !unlisted && !id.startsWith('window.focus')

export function MainMenu() {
  const editor = useEditor()
  const { files } = useFileHands()
  const recent = useFiles((state) => state.recent)
  const [open, setOpen] = useState(false)

  const itemOf = (command: Command): MenuItem => ({
    id: command.id,
    title: command.title,
    hint: hintOf(command.id),
    reason: whyNot(editor, command),
    run: () => editor.command(command.id),
  })
  const sections = () => [
    ...shown.map((group) => ({
      title: group,
      items: commands.filter((command) => command.group === group && isShown(command)).map(itemOf),
    })),
    {
      title: 'Opened lately',
      items: recent.slice(0, 5).map((name) => ({
        id: name,
        title: name,
        run: () => files.openRecent(name),
      })),
    },
  ]

  return (
    <div className="main-menu">
      <button
        type="button"
        className="logo-button"
        aria-label="Menu"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Logo />
        <Icon name="chevronDown" size={12} />
      </button>
      {open && <Menu label="Menu" sections={sections()} onClose={() => setOpen(false)} />}
    </div>
  )
}
