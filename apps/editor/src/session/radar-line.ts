/** The radar of the page's server, over a WebSocket that is opened again whenever it was lost. */
import type { FoundRadar, RadarAsk, RadarSaid, ToRadar } from '@chirpflow/graph'
import { createStore } from 'zustand/vanilla'
import type { RadarClient, RadarLine } from './radar.ts'
import { lineName, type Server, wrongToken } from './server.ts'

type Answer = readonly FoundRadar[] | undefined

interface Pending {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** Seconds before each try after the line was lost; from then on the last. */
const pauses = [1, 2, 4, 8, 10] as const

const gone = 'the server cannot be reached; is chirpflow still running there?'

/** With a token that is not the server's the line is lost for good: there is no `retryIn` then. */
export function connectRadar({ lines, token }: Server): RadarClient {
  const store = createStore<RadarLine>(() => ({ line: 'joining', status: { steps: [] } }))
  const pending = new Map<number, Pending>()
  let socket = open()
  let asked = 0
  let lost = 0
  let waiting: ReturnType<typeof setTimeout> | undefined

  return {
    store,
    find: async () => (await ask({ ask: 'find' })) ?? [],
    connect: (options, config) =>
      tell({ ask: 'connect', options, ...(config === undefined ? {} : { config }) }),
    retry: () => tell({ ask: 'retry' }),
    disconnect: () => tell({ ask: 'disconnect' }),
    record: (name) => tell({ ask: 'record', name }),
    stopRecording: () => tell({ ask: 'stop-recording' }),
    playFault: (fault) => tell({ ask: 'play-fault', fault }),
    close() {
      clearTimeout(waiting)
      socket.onclose = null
      socket.close()
      refuseAll('the page is being closed')
    },
  }

  function open(): WebSocket {
    const next = new WebSocket(`${lines}/radar`, [lineName, token])
    next.onmessage = ({ data }: MessageEvent<string>) => take(JSON.parse(data) as RadarSaid)
    next.onclose = ({ code }) => lose(code !== wrongToken)
    return next
  }

  function take(said: RadarSaid): void {
    if ('status' in said) {
      // it is said at once, and to nobody whose token is another server's
      lost = 0
      store.setState({ line: 'open', retryIn: undefined, status: said.status })
      return
    }
    const asker = pending.get(said.id)
    pending.delete(said.id)
    if ('error' in said) asker?.reject(new Error(said.error))
    else asker?.resolve(said.answer)
  }

  function lose(again: boolean): void {
    refuseAll(gone)
    store.setState({ line: 'lost', retryIn: undefined })
    if (again) countDown(pauses[Math.min(lost++, pauses.length - 1)])
  }

  function countDown(retryIn: number): void {
    store.setState({ retryIn })
    waiting = setTimeout(() => {
      if (retryIn > 1) countDown(retryIn - 1)
      else socket = open()
    }, 1000)
  }

  function refuseAll(reason: string): void {
    for (const { reject } of pending.values()) reject(new Error(reason))
    pending.clear()
  }

  function ask(request: RadarAsk): Promise<Answer> {
    if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error(gone))
    const message: ToRadar = { id: ++asked, request }
    return new Promise((resolve, reject) => {
      pending.set(message.id, { resolve, reject })
      socket.send(JSON.stringify(message))
    })
  }

  async function tell(request: RadarAsk): Promise<void> {
    await ask(request)
  }
}
