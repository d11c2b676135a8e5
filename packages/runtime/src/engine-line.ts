/** What a page and the engine of a server say to each other: the engine's own line, and beside it files. */

/** Bytes of one message to the engine, and so of a file that it is given. */
export const mostToEngine = 16 * 2 ** 20

export type ToRemoteEngine =
  | { readonly engine: readonly unknown[] }
  /** From now on the path stands for these bytes. */
  | {
      readonly provide: { readonly id: number; readonly name: string; readonly bytes: Uint8Array }
    }

export type FromRemoteEngine =
  | { readonly engine: readonly unknown[] }
  | { readonly provided: number }
  /** A node has written a file: the page offers it. */
  | { readonly wrote: { readonly name: string; readonly text: string } }
  /** The engine is gone, and why; the line ends. */
  | { readonly failed: string }
  /** It goes on. Said now and then, so that a dead line is noticed. */
  | { readonly alive: true }

/** Seconds between two such words. */
export const aliveEvery = 5
