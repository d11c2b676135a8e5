/** Writes a capture from its first frame on, just as a chain gets it. */
import { type Capture, createRecorder, type RecorderState } from '@chirpflow/hardware'

/**
 * Begins once the capture streams; the result comes when it has ended and all is on the disk. Throws
 * HostError where it cannot be written.
 */
export async function recordCapture(
  capture: Capture,
  path: string,
  leastCoverage: number,
): Promise<{ readonly written: Promise<RecorderState> }> {
  const { device, decoding, iqOrder, geometry, facts, config } = await capture.ready
  const { layout, bits } = decoding
  const { frameBytes } = facts
  const started = new Date().toISOString()
  const recorder = await createRecorder(path, {
    device,
    layout,
    bits,
    iqOrder,
    geometry,
    frameBytes,
    config,
    started,
  })
  const reader = capture.hub.attach('oldest')

  async function write(): Promise<RecorderState> {
    try {
      for (let frame = await reader.next(); frame; frame = await reader.next()) {
        if (frame.coverage >= leastCoverage) recorder.add(frame)
      }
    } catch (error) {
      await recorder.close(capture.health().packets)
      throw error
    }
    return recorder.close(capture.health().packets)
  }
  return { written: write() }
}
