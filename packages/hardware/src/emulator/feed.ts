/** Where an emulated radar takes its frames from. */

/** Bytes as the card sends them: a recording, or a scene that is computed. */
export interface FrameFeed {
  readonly frameBytes: number
  /** From one frame to the next, s. */
  readonly frameInterval: number
  /** Frame `index` of the scene, `frameBytes` long; undefined after the last one. */
  frame(index: number): Uint8Array | undefined | Promise<Uint8Array | undefined>
}
