/** The examples: a picture, a title, a sentence, one click. */
import { useEffect, useState } from 'react'
import { useEditor } from '../state/editor.ts'
import { Icon } from '../theme/icons.tsx'
import { type ExampleText, loadExamples } from './examples.ts'
import { useFileHands } from './files/context.ts'
import { GraphPicture } from './GraphPicture.tsx'
import { Overlay } from './Overlay.tsx'
import './ExamplesGallery.css'

export default function ExamplesGallery() {
  const { ui } = useEditor()
  const { files } = useFileHands()
  const [examples, setExamples] = useState<readonly ExampleText[]>()
  const [wrong, setWrong] = useState<string>()

  useEffect(() => {
    loadExamples().then(setExamples, () =>
      setWrong('The examples cannot be read: is the server that gave this page still there?'),
    )
  }, [])

  return (
    <Overlay label="Examples" className="examples">
      <header className="examples-head">
        <h2>Examples</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          onClick={() => ui.setState({ overlay: { kind: 'none' } })}
        >
          <Icon name="close" />
        </button>
      </header>
      {wrong && <p className="panel-empty">{wrong}</p>}
      <ul className="examples-list">
        {examples?.map(({ name, title, sentence, graph }) => (
          <li key={name}>
            <button type="button" className="example" onClick={() => files.openExample(name)}>
              <GraphPicture text={graph} />
              <strong>{title}</strong>
              <span>{sentence}</span>
              <code>{name}</code>
            </button>
          </li>
        ))}
      </ul>
    </Overlay>
  )
}
