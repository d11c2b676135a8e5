/** The command line: its commands, options and help. */
import { HostError } from '@chirpflow/graph'
import { Command, CommanderError } from 'commander'
import { check } from './commands/check.ts'
import { type CompareOptions, compare } from './commands/compare.ts'
import { describe } from './commands/describe.ts'
import { type EmulateOptions, emulate } from './commands/emulate.ts'
import { format } from './commands/format.ts'
import { type LiveOptions, live } from './commands/live.ts'
import { nodes } from './commands/nodes.ts'
import { type RecordOptions, record } from './commands/record.ts'
import { type RunOptions, run } from './commands/run.ts'
import { type ServeOptions, serve } from './commands/serve.ts'
import type { CommandContext } from './context.ts'
import { describeFaults } from './live/fault-text.ts'
import { withRadarFlags } from './live/radar-flags.ts'
import { exitCodes, plainLine } from './terminal.ts'

const examples = `
Examples:
  chirpflow run heart.graph.json --set source.path=adc.bin --report result.json
  chirpflow check heart.graph.json
  chirpflow compare methods.experiment.json --out results
  chirpflow live heart.graph.json --config radar.cfg --record seated
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

const folderHelp =
  'a folder whose files graphs may name; may be given often; the working directory, unless said'

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
    .option('--recording <file>', "a recording in the radar source's place")
    .option('--source <node>', 'the radar source to replace, where there are several')
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
    .option('--source <node>', 'the radar source to replace, where there are several')
    .action(async (files: string[], options: CompareOptions) => {
      code = await compare(files, options, context, version)
    })
  program
    .command('serve')
    .description('serve the editor to browsers, with engines on this machine')
    .option('--host <address>', 'where it listens', '127.0.0.1')
    .option('--port <number>', 'its port; 4750 or the next that is free, unless said')
    .option('--folder <folder>', folderHelp, collect, [])
    .option(
      '--recordings <folder>',
      'where recordings go; recordings in the first folder, unless said',
    )
    .option('--open', 'open a browser')
    .action(async (options: ServeOptions) => {
      code = await serve(options, context)
    })
  withRadarFlags(program.command('live'))
    .description('run a graph on what a radar sends, and print each estimate')
    .argument('<graph>', 'a .graph.json file; the radar takes the place of its radar source')
    .option('--set <node.param=value>', setHelp, collect, [])
    .option('--source <node>', 'the radar source to replace, where there are several')
    .option('--record <file>', 'keep what comes, as NAME.bin and NAME.capture.jsonl')
    .option('--for <seconds>', 'end after so long; else ctrl-C ends it')
    .option('--json', 'print everything as JSON, one value a line')
    .action(async (graph: string, options: LiveOptions) => {
      code = await live(graph, options, context)
    })
  withRadarFlags(program.command('record'))
    .description('write what a radar sends into NAME.bin, and NAME.capture.jsonl beside it')
    .argument('<file>', 'NAME or NAME.bin; nothing of that name may be there')
    .option('--for <seconds>', 'end after so long; else ctrl-C ends it')
    .option('--json', 'print everything as JSON, one value a line')
    .action(async (file: string, options: RecordOptions) => {
      code = await record(file, options, context)
    })
  withRadarFlags(program.command('emulate'))
    .description('emulate a radar and its capture card, which live and record can reach')
    .option('--recording <file>', 'what it sends; a simulated person, unless said')
    .option('--loop', 'begin the recording anew at its end')
    .option('--seed <number>', 'of the person and of faults by chance', '1')
    .option('--speed <factor>', 'times real time, or max', '1')
    .option('--fault <fault>', 'such as loss:share=0.01,length=3; may be given often', collect, [])
    .option('--line-fault <fault>', 'on its command line, such as deaf:after=9', collect, [])
    .option('--firmware <name>', 'what its command line answers as: lvds-stream or mmw-demo')
    .addHelpText('after', describeFaults())
    .action(async (options: EmulateOptions) => {
      code = await emulate(options, context)
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
