/** What the page and its engine's worker say to each other beside the engine's own line. */

export type ToWorker =
  /** First: the engine's line. */
  | { readonly port: MessagePort }
  | { readonly provide: { readonly id: number; readonly name: string; readonly file: File } }
  | { readonly ping: number }

export type FromWorker =
  | { readonly provided: number }
  | { readonly pong: number }
  /** A node has written a file: the page offers it. */
  | { readonly wrote: { readonly name: string; readonly text: string } }
  /** Something broke that nobody waited for. */
  | { readonly failed: string }
