/** The library: generated from the files of the category folders by `npm run generate`. */
import { createRegistry, type NodeType, type Registry } from '@chirpflow/graph'
import emd from './decomposition/emd.ts'
import ewt from './decomposition/ewt.ts'
import vmd from './decomposition/vmd.ts'
import bandPass from './filter/band-pass.ts'
import medianFilter from './filter/median-filter.ts'
import harmonicReconstruction from './harmonics/harmonic-reconstruction.ts'
import lmsNotch from './harmonics/lms-notch.ts'
import notchComb from './harmonics/notch-comb.ts'
import rlsrhs from './harmonics/rlsrhs.ts'
import extendedDacm from './phase/extended-dacm.ts'
import iqCorrection from './phase/iq-correction.ts'
import phaseUnwrap from './phase/phase-unwrap.ts'
import targetPhase from './phase/target-phase.ts'
import combineChannels from './range/combine-channels.ts'
import rangeFft from './range/range-fft.ts'
import beltBreathingRate from './rate/belt-breathing-rate.ts'
import delayedRateTracker from './rate/delayed-rate-tracker.ts'
import ecgHeartRate from './rate/ecg-heart-rate.ts'
import harmonicBayes from './rate/harmonic-bayes.ts'
import jointHarmonicFit from './rate/joint-harmonic-fit.ts'
import peakPicker from './rate/peak-picker.ts'
import ppgHeartRate from './rate/ppg-heart-rate.ts'
import rateTracker from './rate/rate-tracker.ts'
import secondHarmonic from './rate/second-harmonic.ts'
import compareRates from './sink/compare-rates.ts'
import rateLog from './sink/rate-log.ts'
import dca1000 from './source/dca1000.ts'
import recording from './source/recording.ts'
import referenceRate from './source/reference-rate.ts'
import series from './source/series.ts'
import simulatedDisplacement from './source/simulated-displacement.ts'
import simulatedRadar from './source/simulated-radar.ts'
import waveform from './source/waveform.ts'
import keepIdentities from './target/keep-identities.ts'
import mcsm from './target/mcsm.ts'
import mcsmPlus from './target/mcsm-plus.ts'
import pickTarget from './target/pick-target.ts'
import rangeSelect from './target/range-select.ts'
import slowTimeWindow from './window/slow-time-window.ts'

/** All node types, by id. */
export const nodeTypes: readonly NodeType[] = [
  bandPass,
  beltBreathingRate,
  combineChannels,
  compareRates,
  dca1000,
  delayedRateTracker,
  ecgHeartRate,
  emd,
  ewt,
  extendedDacm,
  harmonicBayes,
  harmonicReconstruction,
  iqCorrection,
  jointHarmonicFit,
  keepIdentities,
  lmsNotch,
  mcsm,
  mcsmPlus,
  medianFilter,
  notchComb,
  peakPicker,
  phaseUnwrap,
  pickTarget,
  ppgHeartRate,
  rangeFft,
  rangeSelect,
  rateLog,
  rateTracker,
  recording,
  referenceRate,
  rlsrhs,
  secondHarmonic,
  series,
  simulatedDisplacement,
  simulatedRadar,
  slowTimeWindow,
  targetPhase,
  vmd,
  waveform,
]

export const registry: Registry = createRegistry(nodeTypes)
