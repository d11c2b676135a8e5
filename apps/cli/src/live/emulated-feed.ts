/** What an emulated radar looks at, by what was typed: a recording, or a simulated person. */
import { resolve } from 'node:path'
import { captureLogName, parseCaptureLog, type RadarSetup, readRadar } from '@chirpflow/formats'
import { type ByteSource, HostError, type RadarDevice, type RadarOptions } from '@chirpflow/graph'
import type { FrameFeed } from '@chirpflow/hardware'
import type { CommandContext } from '../context.ts'
import { openFile, readText, statOf } from '../files.ts'
import { createRecordingFeed } from './recording-feed.ts'
import { createSceneFeed } from './scene-feed.ts'

export interface EmulatedFeed {
  readonly setup: RadarSetup
  readonly feed: FrameFeed
  close(): Promise<void>
}

/** The recording at `path` as the radar of the options sends it; a capture brings its configuration. */
export async function openRecordingFeed(
  path: string,
  loop: boolean,
  options: RadarOptions,
  { terminal, createHost }: CommandContext,
): Promise<EmulatedFeed> {
  const place = resolve(terminal.folder, path)
  const setup = await setupOf(place, options)
  const { geometry, iqOrder } = setup
  const host = createHost(terminal.folder)
  const recording = await host.openRecording({
    path: place,
    config: options.config,
    layout: 'auto',
    iqOrder,
    geometry,
  })
  const once = createRecordingFeed(path, recording, setup)
  const feed = loop ? { ...once, frame: (n: number) => once.frame(n % recording.frames) } : once
  return { setup, feed, close: () => recording.close() }
}

/** A simulated person before the radar of the options. */
export async function openSceneFeed(
  seed: number,
  options: RadarOptions,
  { terminal, registry, createHost }: CommandContext,
): Promise<EmulatedFeed> {
  if (options.config === '') {
    throw new HostError('name the configuration of the radar to emulate: --config radar.cfg')
  }
  const setup = await withFile(options.config, (open) => readRadar(options, open))
  const feed = await createSceneFeed(setup, { seed }, registry, createHost(terminal.folder))
  return { setup, feed, close: async () => feed.close() }
}

async function setupOf(recording: string, options: RadarOptions): Promise<RadarSetup> {
  if (options.config !== '') return withFile(options.config, (open) => readRadar(options, open))
  const path = captureLogName(recording)
  if (!(await statOf(path))) {
    throw new HostError(`${recording}: no ${path} says how it was recorded; add --config radar.cfg`)
  }
  const { config, device } = parseCaptureLog(await readText(path), path).header
  const bytes = new TextEncoder().encode(config)
  const source: ByteSource = {
    name: path,
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
  }
  // The device of a log is one that it was captured with, and so known.
  const known = options.device === 'auto' && device !== 'emulator' ? device : options.device
  return readRadar({ ...options, device: known as RadarDevice, config: path }, async () => source)
}

async function withFile<T>(
  path: string,
  work: (open: () => Promise<ByteSource>) => Promise<T>,
): Promise<T> {
  const { source, close } = await openFile(path)
  try {
    return await work(async () => source)
  } finally {
    await close()
  }
}
