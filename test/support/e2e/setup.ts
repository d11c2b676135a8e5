/** Once for all end-to-end tests: finds the browser, builds the editor and serves it on this machine. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type PreviewServer, preview } from 'vite'
import type { TestProject } from 'vitest/node'
import { root } from '../workspace-copy.ts'
import { findBrowser } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser; '' where there is none. */
    browserPath: string
    /** Where the editor is served. */
    editorAddress: string
    /** Where pictures of the window are left. */
    picturesFolder: string
  }
}

const editor = join(root, 'apps', 'editor')

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browserPath = findBrowser() ?? ''
  project.provide('browserPath', browserPath)
  if (browserPath === '') {
    const how = 'set CHROMIUM, install chromium, or set CI=true as root'
    process.stderr.write(`skipped: all tests in a browser, for there is none (${how})\n`)
    project.provide('editorAddress', '')
    project.provide('picturesFolder', '')
    return async () => {}
  }
  const pictures = join(tmpdir(), 'chirpflow-screenshots')
  const folder = mkdtempSync(join(tmpdir(), 'chirpflow-editor-'))
  build(folder)
  const server = await serve(folder)
  project.provide('editorAddress', addressOf(server))
  project.provide('picturesFolder', pictures)
  return async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In its own process: this one has NODE_ENV=test, which would build React for developers. */
function build(folder: string): void {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin')
  const args = [join(vite, 'vite.js'), 'build', editor, '--outDir', folder, '--emptyOutDir']
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync(process.execPath, [...args, '--logLevel', 'warn'], {
    env,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('the editor could not be built; its reason stands above')
}

function serve(folder: string): Promise<PreviewServer> {
  return preview({
    root: editor,
    configFile: join(editor, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  })
}

function addressOf({ httpServer }: PreviewServer): string {
  const address = httpServer.address()
  if (typeof address !== 'object' || !address) throw new Error('the editor is served nowhere')
  return `http://127.0.0.1:${address.port}/`
}
