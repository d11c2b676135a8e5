import { parseGraph } from '@chirpflow/graph'
import { registry } from '@chirpflow/nodes'
import { createStore } from 'zustand/vanilla'
import { createSession } from '../src/session/create-session.ts'
import heart from '../../../examples/heart-rate-simulated/heart-rate-simulated.graph.json?raw'
import recording from '../../../examples/heart-rate-recording/heart-rate-recording.graph.json?raw'
import a121 from '../../../examples/breathing-a121/breathing-a121.graph.json?raw'
const texts: Record<string,string> = { heart, recording, a121 }
const document_ = createStore<any>(() => ({ graph: parseGraph(heart).graph }))
const session = createSession({ registry, document: document_ })
const setParam = (node: string, name: string, value: any) => document_.setState((s: any) => ({ graph: { ...s.graph, nodes: { ...s.graph.nodes, [node]: { ...s.graph.nodes[node], params: { ...s.graph.nodes[node].params, [name]: value } } } } }))
const open = (name: string) => document_.setState({ graph: parseGraph(texts[name]).graph })
Object.assign(window, { session, document_, setParam, open })
