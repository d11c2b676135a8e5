/** The Compare tab of the dock: results and findings, rates over time, and one more figure. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { comparisonsOf } from '../../document/branches.ts'
import { useDocument, useEditor, useSession } from '../../state/editor.ts'
import { experimentOf, type Results } from '../../state/experiment.ts'
import { sharingOf, sharingWords } from '../../state/sharing.ts'
import { CompareNone, RangesElsewhere } from './CompareNone.tsx'
import { type Compared, comparedBy, comparedIn } from './compared.ts'
import { FigureCard } from './FigureCard.tsx'
import { compareOf, useCompare } from './local.ts'
import { RatesCard } from './RatesCard.tsx'
import { ResultsCard } from './ResultsCard.tsx'
import { type Judging, useVerdict } from './use-verdict.ts'
import './compare.css'

export function CompareView() {
  const { ui } = useEditor()
  const { shows, results } = useStore(experimentOf(ui))
  if (shows !== 'results' || !results) return <OwnComparison />
  return results.unit === 'Hz' ? <ExperimentResults results={results} /> : <RangesElsewhere />
}

function ExperimentResults({ results }: { results: Results }) {
  const { ui } = useEditor()
  const compared = useMemo(() => comparedIn(results), [results])
  const { table, findings } = results
  const failed = results.cells.filter(({ state }) => state === 'failed')
  const remarks = [
    ...failed.map(({ chain, recording, error }) => `${chain} on ${recording}: ${error}.`),
    ...compared.remarks,
  ]
  const files = () => import('../../session/results-files.ts')
  return (
    <Comparing
      compared={compared}
      judging={{ verdict: { table, findings } }}
      exports={{
        name: fileStem(results.title),
        csv: async () => (await files()).formatResultsCsv(results),
        page: async () => (await files()).formatResultsPage(results),
        json: async () => (await files()).formatResults(results),
      }}
      remarks={remarks}
      chooser={
        <button
          type="button"
          className="chip"
          title="Show what the graph's own run compares"
          onClick={() => experimentOf(ui).setState({ shows: 'graph' })}
        >
          This graph
        </button>
      }
    />
  )
}

function OwnComparison() {
  const { document, registry, session, ui } = useEditor()
  const graph = useDocument((state) => state.graph)
  const comparisons = useMemo(
    () => comparisonsOf(document.context.placed(graph), registry),
    [document, graph, registry],
  )
  const wanted = useCompare((state) => state.node)
  const comparison = comparisons.find(({ node }) => node === wanted) ?? comparisons[0]
  const result = useSession(({ results }) => results[comparison?.node ?? ''])
  const status = useSession(({ nodes }) => nodes[comparison?.node ?? ''])
  const nodes = useSession((state) => state.nodes)
  const last = useSession((state) => state.last)
  const experiment = useStore(experimentOf(ui), (state) => state.results)
  // times change with every word of the engine: those of the run that ended last are judged
  const settled = useMemo(() => ({ last, nodes: session.store.getState().nodes }), [last, session])
  const compared = useMemo(
    () =>
      comparison && result?.kind === 'comparison'
        ? comparedBy(result, comparison, graph, registry, settled.nodes)
        : undefined,
    [comparison, result, graph, registry, settled],
  )
  const isJudged = compared?.question.recordings.some(({ reference }) =>
    reference.some((value) => value > 0),
  )
  const isShown = isJudged && result?.kind === 'comparison' && result.unit === 'Hz'
  const judging = useVerdict(isShown ? compared?.question : undefined)
  if (!comparison || !compared || !isShown) {
    return <CompareNone comparison={comparison} result={result} />
  }
  const sharing = sharingOf(comparison, nodes)
  const remarks = [
    ...compared.remarks,
    ...(sharing && comparison.branches.length > 1 ? [sharingWords(sharing)] : []),
  ]
  const made = async () => {
    const files = await import('../../session/results-files.ts')
    const { name } = document.getState()
    const { verdict } = judging
    if (!verdict) throw new Error('there is no table yet')
    const wires = compared.chains.map(({ id }) => id)
    const results = files.resultsOf({
      question: compared.question,
      wires,
      verdict,
      graph,
      text: document.saveText(),
      name,
      nodes: settled.nodes,
      remarks: compared.remarks,
      coverage: wires.map(
        (wire) => result.chains.find(({ source }) => source === wire)?.coverage ?? [],
      ),
      offset: result.offset,
    })
    return { files, results }
  }
  return (
    <Comparing
      compared={compared}
      judging={judging}
      exports={{
        name: fileStem(graph.title),
        csv: async () => {
          const { files, results } = await made()
          return files.formatResultsCsv(results)
        },
        page: async () => {
          const { files, results } = await made()
          return files.formatResultsPage(results)
        },
      }}
      remarks={remarks}
      old={status?.current === false}
      chooser={
        <>
          <Chooser nodes={comparisons.map(({ node }) => node)} shown={comparison.node} />
          {experiment && (
            <button
              type="button"
              className="chip"
              title={`Show what the experiment found: ${experiment.title}`}
              onClick={() => experimentOf(ui).setState({ shows: 'results' })}
            >
              Experiment
            </button>
          )}
        </>
      }
    />
  )
}

/** A title as the name of a file. */
function fileStem(title: string): string {
  return title.trim().replaceAll(/[^\p{L}\p{N}.-]+/gu, '-') || 'comparison'
}

interface ComparingProps extends Omit<Parameters<typeof ResultsCard>[0], 'compared' | 'judging'> {
  readonly compared: Compared
  readonly judging: Judging
  /** From before the last change. */
  readonly old?: boolean
}

/** The three cards of one comparison, of a graph or of an experiment. */
function Comparing({ compared, judging, old = false, ...rest }: ComparingProps) {
  return (
    <div className="compare" data-old={old || undefined}>
      <ResultsCard compared={compared} judging={judging} {...rest} />
      <RatesCard key={compared.question.recordings[0]?.recording} compared={compared} />
      {judging.verdict && <FigureCard compared={compared} table={judging.verdict.table} />}
    </div>
  )
}

function Chooser({ nodes, shown }: { nodes: readonly string[]; shown: string }) {
  const { ui } = useEditor()
  if (nodes.length < 2) return null
  return (
    <select
      className="view-select"
      aria-label="Comparison"
      value={shown}
      onChange={(event) => compareOf(ui).setState({ node: event.target.value })}
    >
      {nodes.map((node) => (
        <option key={node}>{node}</option>
      ))}
    </select>
  )
}
