/** The editor's figures in words: goals first, then what lies behind them. */
import { median } from '../child.ts'
import type { Goal } from '../report.ts'
import { goals } from '../settings.ts'
import { formatTable, ms, percent } from '../table.ts'
import type { EditorTimes } from './measure.ts'

/** Of a screen that shows 60 a second, s. */
const frame = 1 / 60

/** `times`: undefined where there was no browser. */
export function editorGoals(times: EditorTimes | undefined): Goal[] {
  const figures = times && summaryOf(times)
  const atMost = (
    name: string,
    most: number,
    show: (value: number) => string,
    value: number | undefined,
    against: string,
  ): Goal => ({
    name,
    goal: `<= ${show(most)}`,
    against,
    ...(value === undefined ? {} : { figure: show(value), met: value <= most }),
  })
  const time = (seconds: number) =>
    seconds < 1 ? `${ms(seconds)} ms` : `${seconds.toPrecision(3)} s`
  const size = (bytes: number) => `${(bytes / 1e3).toFixed(0)} kB`
  const ofRun = (seconds: number | undefined) =>
    figures && seconds !== undefined
      ? `${percent(seconds / figures.run)} of the cold run`
      : 'the cold run'
  return [
    atMost('editor, last parameter to view', goals.last, time, figures?.last, ofRun(figures?.last)),
    atMost(
      'editor, range FFT to last view',
      goals.first,
      time,
      figures?.first,
      ofRun(figures?.first),
    ),
    atMost(
      'editor, script in a frame of a pan',
      goals.pan,
      time,
      figures?.script,
      figures ? `${percent(figures.script / frame)} of a frame` : 'a frame of 16.7 ms',
    ),
    atMost('editor, first visit until usable', goals.usable, time, figures?.usable, 'localhost'),
    atMost(
      'editor, scripts of a first visit',
      goals.scripts,
      size,
      figures?.scripts,
      'gzipped, the example and its views included',
    ),
  ]
}

export function editorText(times: EditorTimes): string {
  const figures = summaryOf(times)
  const { pan, visits } = times
  const range = (values: readonly number[], of?: number) => [
    ms(median(values)),
    ms(Math.min(...values)),
    ms(Math.max(...values)),
    of === undefined ? '' : percent(median(values) / of),
  ]
  const { run } = figures
  return `The editor, in ${times.browser}, ms\n${formatTable(
    ['', 'median', 'least', 'most', 'share', ''],
    [
      ['cold run of the example, engine', ...range(visits.map((one) => one.run)), ''],
      ['heart-median.size to heart-median.out drawn', ...range(times.last, run), 'cold run'],
      ['range-fft.window to heart-median.out drawn', ...range(times.first, run), 'cold run'],
      ['pan, script in a frame', ...range(scriptOf(times), frame), '16.7 ms'],
      [
        'pan, all work of the page in a frame',
        ...range(
          pan.frames.map(({ busy }) => busy),
          frame,
        ),
        '16.7 ms',
      ],
      ['first visit until usable', ...range(visits.map(({ usable }) => usable)), ''],
      ['first visit until the example has run', ...range(visits.map(({ ran }) => ran)), ''],
    ],
  )}${pan.frames.length} frames of a pan over ${pan.nodes} nodes, at least ${pan.previews} previews in sight, the engine ${pan.running ? 'running' : 'AT REST'}
${method}`
}

function summaryOf(times: EditorTimes) {
  const { visits } = times
  return {
    run: median(visits.map(({ run }) => run)),
    last: median(times.last),
    first: median(times.first),
    script: median(scriptOf(times)),
    usable: median(visits.map(({ usable }) => usable)),
    scripts: Math.max(...visits.map(({ scripts }) => scripts)),
  }
}

function scriptOf({ pan }: EditorTimes): number[] {
  return pan.frames.map(({ script }) => script)
}

const method = `How
- A change counts from the key or choice that confirms it to the end of the frame that draws the last
  window of the run. Each is made to another simulated person, so that no result is known from before.
- Script in a frame: what the page's thread spent in tasks of script, garbage collection and the style
  and layout they force, by its own clock, from the start of a frame to the next one's, in the frames
  in which the wheel turned. Work of the engine's thread, painting and the graphics process are not in it.
- A first visit is a browser with a new profile; usable: the nodes are there and Run can be pressed.
  Its scripts are those the server was asked for, the engine's among them, at gzip's usual level.
- The browser is headless, without a graphics processor, and not pinned to a core.
`
