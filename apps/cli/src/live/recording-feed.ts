/** A recording before an emulated radar, as the bytes that its card would send. */
import { encodeFrame, type RadarSetup } from '@chirpflow/formats'
import { HostError, type Recording } from '@chirpflow/graph'
import type { FrameFeed } from '@chirpflow/hardware'

/**
 * The recording's frames laid out as the radar of `setup` sends them. A frame that was never recorded
 * is sent as the one before it. Throws HostError where they are not frames of that radar.
 */
export function createRecordingFeed(
  path: string,
  recording: Recording,
  { decoding, facts }: RadarSetup,
): FrameFeed {
  const shape = (axes: Recording['axes']) => axes.map(({ name, size }) => `${size} ${name}`)
  const [has, wants] = [shape(recording.axes), shape(facts.axes)].map((one) => one.join(' x '))
  if (recording.kind !== 'adc' || recording.dtype !== facts.dtype || has !== wants) {
    throw new HostError(
      `${path}: its frames are ${recording.dtype} of ${has}, the configuration's ${facts.dtype} of ${wants}; give the configuration that it was recorded with`,
    )
  }
  let last: Uint8Array = new Uint8Array(facts.frameBytes)
  return {
    frameBytes: facts.frameBytes,
    frameInterval: facts.acquisition.frameInterval,
    async frame(index) {
      if (index >= recording.frames) return undefined
      const [frame] = await recording.read(index, 1)
      if (frame) last = new Uint8Array(encodeFrame(frame, decoding).buffer)
      return last
    },
  }
}
