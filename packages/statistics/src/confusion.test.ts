import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classifyAnswer, confusionOf } from './confusion.ts'

const heart = 1.2
const breathing = 0.27

test.each([
  ['within', heart],
  ['within', heart * 1.039],
  ['half', 0.6],
  ['double', 2.4],
  [1, 0.27],
  [3, 0.81],
  [5, 1.35],
  [6, 1.62],
  ['mixed', heart + breathing],
  ['mixed', heart - breathing],
  ['other', 1.02],
  ['other', 1.26],
])('%s: %d Hz', (hit, answer) => {
  expect(classifyAnswer(answer, heart, breathing)).toBe(hit)
})

test('the nearest mark counts, and none farther away than 2 % of the reference', () => {
  // 9 x .27 = 2.43 and twice the heart rate, 2.4
  expect(classifyAnswer(2.412, heart, breathing)).toBe('double')
  expect(classifyAnswer(2.42, heart, breathing)).toBe(9)
  expect(classifyAnswer(0.6 + 0.0239, heart, Number.NaN)).toBe('half')
  expect(classifyAnswer(0.6 + 0.0241, heart, Number.NaN)).toBe('other')
})

test('without breathing nothing is a multiple of it', () => {
  expect(classifyAnswer(5 * breathing, heart, Number.NaN)).toBe('other')
  expect(classifyAnswer(heart + breathing, heart, 0)).toBe('other')
})

test('shares of the answers given, moment by moment', () => {
  const series = {
    recording: '',
    time: [0, 1, 2, 3, 4, 5],
    reference: new Array(6).fill(heart),
    answers: [],
    breathing: [0.27, 0.27, 0.3, 0.27, 0.27, Number.NaN],
  }
  const answers = Float64Array.of(heart, 0.81, 0.9, 0.6, Number.NaN, 0.81)
  expect(confusionOf([series], [answers])).toEqual({
    within: 0.2,
    half: 0.2,
    double: 0,
    breathing: { 3: 0.4 },
    mixed: 0,
    other: 0.2,
  })
  const { breathing: none, ...silent } = confusionOf([series], [answers.fill(Number.NaN)])
  expect(none).toEqual({})
  for (const share of Object.values(silent)) expect(share).toBeNaN()
})

test('shares add up to 1, whatever is answered', () => {
  const rates = fc.array(fc.double({ min: 0.05, max: 5, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(rates, fc.double({ min: 0.05, max: 1 }), (answers, slow) => {
      const series = {
        recording: '',
        time: answers,
        reference: answers.map(() => heart),
        answers: [],
        breathing: answers.map(() => slow),
      }
      const { breathing: multiples, ...rest } = confusionOf([series], [Float64Array.from(answers)])
      const all = [...Object.values(multiples), ...Object.values(rest)]
      expect(all.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    }),
  )
})
