import { expect, test } from 'vitest'
import { setFormula } from './set-formula.ts'

const shown = (line: string) =>
  setFormula(line)
    .map(({ style, text }) => `${style[0]}:${text}`)
    .join('|')

test.each([
  ['uᵀ P', 'i:u|r:T|u: |i:P'],
  ['exp(x)', 'u:exp(|i:x|u:)'],
  ['Σₙ w(n)', 'i:Σ|l:n|u: |i:w|u:(|i:n|u:)'],
  ['FFTₘ X', 'u:FFT|l:m|u: |i:X'],
  ['|uₖ|²', 'u:||i:u|l:k|u:||r:2'],
  ['f from a line, a b', 'i:f|u: from a line, |i:a|u: |i:b'],
  ['10⁻³', 'u:10|r:−3'],
])('%s', (line, runs) => {
  expect(shown(line)).toBe(runs)
})
