/** The report of an experiment: one page that needs nothing but itself. */
import { type Finding, shownAs } from '@chirpflow/statistics'
import type { Results } from '../results.ts'
import { drawAgreement } from './agreement.ts'
import { drawCalibration } from './calibration.ts'
import { conditionList, sharingText } from './conditions.ts'
import { drawCost } from './cost.ts'
import { drawErrors } from './errors.ts'
import { harmonicBars } from './harmonics.ts'
import { logo, toneIcons } from './icons.ts'
import { type Mark, marksOf } from './mark.ts'
import { drawRates, mostCurves, mostRecordings, nearest, ratesLegend } from './rates.ts'
import { style } from './style.ts'
import { resultTable } from './table.ts'
import { count, escapeText } from './words.ts'

/** Findings that stand open; the others are folded away. */
const mostFindings = 12
/** Chains whose agreement is drawn. */
const mostAgreements = 6

/** HTML with its style and drawings inside: no script, no request. */
export function formatResultsPage(results: Results): string {
  const marks = marksOf(results)
  const calibration = drawCalibration(results, marks, 560, 320)
  const { title, chains, recordings, table, conditions } = results
  const counted = [
    count(chains.length, 'chain'),
    count(recordings.length, 'recording'),
    count(table.moments, 'moment'),
  ].join(', ')
  const body = [
    `<header>${logo}<div><h1>${escapeText(title)}</h1><p>${counted} · made ${escapeText(conditions.made.slice(0, 10))}</p></div></header>`,
    failures(results),
    section(
      'Results',
      `${count(table.moments, 'moment')} against the reference`,
      resultTable(results, marks),
      false,
    ),
    section('Findings', '', findingList(results.findings)),
    rates(results, marks),
    agreement(results, marks),
    `<div class="grid">${[
      section('Errors', 'of all moments, answered or not', drawErrors(results, marks, 560, 320)),
      section(
        'Time and accuracy',
        'with 95 % intervals',
        drawCost(results, marks, 560, 320) ?? '<p class="muted">No time was measured.</p>',
      ),
      ...(results.unit === 'Hz'
        ? [section('Harmonics', 'where the answers lie', harmonicBars(results, marks))]
        : []),
      ...(calibration
        ? [section('Confidence', 'whether answers are right as often as they state', calibration)]
        : []),
      section('Shared once', '', sharingText(results)),
    ].join('')}</div>`,
    remarks(results),
    section('Conditions', '', conditionList(results)),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${escapeText(conditions.program)}">
<title>${escapeText(title)}</title>
<style>${style}${hoverRules(marks)}</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1)

function section(title: string, note: string, inside: string, isPadded = true): string {
  const words = note === '' ? '' : `<p>${escapeText(note)}</p>`
  const body = isPadded ? `<div class="body">${inside}</div>` : inside
  return `<section><div class="head"><h2>${escapeText(title)}</h2>${words}</div>${body}</section>`
}

function findingList(findings: readonly Finding[]): string {
  const item = ({ tone, text }: Finding) =>
    `<li><span class="tone-${tone}">${toneIcons[tone]}</span><span>${escapeText(text)}</span></li>`
  // How intervals came about is said last, and always.
  const notes = findings.filter(({ tone }) => tone === 'note')
  const all = findings.filter(({ tone }) => tone !== 'note')
  // What is folded away is what says least: that no difference is shown.
  const others =
    all.length > mostFindings
      ? [...all.filter(({ tone }) => tone !== 'none'), ...all.filter(({ tone }) => tone === 'none')]
      : all
  const open = [...others.slice(0, mostFindings), ...notes]
  const rest = others.slice(mostFindings)
  const more =
    rest.length === 0
      ? ''
      : `<details><summary>${rest.length} more</summary><ul class="findings">${rest.map(item).join('')}</ul></details>`
  return `<ul class="findings">${open.map(item).join('')}</ul>${more}`
}

function rates(results: Results, marks: readonly Mark[]): string {
  const shown = nearest(results, marks, mostCurves)
  const recordings = results.recordings.filter(({ time }) => time.length > 0)
  const first = recordings.slice(0, mostRecordings)
  const notes = [
    ...(first.length < recordings.length
      ? [`the first ${first.length} of ${recordings.length} recordings`]
      : []),
    ...(shown.length < marks.length ? [`the ${shown.length} chains of least error`] : []),
  ]
  const isAlone = first.length === 1
  const drawings = first.map((recording) => {
    const drawn = drawRates(
      recording,
      shown,
      results.unit,
      isAlone ? 1180 : 560,
      isAlone ? 360 : 250,
    )
    return `<figure><h3>${escapeText(recording.name)}</h3>${drawn}</figure>`
  })
  const cells = `<div class="cells" style="--cell:480px">${drawings.join('')}</div>`
  return section(
    `${capital(shownAs[results.unit].noun)}s over time`,
    notes.join(', '),
    `${cells}${ratesLegend(shown)}`,
  )
}

function agreement(results: Results, marks: readonly Mark[]): string {
  const shown = nearest(results, marks, mostAgreements)
  // As wide as they are seen, so that their words are of one size with the others.
  const width = [560, 560, 560, 380, 285][shown.length] ?? 380
  const drawn = drawAgreement(results, shown, width, 270)
  const figures = drawn.map(
    (drawing, index) =>
      `<figure><h3>${shown[index].letter} ${escapeText(shown[index].name)}</h3>${drawing}</figure>`,
  )
  const note = `bias and 95 % limits of agreement for repeated measures${shown.length < marks.length ? `, the ${shown.length} chains of least error` : ''}`
  return section(
    'Bland-Altman',
    note,
    `<div class="cells" style="--cell:${width - 20}px">${figures.join('')}</div>`,
  )
}

function failures({ cells }: Results): string {
  const failed = cells.filter(({ state }) => state === 'failed')
  if (failed.length === 0) return ''
  const lines = failed
    .slice(0, 12)
    .map(
      ({ chain, recording, error = '' }) =>
        `<li>${escapeText(`${chain} on ${recording}: ${error}`)}</li>`,
    )
  const more =
    failed.length > lines.length ? `<li>and ${failed.length - lines.length} more</li>` : ''
  return `<div class="alert" role="alert"><b>${count(failed.length, 'cell')} failed; what ${failed.length === 1 ? 'it' : 'they'} did not answer counts as not answered.</b><ul>${lines.join('')}${more}</ul></div>`
}

function remarks({ recordings }: Results): string {
  const items = recordings.flatMap(({ name, remarks }) =>
    remarks.map(
      (remark) =>
        `<li><span class="tone-note">${toneIcons.note}</span><span><b>${escapeText(name)}</b> ${escapeText(remark)}</span></li>`,
    ),
  )
  if (items.length === 0) return ''
  return section('Remarks', 'on the recordings', `<ul class="findings">${items.join('')}</ul>`)
}

/** Whoever points at a row, curve or mark sees the others of that chain stand out. */
function hoverRules(marks: readonly Mark[]): string {
  return marks
    .map(
      ({ chain }) =>
        `main:has([data-chain="${chain}"]:hover) [data-chain]:not([data-chain="${chain}"]){opacity:.22}`,
    )
    .join('\n')
}
