import { expect, test } from 'vitest'
import { agreementOf } from './agreement.ts'

test('Bland and Altman 1986, table: two peak flow meters, 17 people', () => {
  const wright = [
    494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
  ]
  const mini = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]
  const differences = wright.map((value, person) => value - mini[person])
  const { bias, deviation } = agreementOf([differences])
  expect(bias).toBeCloseTo(-2.1, 1)
  expect(deviation).toBeCloseTo(38.8, 1)
})

// Bland and Altman 2007, table 1: cardiac ejection by RV and IC, 12 people, 60 pairs
const ventriculography = [
  [7.83, 7.42, 7.89, 7.12, 7.88],
  [6.16, 7.26, 6.71, 6.54],
  [4.75, 5.24, 4.86, 4.78, 6.05, 5.42],
  [4.21, 3.61, 3.72, 3.87, 3.92],
  [3.13, 2.98, 2.85, 3.17, 3.09, 3.12],
  [5.92, 6.42, 5.92, 6.27],
  [7.13, 6.62, 6.58, 6.93],
  [4.54, 4.81, 5.11, 5.29, 5.39, 5.57],
  [4.48, 4.92, 3.97],
  [4.22, 4.65, 4.74, 4.44, 4.5],
  [6.78, 6.07, 6.52, 6.42, 6.41, 5.76],
  [5.06, 4.72, 4.9, 4.8, 4.9, 5.1],
]
const cardiography = [
  [6.57, 5.62, 6.9, 6.57, 6.35],
  [4.06, 4.29, 4.26, 4.09],
  [4.71, 5.5, 5.08, 5.02, 6.01, 5.67],
  [4.14, 4.2, 4.61, 4.68, 5.04],
  [3.03, 2.86, 2.77, 2.46, 2.32, 2.43],
  [5.9, 5.81, 5.7, 5.76],
  [5.09, 4.63, 4.61, 5.09],
  [4.72, 4.61, 4.36, 4.2, 4.36, 4.2],
  [3.17, 3.12, 2.96],
  [4.35, 4.62, 3.16, 3.53, 3.53],
  [7.2, 6.09, 7, 7.1, 7.4, 6.8],
  [4.5, 4.2, 3.8, 3.8, 4.2, 4.5],
]

test('Bland and Altman 2007, section 3: several pairs a person, the true value varies', () => {
  const groups = ventriculography.map((values, person) =>
    values.map((value, pair) => value - cardiography[person][pair]),
  )
  const { bias, deviation, lower, upper } = agreementOf(groups)
  expect(bias).toBeCloseTo(0.6021667, 7)
  expect(deviation ** 2).toBeCloseTo(0.98133606, 6)
  expect(lower).toBeCloseTo(-1.3394565, 6)
  expect(upper).toBeCloseTo(2.5437899, 6)
  // what takes no notice of people is too narrow
  expect(agreementOf([groups.flat()]).deviation).toBeCloseTo(0.9610571, 7)
})

test('one difference a recording is the plain case, and empty recordings do not count', () => {
  const plain = agreementOf([[1, 2, 4]])
  expect(agreementOf([[1], [], [2], [4]])).toEqual(plain)
  expect(plain.deviation).toBeCloseTo(Math.sqrt(7 / 3), 12)
})

test('no limits of less than two differences', () => {
  expect(agreementOf([[0.5]])).toEqual({
    bias: 0.5,
    deviation: Number.NaN,
    lower: Number.NaN,
    upper: Number.NaN,
  })
  for (const figure of Object.values(agreementOf([[], []]))) expect(figure).toBeNaN()
})
