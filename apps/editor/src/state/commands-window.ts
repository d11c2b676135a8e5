/** Commands of the window: files, running, going to places, panels, theme. */
import { resolveTheme } from '../theme/theme.ts'
import type { Command } from './command.ts'
import type { Editor } from './editor.ts'
import { nextProblem } from './problems.ts'
import type { Overlay, Theme } from './ui.ts'

const show = (overlay: Overlay) => (editor: Editor) => editor.ui.setState({ overlay })

const engineRuns = (editor: Editor) => editor.session.store.getState().engine === 'running'

export const fileCommands: readonly Command[] = [
  { id: 'file.new', title: 'New graph', group: 'File', context: 'anywhere' },
  {
    id: 'file.open',
    title: 'Open a graph',
    group: 'File',
    context: 'anywhere',
    keys: ['Ctrl+O'],
    typing: true,
  },
  {
    id: 'file.open-results',
    title: 'Open the results of an experiment',
    group: 'File',
    context: 'anywhere',
  },
  { id: 'file.open-recording', title: 'Open a recording', group: 'File', context: 'anywhere' },
  {
    id: 'file.examples',
    title: 'Examples',
    group: 'File',
    context: 'anywhere',
    run: show({ kind: 'examples' }),
  },
  {
    id: 'file.save',
    title: 'Save',
    group: 'File',
    context: 'anywhere',
    keys: ['Ctrl+S'],
    typing: true,
  },
  {
    id: 'file.save-as',
    title: 'Save as',
    group: 'File',
    context: 'anywhere',
    keys: ['Ctrl+Shift+S'],
    typing: true,
  },
  {
    id: 'file.provide-missing',
    title: 'Choose the files that are missing',
    group: 'File',
    context: 'anywhere',
    when: ({ session }) =>
      Object.keys(session.store.getState().missingFiles).length > 0
        ? undefined
        : 'No file is missing.',
  },
  ...['discard', 'bring-back'].map(
    (verb): Command => ({
      id: `file.${verb}-draft`,
      title: verb === 'discard' ? 'Discard the kept draft' : 'Bring the kept draft back',
      group: 'File',
      context: 'anywhere',
      unlisted: true,
    }),
  ),
]

export const runCommands: readonly Command[] = [
  {
    id: 'run.start',
    title: 'Run',
    group: 'Run',
    context: 'anywhere',
    keys: ['Ctrl+Enter'],
    typing: true,
    when: (editor) => (engineRuns(editor) ? 'It runs already.' : undefined),
    run: ({ session }) => {
      if (session.store.getState().engine === 'dead') session.restart()
      session.run()
    },
  },
  {
    id: 'run.stop',
    title: 'Stop',
    group: 'Run',
    context: 'anywhere',
    keys: ['Ctrl+Shift+Enter'],
    typing: true,
    when: (editor) => (engineRuns(editor) ? undefined : 'Nothing runs.'),
    run: ({ session }) => session.stop(),
  },
  {
    id: 'run.restart',
    title: 'Start the engine again',
    group: 'Run',
    context: 'anywhere',
    when: ({ session }) =>
      session.store.getState().engine === 'dead' ? undefined : 'The engine is alive.',
    run({ session }) {
      session.restart()
      session.run()
    },
  },
]

const noProblems = ({ session }: Editor) =>
  session.store.getState().problems.length > 0 ? undefined : 'There are no problems.'

export const goCommands: readonly Command[] = [
  {
    id: 'go.commands',
    title: 'Search or command',
    group: 'Go to',
    context: 'anywhere',
    keys: ['Ctrl+K'],
    typing: true,
    run: show({ kind: 'commands' }),
  },
  {
    id: 'go.search',
    title: 'Search in the graph',
    group: 'Go to',
    context: 'canvas',
    keys: ['/'],
    run: show({ kind: 'search' }),
  },
  {
    id: 'go.keys',
    title: 'Keys',
    group: 'Go to',
    context: 'anywhere',
    keys: ['?'],
    run: show({ kind: 'keys' }),
  },
  {
    id: 'go.outline',
    title: 'Outline',
    group: 'Go to',
    context: 'anywhere',
    run: show({ kind: 'outline' }),
  },
  {
    id: 'go.next-problem',
    title: 'Next problem',
    group: 'Go to',
    context: 'anywhere',
    keys: ['F8'],
    typing: true,
    when: noProblems,
    run: (editor) => nextProblem(editor, 1),
  },
  {
    id: 'go.previous-problem',
    title: 'Previous problem',
    group: 'Go to',
    context: 'anywhere',
    keys: ['Shift+F8'],
    typing: true,
    when: noProblems,
    run: (editor) => nextProblem(editor, -1),
  },
]

/** `key` toggles it, digits focus it: the region's element carries data-region and tabindex -1. */
function focusRegion(region: string, open?: 'palette' | 'inspector' | 'dock') {
  return (editor: Editor) => {
    if (region === 'canvas') return editor.canvas?.focus()
    if (open) editor.ui.setState({ [open]: true })
    requestAnimationFrame(() => {
      const element = document.querySelector<HTMLElement>(`[data-region="${region}"]`)
      const inside = element?.querySelector<HTMLElement>('input, [tabindex="0"], button')
      ;(inside ?? element)?.focus()
    })
  }
}

const setTheme = (theme: Theme) => (editor: Editor) => editor.ui.setState({ theme })

export const windowCommands: readonly Command[] = [
  ...(
    [
      ['palette', 'Palette', '['],
      ['inspector', 'Inspector', ']'],
      ['dock', 'Dock', '\\'],
    ] as const
  ).map(
    ([part, title, key]): Command => ({
      id: `window.${part}`,
      title: `${title}: show or hide`,
      group: 'Window',
      context: 'anywhere',
      keys: [key],
      run: ({ ui }) => ui.setState((state) => ({ [part]: !state[part] })),
    }),
  ),
  ...(
    [
      ['palette', 'palette', '1'],
      ['canvas', undefined, '2'],
      ['inspector', 'inspector', '3'],
      ['dock', 'dock', '4'],
    ] as const
  ).map(
    ([region, open, key]): Command => ({
      id: `window.focus-${region}`,
      title: `Focus the ${region}`,
      group: 'Window',
      context: 'anywhere',
      keys: [key],
      run: focusRegion(region, open),
    }),
  ),
  {
    id: 'window.theme',
    title: 'Switch between light and dark',
    group: 'Window',
    context: 'anywhere',
    run: ({ ui }) =>
      ui.setState(({ theme }) => ({ theme: resolveTheme(theme) === 'dark' ? 'light' : 'dark' })),
  },
  {
    id: 'window.theme-system',
    title: "Follow the system's theme",
    group: 'Window',
    context: 'anywhere',
    when: ({ ui }) => (ui.getState().theme === 'system' ? 'It does already.' : undefined),
    run: setTheme('system'),
  },
  {
    id: 'window.single-keys',
    title: 'Single-character keys: on or off',
    group: 'Window',
    context: 'anywhere',
    run: ({ ui }) =>
      ui.setState(({ singleKeys }) => ({
        singleKeys: !singleKeys,
        announcement: `Single-character keys are ${singleKeys ? 'off' : 'on'}.`,
      })),
  },
  {
    id: 'window.first-run',
    title: 'First steps: show or hide',
    group: 'Window',
    context: 'anywhere',
    run: ({ ui }) => ui.setState((state) => ({ firstRunStrip: !state.firstRunStrip })),
  },
]
