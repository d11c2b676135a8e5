/** State of the window: never in the graph file. What a person keeps (theme, sizes) is in local storage. */
import { createStore, type StoreApi } from 'zustand/vanilla'

export type Theme = 'dark' | 'light' | 'system'
export type DockTab = 'views' | 'compare' | 'problems' | 'run'

/** One card of the dock: a wire, and how it is looked at. */
export interface ViewCard {
  readonly id: string
  /** "node.port" */
  readonly wire: string
  /** Another wire: both are shown, and this one taken from the first. */
  readonly minus?: string
  readonly part: 'magnitude' | 'phase' | 'real' | 'imaginary'
  readonly scale: 'linear' | 'dB' | 'log'
  readonly map: 'viridis' | 'cividis' | 'magma' | 'grey'
  readonly frozen: boolean
  /** Index along each axis that is not drawn, by axis name. */
  readonly at: Readonly<Record<string, number>>
  /** Share of the row's width. */
  readonly width: number
}

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'commands' }
  | { readonly kind: 'search' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'outline' }
  | { readonly kind: 'connect' }
  /** The palette over the canvas, at a place, perhaps filtered by a wire that waits to be connected. */
  | {
      readonly kind: 'add'
      /** Canvas coordinates of the new node. */
      readonly at: readonly [number, number]
      /** Screen coordinates of the list. */
      readonly screen: readonly [number, number]
      readonly from?: {
        readonly node: string
        readonly port: string
        readonly side: 'input' | 'output'
      }
      /** Insert on this link, "a.x -> b.y". */
      readonly link?: string
    }
  /** What could stand in a node's place in a chain beside its own. */
  | {
      readonly kind: 'alternative'
      readonly node: string
      readonly screen: readonly [number, number]
    }

export interface UiState {
  readonly theme: Theme
  readonly singleKeys: boolean
  readonly palette: boolean
  readonly inspector: boolean
  readonly dock: boolean
  readonly dockHeight: number
  readonly dockTab: DockTab
  /** Height of the dock while it compares: a table and plots want more than views. */
  readonly compareHeight: number
  /** The chain under the pointer, by the output that is compared ("node.port"): lit wherever it is shown. */
  readonly litChain?: string
  readonly firstRunStrip: boolean
  readonly showTime: boolean
  readonly showPrevious: boolean
  /** Node ids, note ids ("note:x") and links ("a.x -> b.y"). */
  readonly selectedNodes: readonly string[]
  readonly selectedNotes: readonly string[]
  readonly selectedLinks: readonly string[]
  /** Field of the inspector to focus next: a parameter of the selected node. */
  readonly focusParam?: string
  readonly overlay: Overlay
  readonly views: readonly ViewCard[]
  /** Position of the time slider: seconds of recording, undefined follows the newest. */
  readonly sliderTime?: number
  /** Shared cursor by axis name and unit ("time s"). */
  readonly cursor?: { readonly axis: string; readonly value: number }
  /** One line for the polite live region and the status bar. */
  readonly announcement: string
  /** A failure of what goes on by itself: said at once. */
  readonly urgent?: string
  /** A bar that stays: recovered document, storage full, engine died. */
  readonly banner?: {
    readonly id: string
    readonly severity: 'note' | 'warning' | 'error'
    readonly message: string
    readonly actions: readonly { readonly label: string; readonly command: string }[]
  }
}

export type UiStore = StoreApi<UiState>

export const initialUi: UiState = {
  theme: 'system',
  singleKeys: true,
  palette: true,
  inspector: true,
  dock: true,
  dockHeight: 296,
  dockTab: 'views',
  compareHeight: 430,
  firstRunStrip: true,
  showTime: false,
  showPrevious: true,
  selectedNodes: [],
  selectedNotes: [],
  selectedLinks: [],
  overlay: { kind: 'none' },
  views: [],
  announcement: '',
}

export function createUi(kept: Partial<UiState> = {}): UiStore {
  return createStore<UiState>(() => ({ ...initialUi, ...kept }))
}
