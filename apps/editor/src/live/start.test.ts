/** A radar that only pretends: what the editor takes from it, says of it, and lets go. */
import type { FoundRadar, PlayedFault, RadarHealth, RadarOptions } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { graphOf } from '../../../../test/support/graphs.ts'
import { createDocument } from '../document/index.ts'
import type { RadarClient, RadarLine } from '../session/radar.ts'
import type { Session, SessionState } from '../session/session.ts'
import { createEditor } from '../state/create-editor.ts'
import { liveOf } from '../state/live.ts'
import { createUi } from '../state/ui.ts'
import { goLive, optionsFor } from './connect.ts'
import { memoryOf } from './memory.ts'
import { startLive } from './start.ts'

beforeAll(() => {
  // nothing is drawn here
  vi.stubGlobal('requestAnimationFrame', () => 0)
  vi.stubGlobal('cancelAnimationFrame', () => {})
})

const emulator: FoundRadar = {
  id: 'emulator',
  title: 'Emulator',
  detail: '',
  options: { device: 'emulator', config: 'seated.cfg' },
}
const health = (time: number, part: Partial<RadarHealth> = {}): RadarHealth => ({
  state: 'streaming',
  message: '',
  remedy: '',
  time,
  frames: 20 * time,
  damaged: 0,
  missing: 0,
  frameRate: 20,
  packetRate: 88,
  packets: { received: 88 * time, lost: 0, reordered: 0, late: 0, doubled: 0, foreign: 0 },
  newest: { time, age: 0 },
  jitter: 0,
  queue: 0,
  queueLimit: 64,
  coverage: 1,
  receiveBuffer: 8e6,
  ...part,
})

/** Connects at once; keeps what was asked. */
function fakeRadar() {
  const store = createStore<RadarLine>(() => ({ line: 'open', status: { steps: [] } }))
  const asked: string[] = []
  const act = (name: string) => async () => void asked.push(name)
  const say = (status: RadarLine['status']) => store.setState({ status })
  const client: RadarClient = {
    store,
    find: async () => [emulator],
    async connect(options: RadarOptions) {
      asked.push(`connect ${options.device} ${options.config}`)
      const steps = [{ step: 'stream', state: 'done', message: '' }] as const
      say({ steps, options, health: health(1), kept: [0, 1] })
    },
    retry: act('retry'),
    disconnect: act('disconnect'),
    record: async (name) => void asked.push(`record ${name}`),
    stopRecording: act('stop'),
    playFault: async ({ fault }: PlayedFault) => void asked.push(fault),
    close: () => {},
  }
  const line = (state: RadarLine['line']) => store.setState({ line: state })
  return { client, asked, say, line }
}

function editorOf(nodes: Record<string, string>) {
  const document = createDocument(registry)
  document.replace(graphOf(nodes, []), 'a.graph.json', true)
  const runs: string[] = []
  const plan = { signals: new Map(), nodes: [], problems: [] }
  const session: Partial<Session> = {
    store: createStore(() => ({ plan, nodes: {}, engine: 'idle' }) as unknown as SessionState),
    files: () => new Map(),
    run: () => void runs.push('run'),
    restart: () => void runs.push('restart'),
    forget: () => void runs.push('forget'),
  }
  const parts = { registry, document, session: session as Session, ui: createUi() }
  return { editor: createEditor(parts), runs }
}

function started(nodes: Record<string, string> = { source: 'simulated-radar' }) {
  const { editor, runs } = editorOf(nodes)
  const radar = fakeRadar()
  onTestFinished(startLive(editor, radar.client))
  return { editor, runs, radar, live: liveOf(editor.ui), memory: memoryOf(editor.ui) }
}

test('connecting replaces the source in one step and runs', async () => {
  const { editor, runs, radar } = started()
  const options = optionsFor(editor, emulator.options, { config: '', commandPort: '' })
  await goLive(editor, radar.client, options)
  expect(radar.asked).toEqual(['connect emulator seated.cfg'])
  expect(editor.document.getState().graph.nodes.source.type).toBe('dca1000')
  expect(editor.document.getState().past).toHaveLength(1)
  expect(runs).toEqual(['run'])
})

test('what a person has written goes before what the device says, and that before the graph', () => {
  const { editor } = started({ radar: 'dca1000' })
  const of = (config: string) => optionsFor(editor, emulator.options, { config, commandPort: '' })
  expect(of('')).toMatchObject({ device: 'emulator', config: 'seated.cfg', commandPort: '' })
  expect(of('mine.cfg').config).toBe('mine.cfg')
})

