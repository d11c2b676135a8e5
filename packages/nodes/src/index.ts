/** The library: generated from the files of the category folders by `npm run generate`. */
import { createRegistry, type NodeType, type Registry } from '@chirpflow/graph'
import vmd from './decomposition/vmd.ts'
import bandPass from './filter/band-pass.ts'
import medianFilter from './filter/median-filter.ts'
import rlsrhs from './harmonics/rlsrhs.ts'
import phaseUnwrap from './phase/phase-unwrap.ts'
import targetPhase from './phase/target-phase.ts'
import combineChannels from './range/combine-channels.ts'
import rangeFft from './range/range-fft.ts'
import peakPicker from './rate/peak-picker.ts'
import rateLog from './sink/rate-log.ts'
import recording from './source/recording.ts'
import series from './source/series.ts'
import simulatedDisplacement from './source/simulated-displacement.ts'
import simulatedRadar from './source/simulated-radar.ts'
import mcsm from './target/mcsm.ts'
import slowTimeWindow from './window/slow-time-window.ts'

/** All node types, by id. */
export const nodeTypes: readonly NodeType[] = [
  bandPass,
  combineChannels,
  mcsm,
  medianFilter,
  peakPicker,
  phaseUnwrap,
  rangeFft,
  rateLog,
  recording,
  rlsrhs,
  series,
  simulatedDisplacement,
  simulatedRadar,
  slowTimeWindow,
  targetPhase,
  vmd,
]

export const registry: Registry = createRegistry(nodeTypes)
