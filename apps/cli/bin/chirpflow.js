#!/usr/bin/env node
/** Runs the command line; makes it from its TypeScript first where that changed. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { refuseNodeVersion, root } from '../../../scripts/workspace.mjs'

const refusal =
  refuseNodeVersion() ??
  (existsSync(join(root, 'node_modules', 'rolldown'))
    ? undefined
    : `chirpflow is not set up yet: run npm ci first, in ${root}`)

if (refusal) {
  process.stderr.write(`${refusal}\n`)
  process.exitCode = 2
} else {
  const { buildCommand } = await import('../../../scripts/build-command.mjs')
  const built = await buildCommand()
  if (built.error) {
    process.stderr.write(`chirpflow could not be built from its sources:\n${built.error}\n`)
    process.exitCode = 1
  } else {
    if (process.env.CHIRPFLOW_DEBUG === '1') process.setSourceMapsEnabled(true)
    const { main } = await import(pathToFileURL(built.file).href)
    await main(process.argv.slice(2))
  }
}
