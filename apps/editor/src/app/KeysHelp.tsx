/** The map of keys, from the same table the code binds. */
import type { Command, KeyContext } from '../state/command.ts'
import { commands, gestures } from '../state/commands.ts'
import { useEditor, useUi } from '../state/editor.ts'
import { showKey } from '../state/keys.ts'
import { Icon } from '../theme/icons.tsx'
import { isMac } from './listen-to-keys.ts'
import { Overlay } from './Overlay.tsx'
import './KeysHelp.css'

const columns: readonly { readonly context: KeyContext; readonly title: string }[] = [
  { context: 'anywhere', title: 'Anywhere' },
  { context: 'canvas', title: 'Canvas' },
  { context: 'selection', title: 'Selection on the canvas' },
  { context: 'view', title: 'In a view' },
  { context: 'live', title: 'While a radar is connected' },
]

const isDirection = (key: string) => /Arrow(Right|Up|Down)$/.test(key)

/** Four arrows are one row. */
function shownKeys({ keys = [] }: Command): readonly string[] {
  const arrows = keys.some(isDirection) && keys.length > 1
  if (!arrows) return keys.map((key) => showKey(key, isMac))
  return [keys[0].startsWith('Shift+') ? 'Shift arrows' : 'arrows']
}

export default function KeysHelp() {
  const { ui } = useEditor()
  const singleKeys = useUi((state) => state.singleKeys)
  return (
    <Overlay label="Keys" className="keys-help">
      <header className="keys-head">
        <h2>Keys</h2>
        <label>
          <input
            type="checkbox"
            checked={singleKeys}
            onChange={(event) => ui.setState({ singleKeys: event.target.checked })}
          />
          Single-character keys
        </label>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          onClick={() => ui.setState({ overlay: { kind: 'none' } })}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="keys-columns">
        {columns.map(({ context, title }) => (
          <section key={context}>
            <h3>{title}</h3>
            <dl>
              {commands
                .filter((command) => command.context === context && command.keys)
                .map((command) => (
                  <Row key={command.id} title={command.title} keys={shownKeys(command)} />
                ))}
              {context === 'canvas' &&
                gestures.map(({ keys, title: does }) => (
                  <Row key={keys} title={does} keys={[keys]} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Overlay>
  )
}

function Row({ title, keys }: { title: string; keys: readonly string[] }) {
  return (
    <div className="keys-row">
      <dt>{title}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  )
}
