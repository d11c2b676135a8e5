/** A radar's frames from the server's thread to an engine's: a few ahead, so that neither waits. */
import type { MessagePort } from 'node:worker_threads'
import { type Decoding, radarFacts } from '@chirpflow/formats'
import { HostError, type RadarFacts, type RadarOptions, type RadarStream } from '@chirpflow/graph'
import { type RawStream, readFrames } from '@chirpflow/hardware'
import type { SentError } from '@chirpflow/runtime'
import type { OpenRadar } from '../host.ts'

type ToServer =
  | { readonly open: number; readonly options: RadarOptions; readonly facts: RadarFacts }
  /** So many frames have been taken: as many more may come. */
  | { readonly took: number; readonly count: number }
  | { readonly close: number }

type Report = ReturnType<RadarStream['report']>
type RawFrame = Awaited<ReturnType<RawStream['next']>>
type News =
  | { readonly facts: RadarFacts; readonly decoding: Decoding }
  | { readonly frame: RawFrame; readonly report: Report }
  | { readonly error: SentError }
type FromServer = News & { readonly stream: number }

/** Opens a radar whose frames are known to be what `facts` says. */
export type OpenKnownRadar = (options: RadarOptions, facts: RadarFacts) => Promise<RawStream>

/** Frames that may be under way to an engine. */
const ahead = 32

interface Reader {
  room: number
  over: boolean
  stream?: RawStream
  wake(): void
}

/** Gives engines at the other end of the port what `open` gives. The result ends it. */
export function serveRadarPort(port: MessagePort, open: OpenKnownRadar): () => void {
  const readers = new Map<number, Reader>()
  port.on('message', (message: ToServer) => {
    if ('open' in message) void read(message.open, message.options, message.facts)
    else if ('took' in message) {
      const reader = readers.get(message.took)
      if (reader) reader.room += message.count
      reader?.wake()
    } else close(message.close)
  })
  return () => {
    for (const id of [...readers.keys()]) close(id)
    port.close()
  }

  function close(id: number): void {
    const reader = readers.get(id)
    readers.delete(id)
    if (!reader) return
    reader.over = true
    reader.wake()
    void reader.stream?.close()
  }

  async function read(id: number, options: RadarOptions, facts: RadarFacts): Promise<void> {
    const say = (news: News, transfer: ArrayBuffer[] = []) =>
      port.postMessage({ stream: id, ...news }, transfer)
    const reader: Reader = { room: ahead, over: false, wake() {} }
    readers.set(id, reader)
    try {
      const stream = await open(options, facts)
      // nobody waits for it any more
      if (reader.over) return void (await stream.close())
      reader.stream = stream
      say({ facts: stream.facts, decoding: stream.decoding })
      while (!reader.over) {
        const frame = await stream.next()
        if (reader.over) break
        const report = stream.report()
        if (!frame) {
          say({ frame, report })
          break
        }
        const { index, coverage } = frame
        // the capture keeps its own
        const bytes = frame.bytes.slice()
        say({ frame: { index, bytes, coverage }, report }, [bytes.buffer])
        reader.room--
        while (reader.room <= 0 && !reader.over) {
          await new Promise<void>((resolve) => {
            reader.wake = resolve
          })
        }
      }
    } catch (error) {
      if (!reader.over) say({ error: sendable(error) })
    } finally {
      close(id)
    }
  }
}

/** Opens radars at the other end of the port. */
export function radarOver(port: MessagePort): OpenRadar {
  const heard = new Map<number, (news: FromServer) => void>()
  let opened = 0
  port.on('message', (news: FromServer) => heard.get(news.stream)?.(news))
  return async (options, open) => {
    const id = ++opened
    const say = (message: ToServer) => port.postMessage(message)
    const news = createInbox<FromServer>()
    heard.set(id, news.put)
    say({ open: id, options, facts: await radarFacts(options, open) })
    const first = await news.take()
    if (!first || !('facts' in first)) throw errorOf(first)
    const { facts, decoding } = first
    let report: Report = {}
    let taken = 0
    return readFrames({
      facts,
      decoding,
      async next() {
        const next = await news.take()
        if (!next) return undefined
        if (!('frame' in next)) throw errorOf(next)
        report = next.report
        if (++taken % (ahead / 2) === 0) say({ took: id, count: ahead / 2 })
        return next.frame
      },
      report: () => report,
      async close() {
        heard.delete(id)
        news.end()
        say({ close: id })
      },
    })
  }
}

function sendable(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { message } = error
  if (!(error instanceof HostError)) return { name: 'Error', message }
  const { param } = error
  return { name: 'HostError', message, ...(param === undefined ? {} : { param }) }
}

function errorOf(news: FromServer | undefined): Error {
  if (!news || !('error' in news)) return new HostError('the radar was closed')
  const { name, message, param } = news.error
  return name === 'HostError' ? new HostError(message, param) : new Error(message)
}

/** What has come, one by one; undefined once it was ended. One `take` at a time. */
function createInbox<T>() {
  const items: T[] = []
  let over = false
  let wake = () => {}
  return {
    put(item: T): void {
      items.push(item)
      wake()
    },
    end(): void {
      over = true
      wake()
    },
    async take(): Promise<T | undefined> {
      while (items.length === 0 && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return over ? undefined : items.shift()
    },
  }
}
