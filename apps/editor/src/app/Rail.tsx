/** The palette when it is closed: a rail of categories, each opens it at its place. */
import { categories } from '@chirpflow/graph'
import { useEditor, useUi } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import './Rail.css'

const words: Record<(typeof categories)[number], string> = {
  source: 'Sources',
  range: 'Range',
  window: 'Windows',
  target: 'Target',
  phase: 'Phase',
  harmonics: 'Harmonics',
  decomposition: 'Decomposition',
  filter: 'Filters',
  rate: 'Rates',
  sink: 'Sinks',
}

export function Rail() {
  const editor = useEditor()
  const open = useUi((state) => state.palette)

  function openAt(category: string) {
    editor.ui.setState({ palette: true })
    requestAnimationFrame(() => {
      document.getElementById(`palette-${category}`)?.scrollIntoView({ block: 'start' })
      document.querySelector<HTMLElement>('[data-region="palette"] input')?.focus()
    })
  }

  return (
    <nav className="rail" aria-label="Node categories">
      <button
        type="button"
        className="rail-add"
        title="Add a node (A)"
        aria-label="Add a node"
        onClick={() => editor.command('canvas.add')}
      >
        <Icon name="add" />
      </button>
      <div className="rail-line" />
      <div className="rail-categories">
        {categories.map((category) => (
          <button
            key={category}
            type="button"
            className="rail-button"
            title={words[category]}
            aria-label={words[category]}
            onClick={() => openAt(category)}
          >
            <Icon name={category} />
          </button>
        ))}
      </div>
      <button
        type="button"
        className="rail-button"
        title="Palette ([)"
        aria-label="Palette"
        aria-expanded={open}
        onClick={() => editor.command('window.palette')}
      >
        <Icon name="panelLeft" />
      </button>
    </nav>
  )
}