test('the status goes to the window, once a second to memory, its failures are said at once', () => {
  const { editor, radar, live, memory } = started()
  radar.say({ steps: [], health: health(1) })
  expect(editor.ui.getState().announcement).toBe('The radar is live.')
  radar.say({ steps: [], health: health(2, { damaged: 5 }) })
  expect(memory.getState().health).toHaveLength(2)
  expect(memory.getState().moments).toEqual([
    { time: 1, coverage: 1 },
    { time: 2, coverage: 0.75 },
  ])
  radar.say({ steps: [], health: health(3, { state: 'lost', message: 'Unplugged.' }) })
  expect(editor.ui.getState().urgent).toBe('Unplugged.')
  expect(live.getState().status.health?.state).toBe('lost')
})

test('another capture begins with nothing of the one before, also after a time without any', () => {
  const { radar, memory } = started({ radar: 'dca1000' })
  for (let time = 1; time <= 50; time++) radar.say({ steps: [], health: health(time) })
  expect(memory.getState().moments).toHaveLength(50)
  radar.say({ steps: [] })
  radar.say({ steps: [], health: health(1) })
  radar.say({ steps: [], health: health(2) })
  expect(memory.getState().moments.map(({ time }) => time)).not.toContain(50)
  expect(memory.getState().moments.at(-1)?.time).toBe(2)
})

test('a server that is gone records nothing that is known of; back again, its engine is too', () => {
  const { editor, radar, live, runs } = started()
  const recording = { name: 'night', seconds: 3, bytes: 4e5, skipped: 0 }
  radar.say({ steps: [], health: health(1), recording })
  expect(live.getState().status.recording).toEqual(recording)
  radar.line('lost')
  expect(live.getState().status.recording).toBeUndefined()
  expect(runs).toEqual([])
  editor.session.store.setState({ engine: 'dead' })
  radar.line('open')
  expect(live.getState().status.recording).toEqual(recording)
  expect(runs).toEqual(['restart', 'run'])

  // without its radar a graph would only fail
  const waiting = started({ radar: 'dca1000' })
  waiting.editor.session.store.setState({ engine: 'dead' })
  waiting.radar.line('lost')
  waiting.radar.line('open')
  expect(waiting.runs).toEqual(['restart'])
})

test('a radar that is live when the page comes is looked at; of another capture nothing stays', () => {
  const { editor, runs } = editorOf({ radar: 'dca1000' })
  const radar = fakeRadar()
  radar.line('joining')
  radar.say({ steps: [], health: health(9) })
  onTestFinished(startLive(editor, radar.client))
  expect(runs).toEqual(['forget'])
  radar.line('open')
  expect(runs).toEqual(['forget', 'run'])
  radar.say({ steps: [], health: health(10) })
  radar.say({ steps: [], health: health(10, { state: 'ended' }) })
  radar.say({ steps: [], health: health(0, { state: 'connecting' }) })
  expect(runs).toEqual(['forget', 'run', 'forget'])
})

test('the moment that is looked at moves along with what is kept', () => {
  const { editor, radar } = started()
  radar.say({ steps: [], health: health(100), kept: [20, 100] })
  editor.ui.setState({ sliderTime: 25 })
  radar.say({ steps: [], health: health(110), kept: [30, 110] })
  expect(editor.ui.getState().sliderTime).toBe(30)
})

test('the commands: none without a server, then connect, look back, record', async () => {
  const { editor } = editorOf({ radar: 'dca1000' })
  editor.command('live.connect')
  expect(editor.ui.getState().announcement).toMatch(/no server.*npm start/)
  const radar = fakeRadar()
  onTestFinished(startLive(editor, radar.client))
  editor.command('live.connect')
  expect(editor.ui.getState().overlay).toEqual({ kind: 'connect' })
  editor.command('live.record')
  expect(editor.ui.getState().announcement).toMatch(/No radar is connected/)
  radar.say({ steps: [], health: health(60), kept: [0, 60] })
  editor.command('live.back')
  expect(editor.ui.getState().sliderTime).toBe(50)
  editor.command('live.oldest')
  expect(editor.ui.getState().sliderTime).toBe(0)
  editor.command('live.now')
  expect(editor.ui.getState().sliderTime).toBeUndefined()
  editor.command('live.record')
  expect(radar.asked).toEqual(['record '])
  const recording = { name: 'a', seconds: 1, bytes: 1 }
  radar.say({ steps: [], health: health(61), kept: [0, 61], recording })
  editor.command('live.record')
  expect(radar.asked).toEqual(['record ', 'stop'])
})
