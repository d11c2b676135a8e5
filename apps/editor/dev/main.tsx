import '../src/theme/fonts.css'
import '../src/theme/tokens.css'
import '../src/theme/base.css'
import '../src/theme/controls.css'
import '../src/app/layout.css'
import { parseGraph, planGraph, wireName, withNote, withGroup, type Chunk } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { runPlan } from '@chirpflow/runtime'
import { createRoot } from 'react-dom/client'
import { createStore } from 'zustand/vanilla'
import { Canvas, createSizeOf } from '../src/canvas/index.tsx'
import { createDocument } from '../src/document/store.ts'
import { tidy } from '../src/document/index.ts'
import { createEditor } from '../src/state/create-editor.ts'
import { EditorContext } from '../src/state/editor.ts'
import { createUi } from '../src/state/ui.ts'
import { listenToKeys } from '../src/app/listen-to-keys.ts'
import text from '../../../examples/heart-rate-simulated/heart-rate-simulated.graph.json?raw'

const q = new URLSearchParams(location.search)
document.documentElement.dataset.theme = q.get('theme') ?? 'dark'
const doc = createDocument(registry, { sizeOf: createSizeOf(registry) })
let graph = parseGraph(text).graph!
const src = graph.nodes.source
graph = { ...graph, nodes: { ...graph.nodes, source: { ...src, params: { ...src.params, duration: 25 } } } }
if (q.get('note')) {
  const at: any = { source: [0, 0], 'range-fft': [212, 0], combine: [424, 0], window: [636, 0], mcsm: [848, 0], phase: [0, 328], unwrap: [212, 328], rlsrhs: [424, 328], 'heart-peak': [636, 328], 'heart-median': [848, 328], heart: [1060, 328], 'breathing-peak': [636, 560], 'breathing-median': [848, 560], breathing: [1060, 560], range: [1060, 40] }
  graph = { ...graph, view: at }
  graph = withNote(graph, 'one', { text: 'Range and target', at: [-20, -36], size: [1276, 292], extra: {} })
  graph = withNote(graph, 'two', { text: 'Breathing and heart\nMedian of nine windows', at: [-20, 292], size: [1276, 470], extra: {} })
}
if (q.get('many')) {
  const n = Number(q.get('many'))
  const base = graph
  let nodes = {}; let links: typeof base.links[number][] = []; let view = {}
  const copies = Math.ceil(n / 15)
  for (let k = 0; k < copies; k++) {
    const x = (k % 4) * 1400, y = Math.floor(k / 4) * 800
    for (const [id, node] of Object.entries(base.nodes)) { (nodes as any)[`${id}${k}`] = node; (view as any)[`${id}${k}`] = [base.view[id][0] + x, base.view[id][1] + y] }
    for (const l of base.links) links = [...links, { from: { node: `${l.from.node}${k}`, port: l.from.port }, to: { node: `${l.to.node}${k}`, port: l.to.port } }]
  }
  graph = { ...base, nodes, links, view }
}
if (q.get('empty')) graph = { ...graph, nodes: {}, links: [], view: {} }
if (q.get('group')) graph = withGroup(graph, 'front', { title: 'Radar front end', nodes: ['source', 'range-fft', 'combine', 'window', 'mcsm'], expose: {}, extra: {} })
if (q.get('broken')) {
  graph = { ...graph, links: [...graph.links.filter((l) => wireName(l.to) !== 'heart-peak.in' ), { from: { node: 'range-fft', port: 'profile' }, to: { node: 'heart-peak', port: 'in' } }],
   nodes: { ...graph.nodes, rlsrhs: { ...graph.nodes.rlsrhs, off: 'bypass' }, range: { ...graph.nodes.range, off: true }, 'breathing-median': { ...graph.nodes['breathing-median'], type: 'wavelet' }, unwrap: {...graph.nodes.unwrap, params: {trend: 'cubic'}} } }
}
doc.replace(graph, 'heart-rate-simulated', true)
const newest = new Map<string, Chunk>()
const series = new Map<string, Chunk[]>()
const listeners = new Map<string, Set<() => void>>()
const plan0 = planGraph(doc.getState().graph, registry, new Map())
const store = createStore<any>(() => ({ engine: 'idle', plan: plan0, inspections: new Map(), problems: plan0.problems, nodes: {}, results: {}, cache: { bytes: 0, budget: 5e8 }, missingFiles: {} }))
doc.subscribe((s, b) => { if (s.graph !== b.graph) { const plan = planGraph(s.graph, registry, new Map()); store.setState({ plan, problems: plan.problems }) } })
const nothing = { chunks: [], cut: false }
const session: any = { store, newest: (w: string) => newest.get(w), series: (w: string) => ({ chunks: series.get(w) ?? [], cut: false }), previous: () => nothing, watch: () => () => {},
  onData: (w: string, l: () => void) => { const set = listeners.get(w) ?? new Set(); set.add(l); listeners.set(w, set); return () => set.delete(l) }, run: () => {}, stop: () => {}, restart: () => {}, provideFile: async () => {} }
