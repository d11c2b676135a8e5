/** An empty graph: a source to begin with, or A. */
import { addNode } from '../document/index.ts'
import { edit } from '../state/edit.ts'
import { useEditor } from '../state/editor.ts'
import { Icon, type IconName } from '../theme/icons.tsx'

const sources: readonly {
  readonly type?: string
  readonly command?: string
  readonly icon: IconName
  readonly title: string
  readonly words: string
}[] = [
  {
    command: 'file.open-recording',
    icon: 'folder',
    title: 'Recording',
    words: 'From a DCA1000, an A121 or NumPy',
  },
  { type: 'simulated-radar', icon: 'source', title: 'Simulator', words: 'People before a radar' },
  {
    type: 'simulated-displacement',
    icon: 'rate',
    title: 'Chest motion',
    words: 'Simulated, without a radar',
  },
  { type: 'series', icon: 'file', title: 'Series', words: 'One signal from CSV, NPY or MAT' },
]

export function Empty() {
  const editor = useEditor()
  const begin = ({ type, command }: (typeof sources)[number]) => {
    if (command) editor.command(command)
    if (!type) return
    edit(editor, addNode, { type, at: [0, 0] })
    requestAnimationFrame(() => {
      editor.canvas?.fit()
      editor.canvas?.focus(editor.ui.getState().selectedNodes[0])
    })
  }
  return (
    <section className="empty-graph" aria-label="An empty graph" data-over-canvas>
      <h2>Where do the data come from?</h2>
      <div className="empty-cards">
        {sources.map((source) => (
          <button
            key={source.title}
            type="button"
            className="empty-card"
            onClick={() => begin(source)}
          >
            <Icon name={source.icon} size={24} />
            <strong>{source.title}</strong>
            <small>{source.words}</small>
          </button>
        ))}
      </div>
      <p>
        or press <kbd>A</kbd> to add any node
      </p>
    </section>
  )
}
