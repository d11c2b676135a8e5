import { test } from 'vitest'
import { everyNode, radar, runEveryNode, type Change } from './support/every-node.ts'
const one = { ...radar, people: 1, rangeFrom: 1, rangeTo: 1, duration: 24 }
const adc = (f: (data: Float32Array, index: number) => void): Change => (moment, index) => {
  const { adc } = moment
  const data = Float32Array.from((adc as {data: Float32Array}).data)
  f(data, index)
  return { ...moment, adc: { data, index } }
}
let s = 1
const rnd = () => { s = (s * 16807) % 2147483647; return s / 2147483647 }
const normal = () => Math.sqrt(-2 * Math.log(rnd() + 1e-12)) * Math.cos(2 * Math.PI * rnd())
const cases: Record<string, [any, Change]> = {
  gaps: [one, (m, i) => (i % 100 < 40 ? undefined : m)],
  
  noise: [one, adc((d) => { for (let i = 0; i < d.length; i++) d[i] = normal() })],
  
  
  onharm: [{ ...one, breathingFrom: 0.3, breathingTo: 0.3, heartFrom: 1.2, heartTo: 1.2, harmonic4: 0.00045, snr: 0, clutter:'none' }, (m) => m],
  plain: [{ ...one, breathingFrom: 0.27, breathingTo: 0.27, heartFrom: 1.2, heartTo: 1.2,  snr: 0, clutter:'none' }, (m) => m],
}
test.each(Object.keys(cases))('%s', async (name) => {
  const [params, change] = cases[name]
  const { report, chunks } = await runEveryNode(everyNode(params), change)
  const bad = Object.entries(report.nodes).filter(([, n]) => n.state !== 'finished')
  console.log(name, report.state, bad.map(([id, n]) => id + ' ' + n.state + ' ' + n.error))
  const out: string[] = []
  for (const [wire, list] of chunks) if (wire.endsWith('.rate')) {
    const c = chunks.get(wire.replace('.rate', '.confidence'))
    out.push(wire + ' ' + list.map((x, i) => `${x.data[0].toFixed(2)}@${c ? c[i]?.data[0]?.toFixed(2) : '-'}`).join(' '))
  }
  console.log(out.join('\n'))
}, 60000)
