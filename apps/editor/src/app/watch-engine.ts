/** Bars that follow the engine: it has died, or a file it wants is not there. */
import type { Editor } from '../state/editor.ts'
import type { Recordings } from './files/recordings.ts'

export function watchEngine({ session, ui }: Editor, recordings: Recordings): () => void {
  return session.store.subscribe((state, before) => {
    if (state.missingFiles !== before.missingFiles) void recordings.provideKnown(false)
    if (state.engine === before.engine) return
    if (state.engine === 'dead') {
      ui.setState({
        banner: {
          id: 'engine',
          severity: 'error',
          message: `The engine has stopped${state.death ? `: ${state.death}` : ''}. The last results are from before; the graph is as it was.`,
          actions: [{ label: 'Start again', command: 'run.restart' }],
        },
      })
    } else if (ui.getState().banner?.id === 'engine') ui.setState({ banner: undefined })
  })
}
