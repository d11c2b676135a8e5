/** The kinds of views as data: what is drawn, described, picked from and saved. */
import type { AxisName, Chunk, Unit } from '@chirpflow/graph'
import type { Extent } from './extent.ts'
import type { Grid } from './grid.ts'
import type { Piece, Sample } from './trace.ts'
import type { Scale } from './values.ts'

/** An axis as it is drawn. */
export interface PlotAxis {
  readonly name: AxisName
  readonly unit: Unit
  /** Shared by the cursors of all views with the same axis. */
  readonly key: string
  readonly extent: Extent
  /** Distance of two samples. */
  readonly step: number
}

export interface ModelCommon {
  /** What flows: the port's name. */
  readonly name: string
  /** Unit of the values, before log. */
  readonly unit: Unit
  readonly scale: Scale
  /** Lowest and highest finite value, on the scale; undefined when there is none. */
  readonly extent: Extent | undefined
  readonly chunk: Chunk
}

export interface NumberModel extends ModelCommon {
  readonly body: 'number'
  readonly value: number
  readonly trend: readonly Piece[]
  readonly x: PlotAxis
}

export interface LineModel extends ModelCommon {
  readonly body: 'line'
  readonly x: PlotAxis
  readonly pieces: readonly Piece[]
  readonly previous: readonly Piece[]
  /** From where to where the current chunk reaches in a longer trace. */
  readonly window?: Extent
  /** Never negative: stands on zero. */
  readonly grounded: boolean
  /** Highest point of a spectrum or profile. */
  readonly peak?: Sample
}

export interface LanesModel extends ModelCommon {
  readonly body: 'lanes'
  readonly x: PlotAxis
  readonly lanes: readonly (readonly Piece[])[]
  readonly lane: AxisName
  /** What each lane is, where it is no place along an axis. */
  readonly names?: readonly string[]
  readonly window?: Extent
}

export interface HeatModel extends ModelCommon {
  readonly body: 'heat'
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly grid: Grid
  readonly kind: 'sequential' | 'diverging' | 'cyclic'
  /** Values at both ends of the colours. */
  readonly colours: Extent
  readonly window?: Extent
}

export type Model = NumberModel | LineModel | LanesModel | HeatModel