const host: any = { now: () => performance.now() / 1000, pause: () => new Promise((r) => setTimeout(r)), sha256: () => ({ update() {}, hex: () => '' }) }
async function run() {
  const plan = store.getState().plan
  const many = q.get('many')
  const one = many ? planGraph(parseGraph(text).graph!, registry, new Map()) : plan
  const taps = new Map([...one.signals.keys()].map((wire) => [wire, (chunk: Chunk) => { const copy = { ...chunk, data: chunk.data.slice() }; const set = (w: string) => { newest.set(w, copy); const s = series.get(w) ?? []; s.push(copy); series.set(w, s.slice(-120)) }; if (many) { for (let k = 0; k < Math.ceil(Number(many) / 15); k++) set(wire.replace('.', `${k}.`)) } else set(wire) }]))
  const report: any = await runPlan(one, { host, taps: taps as any })
  const nodes: any = {}; const results: any = {}
  for (const [nid, n] of Object.entries(report.nodes) as any) {
    const status = { activity: n.state, seconds: n.seconds, chunks: n.chunks ?? 8, bytes: 0, error: n.error, current: true }
    for (const id of many ? Array.from({ length: Math.ceil(Number(many) / 15) }, (_, k) => `${nid}${k}`) : [nid]) { nodes[id] = status; if (many && report.results[nid]) results[id] = report.results[nid] }
  }
  Object.assign(results, many ? {} : report.results ?? {})
  store.setState({ nodes, results, problems: plan.problems });
  ;(window as any).report = report
  for (const set of listeners.values()) for (const l of set) l()
  document.body.dataset.ran = 'yes'
  if (q.get('live')) setInterval(() => { for (const [w, set] of [...listeners].slice(0, 50)) for (const l of set) l() }, 50)
}
const ui = createUi()
const editor = createEditor({ registry, document: doc, session, ui })
;(window as any).editor = editor
listenToKeys(editor)
createRoot(document.getElementById('root')!).render(
  <EditorContext value={editor}>
    <div className="window">
      <div style={{ gridArea: 'top', background: 'var(--panel)', borderBottom: '1px solid var(--line)' }} />
      <div className="work">
        <div className="work-row">
          <nav className="palette-slot" style={{ position: 'static', width: innerWidth < 1440 ? 44 : 208 }}>
            <div draggable id="drag" onDragStart={(e) => e.dataTransfer.setData('application/x-chirpflow-node', 'band-pass')}>Band-pass</div>
          </nav>
          <div className="canvas-column">
            <main className="canvas-slot" data-region="canvas"><Canvas /></main>
          </div>
        </div>
        <div style={{ height: innerWidth < 1440 ? 240 : 296, borderTop: '1px solid var(--line)', background: 'var(--panel)' }} />
      </div>
      <aside className="inspector-slot" />
    </div>
  </EditorContext>,
)
setTimeout(run, 200)
