/** Judges chains of answers against a reference: a row a chain, a pair for each two. */
import { agreementOf } from './agreement.ts'
import { chooseBlockLength } from './block-length.ts'
import { boundWithin1Percent } from './bound.ts'
import { calibrationOf } from './calibration.ts'
import { type Candidate, candidatesOf } from './candidate.ts'
import { confusionOf } from './confusion.ts'
import { type Estimates, estimateFigures } from './estimates.ts'
import { betterOf, comparePairs } from './pairs.ts'
import { createRandom } from './random.ts'
import { type Resampling, resampleBlocks, resampleRecordings } from './resample.ts'
import { checkQuestion, isJudged } from './series.ts'
import type { Pair, Question, Row, Series, Table } from './types.ts'

/** Resamples behind each interval. */
const repeats = 2000

/** Of a figure that means nothing in the unit that is judged. */
const unsaid = { value: Number.NaN, low: Number.NaN, high: Number.NaN }

/**
 * The table of a question: its chains in their order and last the constant rate, and all pairs of
 * these rows. Moments without a reference above 0 are not judged; recordings without any such moment
 * do not count.
 *
 * Intervals are the middle 95 % of 2000 resamples of recordings; of blocks of moments where there is
 * one recording, and NaN where it holds fewer than 5 blocks. A block is as long as the window, or as
 * Politis and White's rule says for the chains' absolute errors where that is longer. The same question
 * and seed (1 where none is given) give the same table.
 *
 * Throws RangeError where lists differ in length, two chains have one name, or the constant is no rate.
 */
export function judge(question: Question): Table {
  checkQuestion(question)
  const { seed = 1, window = 0, unit = 'Hz' } = question
  const recordings = question.recordings.filter(({ reference }) => reference.some(isJudged))
  const candidates = candidatesOf(question, recordings)
  const block = recordings.length === 1 ? blockOf(recordings[0], candidates, window) : undefined
  const resampling = resampleBy(block, recordings, seed)
  const references = Float64Array.from(
    recordings.flatMap(({ reference }) => reference),
    (rate) => (isJudged(rate) ? rate : Number.NaN),
  )
  const pairs = comparePairs(candidates, resampling, seed)
  const bound = boundWithin1Percent(recordings)
  return {
    unit,
    rows: candidates.map((candidate, at) => {
      const estimates = estimateFigures(candidate, references, resampling)
      const calibration = calibrationOf(at, candidate, recordings, resampling)
      const row = {
        ...judgeOne(candidate, estimates, pairs, recordings),
        ...(calibration ? { calibration } : {}),
      }
      return unit === 'Hz' ? row : { ...row, within5PerMinute: unsaid }
    }),
    pairs,
    moments: references.filter((rate) => !Number.isNaN(rate)).length,
    recordings: recordings.length,
    resampling: {
      ...(block === undefined ? { by: 'recordings' } : { by: 'blocks', block }),
      repeats: resampling.repeats,
      seed,
    },
    ...(bound === undefined ? {} : { boundWithin1Percent: bound }),
  }
}

function resampleBy(
  block: number | undefined,
  recordings: readonly Series[],
  seed: number,
): Resampling {
  const lengths = recordings.map(({ time }) => time.length)
  const random = createRandom(seed)
  return block === undefined
    ? resampleRecordings(lengths, repeats, random)
    : resampleBlocks(lengths[0], block, repeats, random)
}

/** Moments in a block: those of one window, or more where errors are bound for longer. */
function blockOf({ time }: Series, candidates: readonly Candidate[], window: number): number {
  const gaps = time.slice(1).map((later, at) => later - time[at])
  const hop = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? Infinity
  const lengths = candidates.map(({ errors: [errors] }) =>
    chooseBlockLength([...errors].map(Math.abs)),
  )
  return Math.max(Math.ceil(window / hop - 1e-9), ...lengths)
}

function judgeOne(
  { name, constant, answers, errors, secondsPerWindow }: Candidate,
  { answered, ...estimates }: Estimates,
  pairs: readonly Pair[],
  recordings: readonly Series[],
): Row {
  const own = pairs.filter(({ a, b }) => a === name || b === name)
  const toConstant = own.at(-1)
  return {
    chain: name,
    constant,
    ...estimates,
    agreement: agreementOf(errors.map((list) => [...list].filter((error) => !Number.isNaN(error)))),
    confusion: confusionOf(recordings, answers),
    ...(secondsPerWindow === undefined ? {} : { secondsPerWindow }),
    answered,
    noBetterThanConstant:
      !constant && !(toConstant !== undefined && toConstant.difference.high < 0),
    best: !constant && own.length > 1 && own.every((pair) => betterOf(pair) === name),
  }
}
