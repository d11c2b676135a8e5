/** npm run generate: brings the generated files up to date. */
import { ensure } from './ensure.mjs'

ensure()
const { generate } = await import('./generated.mjs')
const written = await generate()
process.stdout.write(written.length === 0 ? 'all is up to date\n' : `${written.join('\n')}\n`)
