/** What to do first, above the canvas: it goes for good when it is dismissed. */
import { useEditor, useUi } from '../state/editor.ts'
import { howToServe, isLive, useLive } from '../state/live.ts'
import { Icon, type IconName } from '../theme/icons.tsx'
import { exampleNames } from './examples.ts'
import './FirstRunStrip.css'

const steps: readonly {
  readonly command: string
  readonly icon: IconName
  readonly title: string
  readonly words: string
}[] = [
  {
    command: 'file.open-recording',
    icon: 'source',
    title: 'Open a recording',
    words: 'DCA1000, A121, NumPy',
  },
  {
    command: 'live.connect',
    icon: 'radar',
    title: 'Connect a radar',
    words: 'or the emulator',
  },
  {
    command: 'file.examples',
    icon: 'examples',
    title: 'Examples',
    words: `${exampleNames.length} graphs, each with a picture`,
  },
  { command: 'file.new', icon: 'add', title: 'Start empty', words: 'press A to add a node' },
]

export function FirstRunStrip() {
  const editor = useEditor()
  const shown = useUi((state) => state.firstRunStrip)
  const served = useLive((state) => state.server !== 'none')
  const live = useLive(isLive)
  if (!shown || live) return null
  return (
    <section className="first-run" aria-label="First steps">
      {steps.map(({ command, icon, title, words }) => (
        <button
          key={command}
          type="button"
          className="first-step"
          title={command === 'live.connect' && !served ? howToServe : undefined}
          onClick={() => editor.command(command)}
        >
          <Icon name={icon} size={18} />
          <span>
            <strong>{title}</strong>
            <small>{command === 'live.connect' && !served ? 'needs npm start' : words}</small>
          </span>
        </button>
      ))}
      <button
        type="button"
        className="icon-button"
        aria-label="Dismiss the first steps"
        title="Dismiss for good"
        onClick={() => {
          editor.ui.setState({ firstRunStrip: false })
          editor.canvas?.focus()
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  )
}
