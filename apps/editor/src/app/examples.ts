/** The examples of the repository: each a graph file and a README that is its text. */
const readmes = import.meta.glob<string>('../../../../examples/*/README.md', {
  query: '?raw',
  import: 'default',
})
const graphs = import.meta.glob<string>('../../../../examples/*/*.graph.json', {
  query: '?raw',
  import: 'default',
})

const folderOf = (path: string) => path.split('/').at(-2)!

const graphLoaders = new Map(Object.entries(graphs).map(([path, load]) => [folderOf(path), load]))
const readmeLoaders = new Map(Object.entries(readmes).map(([path, load]) => [folderOf(path), load]))

export const exampleNames: readonly string[] = [...graphLoaders.keys()].sort()

/** What a person sees who comes for the first time. */
export const firstExample = 'heart-rate-simulated'

/** Text of an example's graph file; undefined where there is no such example. */
export async function loadExample(name: string): Promise<string | undefined> {
  return graphLoaders.get(name)?.()
}

export interface ExampleText {
  readonly name: string
  readonly title: string
  /** First sentence of the README. */
  readonly sentence: string
  /** Text of the graph file, to draw it from. */
  readonly graph: string
}

export function loadExamples(): Promise<readonly ExampleText[]> {
  return Promise.all(
    exampleNames.map(async (name) => ({
      name,
      ...(await tellExample(name)),
      graph: (await loadExample(name)) ?? '',
    })),
  )
}

/** Title and first sentence of an example. */
export async function tellExample(name: string): Promise<Pick<ExampleText, 'title' | 'sentence'>> {
  return splitReadme((await readmeLoaders.get(name)?.()) ?? `# ${name}`)
}

/** Heading and first sentence of a README, without its marks. */
export function splitReadme(text: string): { title: string; sentence: string } {
  const [first, ...rest] = text.split('\n')
  const body =
    rest
      .join('\n')
      .trim()
      .split(/\n\s*\n/)[0] ?? ''
  const plain = body.replace(/\s+/g, ' ').replaceAll('`', '')
  // "et al." and "Table 3." end no sentence: a capital must follow, and no short word go before
  const end = /(?<!\bet al|\bSci|\bRep|\beq)\.(?=\s+[A-Z]|$)/.exec(plain)
  return {
    title: first.replace(/^#+\s*/, ''),
    sentence: end ? plain.slice(0, end.index + 1) : plain,
  }
}
