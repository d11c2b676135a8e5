/** The table with its findings, and its exports. */
import { saveFile } from '../save.ts'
import type { Compared } from './compared.ts'
import { Findings } from './Findings.tsx'
import { ResultsTable } from './ResultsTable.tsx'
import type { Judging } from './use-verdict.ts'

/** The files of a comparison; made when they are asked for. */
export interface Exports {
  readonly name: string
  csv(): Promise<string>
  page(): Promise<string>
  /** All of it, to be opened again; of an experiment. */
  json?(): Promise<string>
}

export function ResultsCard({
  compared,
  judging: { verdict, refused },
  exports,
  remarks,
  chooser,
}: {
  compared: Compared
  judging: Judging
  exports: Exports
  remarks: readonly string[]
  chooser?: React.ReactNode
}) {
  const { recordings } = compared.question
  const windows = recordings.reduce(
    (sum, { reference }) => sum + reference.filter((value) => value > 0).length,
    0,
  )
  const among = recordings.length > 1 ? ` of ${recordings.length} recordings` : ''
  const save = (ending: string, type: string, text: () => Promise<string>) => () =>
    void text().then((made) => saveFile(`${exports.name}.${ending}`, [made], type))
  return (
    <section className="compare-card" aria-label="Results">
      <header className="compare-head">
        <h3>Results</h3>
        <p>
          {windows} windows{among} against {compared.against}
        </p>
        {chooser}
        {verdict && (
          <div className="compare-exports">
            <button
              type="button"
              className="chip"
              title="Save the table as CSV"
              onClick={save('csv', 'text/csv', exports.csv)}
            >
              CSV
            </button>
            <button
              type="button"
              className="chip"
              title="Save table, findings and curves as one page"
              onClick={save('html', 'text/html', exports.page)}
            >
              Report
            </button>
            {exports.json && (
              <button
                type="button"
                className="chip"
                title="Save everything, to be opened again"
                onClick={save('results.json', 'application/json', exports.json)}
              >
                JSON
              </button>
            )}
          </div>
        )}
      </header>
      <div className="compare-scroll">
        {refused && <p className="compare-none error-text">This cannot be judged: {refused}.</p>}
        {verdict && (
          <>
            <ResultsTable compared={compared} table={verdict.table} />
            <Findings findings={verdict.findings} remarks={remarks} />
          </>
        )}
      </div>
    </section>
  )
}
