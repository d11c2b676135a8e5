/** Writes what was measured as text: goals first, then stage by stage, then how it was compared. */
import type { ChainComparison } from './compare.ts'
import type { EditorTimes } from './editor/measure.ts'
import { editorGoals, editorText } from './editor/report.ts'
import type { LiveFigures } from './live/measure.ts'
import { liveGoals, liveText } from './live/report.ts'
import { type OneWindowReport, type WindowKernel, windowKernels } from './one-window.ts'
import type { RangeFftReport } from './range-fft.ts'
import { goals } from './settings.ts'
import type { SharingReport } from './sharing.ts'
import { sharingGoals, sharingText } from './sharing-report.ts'
import { digits, formatTable, megabytes, ms, times, us } from './table.ts'

export interface Measured {
  readonly machine: string
  /** Absent where only another part was asked for. */
  readonly chain?: MeasuredChain
  readonly sharing?: SharingReport
  /** absent: why there are no figures. */
  readonly editor?: EditorTimes | { readonly absent: string }
  readonly live?: LiveFigures
}

export interface MeasuredChain {
  readonly versions: string
  readonly pinning: string
  readonly noPeer?: string
  readonly duration: number
  readonly chains: readonly (ChainComparison & { readonly shape: string })[]
  readonly windows: { readonly ours: OneWindowReport; readonly peer?: OneWindowReport }
  readonly rangeFft: { readonly ours: RangeFftReport; readonly peer?: RangeFftReport }
  /** Engine, per chunk and node, s. */
  readonly overhead: number
}

export interface Goal {
  readonly name: string
  readonly goal: string
  /** Absent where it could not be measured. */
  readonly figure?: string
  readonly met?: boolean
  readonly against: string
}

const kernelNames: Readonly<Record<WindowKernel, string>> = {
  mcsm: 'MCSM',
  rlsrhs: 'RLSRHS',
  bayes: 'harmonic-bayes',
  vmd: 'VMD',
  second: 'VMD, second harmonic',
}

export function goalsOf({ chain, sharing, editor, live }: Measured): Goal[] {
  const times = editor && 'absent' in editor ? undefined : editor
  return [
    ...(chain ? chainGoals(chain) : []),
    ...sharingGoals(sharing),
    ...(editor ? editorGoals(times) : []),
    ...(live ? liveGoals(live) : []),
  ]
}

function chainGoals({ chains, windows, rangeFft, duration }: MeasuredChain): Goal[] {
  const atLeast = (
    name: string,
    goal: number,
    figure: number | undefined,
    against: string,
  ): Goal => ({
    name,
    goal: `>= ${goal} x`,
    against,
    ...(figure === undefined ? {} : { figure: times(figure), met: figure >= goal }),
  })
  const ratio = (ours: number, peer?: number) => peer && peer / ours
  const oneWindow = (key: WindowKernel) =>
    ratio(windows.ours[key].seconds, windows.peer?.[key].seconds)
  return [
    ...chains.flatMap(({ shape, ours, peer }) => [
      atLeast(
        `chain, ${shape}`,
        goals.chain,
        ratio(ours.cpu, peer?.cpu),
        'peer batched over windows',
      ),
      atLeast(`chain, ${shape}`, goals.realTime, duration / ours.cpu, 'real time'),
      {
        name: `peak memory, ${shape}`,
        goal: `< ${goals.memory} MB`,
        figure: megabytes(ours.memory),
        met: ours.memory < goals.memory * 1e6,
        against: 'whole process, data from a file',
      },
    ]),
    atLeast('RLSRHS', goals.rlsrhs, oneWindow('rlsrhs'), 'plain NumPy, one window at a time'),
    atLeast('harmonic-bayes', goals.bayes, oneWindow('bayes'), 'plain NumPy, one window at a time'),
    atLeast('VMD, 8 modes', goals.vmd, oneWindow('vmd'), 'plain NumPy, one window at a time'),
    atLeast(
      'range FFT, all bins',
      goals.rangeFft,
      ratio(rangeFft.ours.plain, rangeFft.peer?.plain),
      'scipy.fft float32, same batch',
    ),
    atLeast(
      'range FFT, window and gate',
      goals.rangeFft,
      ratio(rangeFft.ours.gated, rangeFft.peer?.gated),
      'the same steps in SciPy, same batch',
    ),
  ]
}

export function reportText(measured: Measured): string {
  const { machine, chain, sharing, editor, live } = measured
  const parts = [
    `${machine}\n${chain ? `${chain.versions}; ${chain.pinning}\n` : ''}`,
    ...(chain?.noPeer ? [`${chain.noPeer}\n`] : []),
    ...(editor && 'absent' in editor ? [`${editor.absent}\n`] : []),
    formatTable(
      ['goal', 'wanted', 'measured', '', 'against'],
      goalsOf(measured).map(({ name, goal, figure, met, against }) => [
        name,
        goal,
        figure ?? '-',
        met === undefined ? 'not measured' : met ? 'met' : 'MISSED',
        against,
      ]),
    ),
    ...(chain ? chainParts(chain) : []),
    ...(sharing ? [sharingText(sharing)] : []),
    ...(!editor || 'absent' in editor ? [] : [editorText(editor)]),
    ...(live ? [liveText(live)] : []),
  ]
  return parts.join('\n')
}

