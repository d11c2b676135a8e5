/** The command line: its commands, options and help. */
import { HostError } from '@chirpflow/graph'
import { Command, CommanderError } from 'commander'
import { check } from './commands/check.ts'
import { type CompareOptions, compare } from './commands/compare.ts'
import { describe } from './commands/describe.ts'
import { format } from './commands/format.ts'
import { nodes } from './commands/nodes.ts'
import { type RunOptions, run } from './commands/run.ts'
import type { CommandContext } from './context.ts'
import { exitCodes, plainLine } from './terminal.ts'

const examples = `
Examples:
  chirpflow run heart.graph.json --set source.path=adc.bin --report result.json
  chirpflow check heart.graph.json
  chirpflow compare methods.experiment.json --out results
  chirpflow describe range-fft

Exit codes:
  0    done: every node that had to run finished (warnings do not change it)
  1    a node failed while running
  2    the graph, a parameter, a file or the command line is wrong
  130  interrupted
`

const collect = (value: string, before: readonly string[]) => [...before, value]
const setHelp =
  'set a parameter, in SI units; may be given often; a path is relative to the working directory'

/** Runs one command line (without node and script); gives the exit code. */
export async function runCommandLine(
  args: readonly string[],
  context: CommandContext,
  version: string,
): Promise<number> {
  const { terminal } = context
  let code: number = exitCodes.done
  const program = new Command('chirpflow')
    .description('Runs saved pipelines of radar vital signs.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('("chirpflow --help" shows what there is)')
    .addHelpText('after', examples)

  program
    .command('run')
    .description('run a graph from its sources to its results')
    .argument('<graph>', 'a .graph.json file')
    .option('--set <node.param=value>', setHelp, collect, [])
    .option('--report <file>', 'write the report as JSON, also of a run that is refused')
    .option('--json', 'print the report as JSON in place of the table')
    .option('--quiet', 'print errors only')
    .action(async (graph: string, options: RunOptions) => {
      code = await run(graph, options, context)
    })
  program
    .command('check')
    .description('print every problem of a graph, one a line; 2 only on errors')
    .argument('<graph>', 'a .graph.json file')
    .option('--set <node.param=value>', setHelp, collect, [])
    .action(async (graph: string, options: { set: string[] }) => {
      code = await check(graph, options, context)
    })
  program
    .command('compare')
    .description('compare chains: an experiment, one graph with compare-rates, or two graphs')
    .argument('<files...>', 'an .experiment.json file, or one or two .graph.json files')
    .option('--out <folder>', 'where results go; <name>-results, unless said')
    .option('--resume', 'go on with what an interrupted run has done')
    .option('--workers <number>', 'threads that run chains; one a processor, unless said')
    .option(
      '--recording <file>',
      "a recording in the radar source's place; may be given often",
      collect,
      [],
    )
    .option('--reference <file>', 'rates that go with --recording')
    .action(async (files: string[], options: CompareOptions) => {
      code = await compare(files, options, context, version)
    })
  program
    .command('nodes')
    .description('list the node types by category')
    .option('--json', 'print their definitions as JSON')
    .action((options: { json?: boolean }) => {
      code = nodes(options, context)
    })
  program
    .command('describe')
    .description("print a node type's ports, parameters and sources")
    .argument('<id>', 'a node type, such as range-fft')
    .action((id: string) => {
      code = describe(id, context)
    })
  program
    .command('format')
    .description('rewrite a graph file canonically, with every parameter written out')
    .argument('<graph>', 'a .graph.json file')
    .option('--check', 'only say whether it is canonical; 2 when it is not')
    .action(async (graph: string, options: { check?: boolean }) => {
      code = await format(graph, options, context)
    })

  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof HostError) {
      terminal.err(`error: ${plainLine(error.message)}\n`)
      return exitCodes.refused
    }
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? exitCodes.done : exitCodes.refused
  }
  return code
}
