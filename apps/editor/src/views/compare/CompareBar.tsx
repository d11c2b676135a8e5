/** What stands right of the dock's tabs while Compare is open: which figure, and a new experiment. */
import { useStore } from 'zustand'
import { useEditor } from '../../state/editor.ts'
import { experimentOf } from '../../state/experiment.ts'
import { Icon } from '../../theme/icons.tsx'
import { figureTitles } from './FigureCard.tsx'
import { compareOf, type Figure, useCompare } from './local.ts'

const figures = Object.keys(figureTitles) as readonly Figure[]

export function CompareBar() {
  const { ui } = useEditor()
  const { shows, progress } = useStore(experimentOf(ui))
  const composes = shows === 'draft'
  return (
    <>
      {!composes && <Figures />}
      <button
        type="button"
        className="button small"
        aria-pressed={composes}
        onClick={() => experimentOf(ui).setState({ shows: composes ? 'graph' : 'draft' })}
      >
        {composes ? (
          'Back to the results'
        ) : (
          <>
            <Icon name="add" size={12} />
            {progress === undefined
              ? 'New experiment'
              : `Experiment, ${Math.round(100 * progress)} %`}
          </>
        )}
      </button>
    </>
  )
}

function Figures() {
  const { ui } = useEditor()
  const figure = useCompare((state) => state.figure)
  return (
    <fieldset className="segments" aria-label="Figure">
      {figures.map((id) => (
        <label key={id}>
          <input
            type="radio"
            name="compare-figure"
            checked={figure === id}
            onChange={() => compareOf(ui).setState({ figure: id })}
          />
          {figureTitles[id]}
        </label>
      ))}
    </fieldset>
  )
}