function chainParts(measured: MeasuredChain): string[] {
  const { chains, windows, rangeFft } = measured
  return [
    ...chains.map((chain) => chainText(chain, measured.duration)),
    `One window at a time, kernels against plain functions, ms a window\n${formatTable(
      ['', 'ours', 'peer', 'ratio'],
      windowKernels.map((key) => {
        const [ours, peer] = [windows.ours[key].seconds, windows.peer?.[key].seconds]
        return [
          kernelNames[key],
          digits(ours * 1e3),
          peer === undefined ? '' : digits(peer * 1e3),
          times(peer && peer / ours),
        ]
      }),
    )}${windowsAgreement(windows)}`,
    `Range FFT of chirps of 256 samples, float32, us a chirp\n${formatTable(
      ['', 'ours', 'SciPy', 'ratio'],
      (['plain', 'gated'] as const).map((key) => [
        { plain: 'all bins', gated: 'Hann window, bins up to 2.2 m' }[key],
        us(rangeFft.ours[key]),
        us(rangeFft.peer?.[key]),
        times(rangeFft.peer && rangeFft.peer[key] / rangeFft.ours[key]),
      ]),
    )}`,
    `Engine: ${us(measured.overhead)} us per chunk and node (20,000 chunks through 12 empty nodes)\n`,
    ...(measured.noPeer ? [] : [differences]),
  ]
}

function chainText(
  { shape, ours, peer, stages, iterations, agreement }: MeasuredChain['chains'][number],
  duration: number,
): string {
  const rows = stages.map((stage) => [
    stage.name,
    ms(stage.ours),
    ms(stage.peer),
    times(stage.peer && stage.peer / stage.ours),
    stage.bytes === undefined ? '' : megabytes(stage.bytes),
  ])
  const total = ['total', ms(ours.seconds), ms(peer?.seconds)]
  const cpu = ['total, processor time', ms(ours.cpu), ms(peer?.cpu)]
  return [
    `Chain, ${shape}, ${duration} s of recording, ms (the peer batched over windows)\n`,
    formatTable(
      ['', 'ours', 'peer', 'ratio', 'emitted'],
      [
        ...rows,
        [...total, times(peer && peer.seconds / ours.seconds), ''],
        [...cpu, times(peer && peer.cpu / ours.cpu), ''],
        [
          'peak memory, MB',
          ...[ours, peer].map((side) => (side ? (side.memory / 1e6).toFixed(0) : '')),
          '',
          '',
        ],
        ['iterations of VMD', String(iterations.ours), String(iterations.peer ?? ''), '', ''],
      ],
    ),
    ...agreement.map(
      ({ what, share, wanted, tolerance, medians: [mine, theirs] }) =>
        `${share >= wanted ? 'agree' : 'DIFFER'}  ${what}: ${(100 * share).toFixed(1)} % of windows within ${tolerance} (wanted ${100 * wanted} %), medians ${mine.toFixed(3)} and ${theirs.toFixed(3)}\n`,
    ),
  ].join('')
}

/** The kernels got the same windows as the plain functions: they must agree to rounding. */
function windowsAgreement({ ours, peer }: MeasuredChain['windows']): string {
  if (!peer) return ''
  return (['mcsm', 'rlsrhs', 'vmd'] as const)
    .map((key) => {
      const [mine, theirs] = [ours[key].values ?? [], peer[key].values ?? []]
      const largest = theirs.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      const error = mine.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0)
      const iterations =
        key === 'vmd' ? `, iterations ${ours.vmd.iterations} and ${peer.vmd.iterations}` : ''
      const share = error / largest
      return `${share < 1e-6 ? 'agree' : 'DIFFER'}  ${key}: largest difference ${digits(share)} of the largest value${iterations}\n`
    })
    .join('')
}

const differences = `Not the same on both sides
- Ours streams frame by frame through the engine, in float32 up to the range bins; the peer holds the
  whole recording in double precision and takes all windows through a stage together.
- Ours takes the mean of all chirps and receivers before MCSM and phase; the peer sums the MCSM of the
  receivers and takes the phase of receiver 0 (the same thing with one receiver).
- The tolerance of VMD is relative to the power of a window here, absolute (1e-6 mm^2) in the peer;
  the iterations stand above. Ours adds the modes in the band as they are, the peer weighs each by its
  energy; where no mode lies in the band ours has no answer, the peer takes the filtered window.
- RLSRHS estimates the breathing rate by itself here, beside the peak picker; the peer does it once.
- Ours fits a circle and refuses poor fits; peaks come with a confidence, medians look back, logs are
  kept. Its process starts cold: compilation is in its time. The peer has a warm-up pass.
- harmonic-bayes lets breathing wander within the window and fits its phase; the plain function averages
  over 25 breathing rates that stand still.
- One window at a time, the plain functions design their filter anew at every call; ours once.
`
