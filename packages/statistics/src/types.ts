/**
 * What is judged (series of answers against a reference) and the table that comes of it. Rates in Hz;
 * where ranges are judged, all that is in Hz here is in m.
 */
import type { JudgedUnit } from './shown.ts'

/** What one recording gave: the answers of every chain at the same moments, NaN for no answer. */
export interface Series {
  /** The file or seed; windows of one recording are not independent of each other. */
  readonly recording: string
  /** Moments, s, rising. */
  readonly time: readonly number[]
  /** Reference, averaged over the window that ends at each moment, Hz. NaN where it says nothing. */
  readonly reference: readonly number[]
  /** One list a chain, in the order of the chains' names, Hz. */
  readonly answers: readonly (readonly number[])[]
  /**
   * What each answer states as its probability of being right within 4 %, in lists as the answers'; an
   * empty list for a chain that states none.
   */
  readonly confidences?: readonly (readonly number[])[]
  /** Breathing rate at the same moments, Hz: names errors that lie on its multiples. */
  readonly breathing?: readonly number[]
  /** Cramer-Rao deviation of a rate from one window, Hz, where the scene is simulated. */
  readonly bound?: readonly number[]
}

export interface Question {
  /** Of answers, references and the constant; Hz unless said. */
  readonly unit?: JudgedUnit
  readonly chains: readonly string[]
  readonly recordings: readonly Series[]
  /** The rate of the row that knows nothing of the radar, Hz. Never computed from the reference. */
  readonly constant: number
  /** Seconds that one answer speaks about; answers less than that apart share data. */
  readonly window?: number
  /** Processor time of one window, s, by chain; of the chain's own nodes and all before them. */
  readonly secondsPerWindow?: readonly (number | undefined)[]
  readonly seed?: number
}

/**
 * A figure with its 95 % interval by percentiles, expanded for the number of blocks where there is one
 * recording. NaN where it says nothing (the r of a constant).
 */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Bland and Altman 2007: limits of agreement for several pairs a recording, Hz. */
export interface Agreement {
  readonly bias: number
  readonly deviation: number
  readonly lower: number
  readonly upper: number
}

/** Shares of all answered moments, 0 to 1; they and `within` add up to 1. */
export interface Confusion {
  /** Within 4 % of the reference: no error. */
  readonly within: number
  readonly half: number
  readonly double: number
  /** At a multiple of the breathing rate, by multiple (1, 2, 3, ...); only those that occur. */
  readonly breathing: Readonly<Record<string, number>>
  /** At the sum or the difference of heart and breathing. */
  readonly mixed: number
  readonly other: number
}

/** Answers that state about the same confidence. */
export interface CalibrationBand {
  /** Limits of the confidence, 0 to 1. */
  readonly from: number
  readonly to: number
  readonly answers: number
  /** Mean of the stated confidence. */
  readonly stated: number
  /** Share of the answers that is right within 4 %. */
  readonly found: Estimate
}

export interface Calibration {
  /** By rising confidence; only those with answers. */
  readonly bands: readonly CalibrationBand[]
  /** Mean distance of found from stated over all answers: the expected calibration error. */
  readonly error: number
}

export interface Row {
  readonly chain: string
  /** True for the constant rate that knows nothing of the radar. */
  readonly constant: boolean
  readonly meanAbsoluteError: Estimate
  readonly medianAbsoluteError: Estimate
  readonly rootMeanSquareError: Estimate
  /** Mean of |error| / reference, a fraction. */
  readonly meanRelativeError: Estimate
  readonly correlation: Estimate
  readonly concordance: Estimate
  /** Shares of answered moments, 0 to 1. */
  readonly within1Percent: Estimate
  readonly within4Percent: Estimate
  /** NaN of ranges. */
  readonly within5PerMinute: Estimate
  /** Share of the moments with a reference that have an answer. */
  readonly coverage: Estimate
  readonly agreement: Agreement
  readonly confusion: Confusion
  /** Absent where no answer states a confidence. */
  readonly calibration?: Calibration
  readonly secondsPerWindow?: number
  readonly answered: number
  /** The interval of its difference to the constant does not lie wholly below zero. */
  readonly noBetterThanConstant: boolean
  /**
   * There are other chains, and its interval against each of them and the constant lies wholly below
   * zero; where there are p-values, they stay below .05 after correction.
   */
  readonly best: boolean
}

/** Mean absolute error of `a` less that of `b`, on moments that both answer. */
export interface Pair {
  readonly a: string
  readonly b: string
  readonly difference: Estimate
  readonly moments: number
  /** Paired sign-flip permutation over recordings; absent where fewer than two have common moments. */
  readonly p?: number
  /** The same after Holm's correction over all pairs of the table, those with the constant too. */
  readonly corrected?: number
}

export interface Table {
  /** Of errors. */
  readonly unit: JudgedUnit
  readonly rows: readonly Row[]
  readonly pairs: readonly Pair[]
  readonly moments: number
  readonly recordings: number
  readonly resampling: {
    readonly by: 'recordings' | 'blocks'
    /** Moments in one block, by blocks. */
    readonly block?: number
    /** 0 where there is too little to draw from: intervals are NaN then. */
    readonly repeats: number
    readonly seed: number
  }
  /** Share within 1 % that no unbiased estimator passes, where the scene is simulated, 0 to 1. */
  readonly boundWithin1Percent?: number
}
