/** Composes an experiment: what is tried in the graph, and on what; runs it and saves it as a file. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { useDocument, useEditor } from '../../state/editor.ts'
import { type Draft, emptyDraft, experimentOf } from '../../state/experiment.ts'
import { plural } from '../../state/problems.ts'
import { saveFile } from '../../views/save.ts'
import { AlternativeRows } from './AlternativeRows.tsx'
import { composeExperiment, sizeOfDraft } from './compose.ts'
import { GridRows } from './GridRows.tsx'
import { RecordingRows } from './RecordingRows.tsx'
import { runExperiment, stemOf } from './run-experiment.ts'
import './experiment.css'

export default function ExperimentPanel() {
  const editor = useEditor()
  const { registry, ui } = editor
  const store = experimentOf(ui)
  const { draft, progress, cancel, reasons } = useStore(store)
  const graph = useDocument((state) => state.graph)
  const name = useDocument((state) => state.name) || 'untitled.graph.json'
  const titled = draft.title === '' ? { ...draft, title: graph.title } : draft
  const composed = useMemo(
    () => composeExperiment(titled, name, (type) => registry.get(type)?.title ?? type),
    [titled, name, registry],
  )
  const change = (patch: Partial<Draft>) =>
    store.setState({ draft: { ...draft, ...patch }, reasons: [] })
  const size = sizeOfDraft(draft)
  const isRunning = progress !== undefined
  const troubles = 'reasons' in composed ? composed.reasons : reasons
  return (
    <form
      className="experiment"
      aria-label="New experiment"
      onSubmit={(event) => {
        event.preventDefault()
        if ('text' in composed && !isRunning) void runExperiment(editor, composed)
      }}
    >
      <fieldset className="experiment-parts" disabled={isRunning}>
        <AlternativeRows draft={draft} change={change} />
        <GridRows draft={draft} change={change} />
        <RecordingRows draft={draft} change={change} />
      </fieldset>
      <footer className="experiment-foot">
        <p>
          {plural(size.variants, 'variant')} of the graph’s chains on{' '}
          {plural(size.recordings, 'recording')}
        </p>
        <output>
          {troubles.map((reason) => (
            <span key={reason} className="error-text">
              {reason}{' '}
            </span>
          ))}
        </output>
        {isRunning && (
          <>
            <progress value={progress} max={1} aria-label="Progress of the experiment" />
            <span className="mono">{Math.round(100 * progress)} %</span>
            <button type="button" className="button small" onClick={cancel}>
              Cancel
            </button>
          </>
        )}
        {!isRunning && (
          <>
            <button
              type="button"
              className="button small"
              onClick={() => store.setState({ draft: emptyDraft, reasons: [] })}
            >
              Clear
            </button>
            <button
              type="button"
              className="button small"
              disabled={!('text' in composed)}
              onClick={() => {
                if ('text' in composed) {
                  saveFile(`${stemOf(name)}.experiment.json`, [composed.text], 'application/json')
                }
              }}
            >
              Save as a file
            </button>
            <button type="submit" className="button small primary" disabled={!('text' in composed)}>
              Run the experiment
            </button>
          </>
        )}
      </footer>
    </form>
  )
}
