/** Opens what an experiment has found, here or by the command, in the Compare tab. */
import type { Editor } from '../../state/editor.ts'
import { experimentOf } from '../../state/experiment.ts'
import { pickFiles } from '../files/pickers.ts'

export async function openResults({ ui }: Editor): Promise<void> {
  const [picked] = await pickFiles({
    description: 'Results of an experiment',
    endings: ['.json'],
    id: 'chirpflow-results',
  })
  if (!picked) return
  const { parseResults } = await import('../../session/results-files.ts')
  const { name } = picked.file
  try {
    const results = parseResults(await picked.file.text())
    experimentOf(ui).setState({ results, shows: 'results', reasons: [] })
    ui.setState({ dock: true, dockTab: 'compare', announcement: `${name} is shown.` })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    ui.setState({
      announcement: `${name} holds no results of an experiment: ${reason}. Choose the results.json that chirpflow compare has written.`,
    })
  }
}
