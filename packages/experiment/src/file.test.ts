import { NumberText } from '@chirpflow/graph'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExperiment } from './file.ts'
import { formatExperiment } from './format.ts'

const canonical = `{
  "format": "chirpflow-experiment",
  "version": 1,
  "title": "Three ways",
  "graph": "../heart.graph.json",
  "source": "radar",
  "judge": {
    "candidate": "median.out",
    "reference": "radar.heartRate",
    "params": {
      "window": 12.8
    }
  },
  "alternatives": {
    "None": { "swap": { "rlsrhs": "bypass" } },
    "As it is": {},
    "VMD": { "swap": { "rlsrhs": { "type": "vmd@1", "params": { "modes": 6 }, "ports": { "suppressed": "band" } } }, "set": { "peak.low": 1 }, "grid": { "rlsrhs.penalty": [500, 2000] } },
    "Band": { "swap": { "rlsrhs": "band-pass" } }
  },
  "grid": {
    "rlsrhs.forgetting": [0.98, 0.99]
  },
  "recordings": [
    { "seeds": [1, 20] },
    { "seed": 30 },
    { "name": "Anna", "file": "a.bin", "reference": "a.csv", "set": { "source.config": "a.cfg" } }
  ]
}
`

const linesOf = (text: string) =>
  parseExperiment(text).problems.map(({ line, message }) => `${line}: ${message}`)

describe('an experiment file', () => {
  test('that is canonical comes back as it was', () => {
    const { experiment, problems } = parseExperiment(canonical)
    expect(problems).toEqual([])
    expect(formatExperiment(experiment!)).toBe(canonical)
    expect(Object.keys(experiment!.alternatives)).toEqual(['None', 'As it is', 'VMD', 'Band'])
    expect(experiment!.recordings.map(({ seeds, file }) => seeds ?? file)).toEqual([
      [1, 20],
      [30, 30],
      'a.bin',
    ])
  })

  test('keeps what it does not know, and numbers as they were written', () => {
    const text = canonical
      .replace('"seeds": [1, 20] }', '"seeds": [1, 20], "later": { "a": 1e400 } }')
      .replace('"params": { "modes": 6 }', '"params": { "modes": 6.0 }, "why": "slow"')
      .replace('"As it is": {}', '"As it is": { "colour": [1, 2] }')
      .replace('"window": 12.8\n    }', '"window": 12.8\n    },\n    "strict": true')
      .replace('  ]\n}\n', '  ],\n  "author": {\n    "name": "B"\n  }\n}\n')
    const { experiment, problems } = parseExperiment(text)
    expect(problems).toEqual([])
    const written = formatExperiment(experiment!)
    for (const part of ['1e400', '6.0', '"why"', '"colour": [1, 2]', '"strict"', '"author"']) {
      expect(written).toContain(part)
    }
    expect(formatExperiment(parseExperiment(written).experiment!)).toBe(written)
    expect(experiment!.recordings[0].extra.later).toEqual({ a: new NumberText('1e400') })
  })

  test('says every mistake at its line', () => {
    const text = canonical
      .replace('"title": "Three ways"', '"title": 3')
      .replace('{ "seed": 30 }', '{ "seed": 30, "file": "b.bin" }')
      .replace('[1, 20]', '[20, 1]')
      .replace('[0.98, 0.99]', '0.98')
      .replace('"bypass"', '7')
    expect(linesOf(text)).toEqual([
      '4: "title" must be a text that is not empty',
      '15: what stands for rlsrhs must be "bypass", a type or { "type": ... }',
      '21: the grid of rlsrhs.forgetting must be a list of values, such as [1, 2]',
      '24: "seeds" must be the first and the last seed, such as [1, 20]',
      '25: a recording is a "file", a "seed" or "seeds", one of the three',
    ])
  })

  test('of another kind, another version or no JSON is refused', () => {
    expect(linesOf('{ "format": "chirpflow-graph" }')[0]).toMatch(/^1: this is not a chirpflow exp/)
    expect(linesOf(canonical.replace('"version": 1', '"version": 2'))[0]).toMatch(/^3: "version"/)
    expect(linesOf('{')[0]).toMatch(/^1: this is not valid JSON/)
  })

  test('whatever is changed in it, it is read or refused, and what is read is kept', () => {
    const places = fc.nat(canonical.length - 1)
    fc.assert(
      fc.property(places, fc.nat(30), fc.string({ maxLength: 4 }), (from, length, put) => {
        const text = canonical.slice(0, from) + put + canonical.slice(from + length)
        const { experiment, problems } = parseExperiment(text)
        expect(experiment === undefined).toBe(problems.length > 0)
        if (!experiment) return
        const written = formatExperiment(experiment)
        const again = parseExperiment(written)
        expect(again.problems).toEqual([])
        expect(again.experiment).toEqual(experiment)
        expect(formatExperiment(again.experiment!)).toBe(written)
      }),
      { numRuns: 2000 },
    )
  })
})
