/** Runs what is composed, and puts what it found where the Compare tab shows it. */
import { startExperiment } from '../../session/experiments.ts'
import type { Editor } from '../../state/editor.ts'
import { experimentOf } from '../../state/experiment.ts'
import type { Composed } from './compose.ts'

type Ready = Extract<Composed, { text: string }>

/** "harmonics.graph.json" as "harmonics". */
export function stemOf(name: string): string {
  return name.replace(/(\.graph)?\.json$/, '') || 'untitled'
}

export async function runExperiment(editor: Editor, { experiment, text }: Ready): Promise<void> {
  const { document, session, ui } = editor
  const store = experimentOf(ui)
  const { graph } = document.getState()
  const { files } = store.getState().draft
  const inputs = new Map([...session.files(), ...files.map((file) => [file.name, file] as const)])
  const run = startExperiment({
    files: {
      experiment: { name: `${stemOf(experiment.graph)}.experiment.json`, text },
      graph: { name: experiment.graph, title: graph.title, text: document.saveText() },
    },
    inputs,
    onProgress: (progress) => store.setState({ progress }),
  })
  store.setState({ progress: 0, cancel: run.cancel, reasons: [] })
  const end = await run.end
  store.setState({ progress: undefined, cancel: undefined })
  if (end.kind === 'results') {
    store.setState({ results: end.results, shows: 'results' })
    ui.setState({ dockTab: 'compare', announcement: 'The experiment has ended.' })
  } else if (end.kind === 'refused') store.setState({ reasons: end.reasons })
  else ui.setState({ announcement: 'The experiment was cancelled.' })
}
