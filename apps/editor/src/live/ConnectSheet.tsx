/** Connecting a radar, a step after the other: find, check, configure, stream. */
import { useState } from 'react'
import { Overlay } from '../app/Overlay.tsx'
import { useDocument, useEditor } from '../state/editor.ts'
import { isLive, readsRadar, useLive, useLooksLive } from '../state/live.ts'
import { Icon } from '../theme/icons.tsx'
import { ConnectFields } from './ConnectFields.tsx'
import {
  allSteps,
  chosenOf,
  goLive,
  optionsFor,
  readFromRadar,
  retryLive,
  type Typed,
} from './connect.ts'
import { RadarList } from './RadarList.tsx'
import { StepRow } from './StepRow.tsx'
import { useFoundRadars } from './use-found-radars.ts'
import './connect.css'

export default function ConnectSheet() {
  const editor = useEditor()
  const radar = useLive((state) => state.radar)
  const status = useLive((state) => state.status)
  const live = useLive(isLive)
  const reads = useLooksLive()
  const own = useDocument(({ graph }) => readsRadar(graph, editor.registry))
  const [chosen, setChosen] = useState<string>()
  const [typed, setTyped] = useState<Typed>({ config: '', commandPort: '' })
  const [refused, setRefused] = useState('')
  const { found, looking, look, trouble } = useFoundRadars(radar)
  const device = chosenOf(found, chosen, status.options)
  const steps = allSteps(status.steps)
  const busy = steps.some(({ state }) => state === 'running')
  const failed = steps.some(({ state }) => state === 'failed')

  const close = () => editor.ui.setState({ overlay: { kind: 'none' } })
  function attempt(work: Promise<void>): void {
    setRefused('')
    work.catch((error: unknown) =>
      setRefused(error instanceof Error ? error.message : String(error)),
    )
  }
  function read(): void {
    if (status.options) readFromRadar(editor, status.options)
    close()
  }
  function connect(): void {
    if (!radar || !device || busy) return
    attempt(goLive(editor, radar, optionsFor(editor, device.options, typed)))
  }
  return (
    <Overlay label="Connect a radar" className="connect-sheet">
      <header className="connect-head">
        <h2>Connect a radar</h2>
        <button type="button" className="icon-button" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className="connect-choice">
        <RadarList
          found={found}
          looking={looking}
          trouble={trouble}
          chosen={device?.id}
          onChoose={setChosen}
          onLook={look}
        />
        {device && (
          <ConnectFields
            device={device}
            typed={typed}
            onType={(part) => setTyped({ ...typed, ...part })}
          />
        )}
      </div>
      <ol className="connect-steps" aria-label="Steps">
        {steps.map((step) => (
          <StepRow
            key={step.step}
            step={step}
            onRetry={() => radar && attempt(retryLive(editor, radar))}
          />
        ))}
      </ol>
      {refused && (
        <p className="connect-refused" role="alert">
          <Icon name="failed" size={14} />
          {refused}
        </p>
      )}
      <footer className="connect-foot">
        {live && (
          <button
            type="button"
            className="button"
            onClick={() => editor.command('live.disconnect')}
          >
            Disconnect
          </button>
        )}
        <span className="connect-end">{endWords(live, reads, own)}</span>
        {live && !failed ? (
          <button type="button" className="button primary" onClick={reads ? close : read}>
            {reads ? 'Look at it' : 'Read from it'}
          </button>
        ) : (
          <button
            type="button"
            className="button primary"
            disabled={!device || !radar}
            // what has the focus and is disabled would lose it
            aria-disabled={busy}
            onClick={connect}
          >
            <Icon name="radar" />
            {busy ? 'Connecting' : 'Connect'}
          </button>
        )}
      </footer>
    </Overlay>
  )
}

function endWords(live: boolean, reads: boolean, own: boolean): string {
  if (reads) return 'The graph reads from the radar. Undo gives its source back.'
  if (live) return 'The radar sends, and the graph does not read from it yet.'
  if (own) return 'The graph reads from the radar once it is connected.'
  return 'The graph’s source is replaced by the radar; undo gives it back.'
}
