/** Finds a Chromium for the end-to-end tests, and starts it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Path of a browser; undefined where there is none and none can be installed. */
export function findBrowser(): string | undefined {
  const named = process.env.CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM names ${named}, which is not there`)
  }
  return findInstalled() ?? installed()
}

function findInstalled(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/usr/bin/chromium',
    chromium.executablePath(),
  ]
  return candidates.find((path) => existsSync(path))
}

/** On a machine that is there for tests alone, Debian's package is fetched. */
function installed(): string | undefined {
  if (process.env.CI !== 'true' || process.getuid?.() !== 0) return undefined
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 2, 2] })
    if (status !== 0) return undefined
  }
  return findInstalled()
}

const flags = [
  '--headless=new',
  // a container's root has no sandbox
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** A browser with a fresh profile; close it. */
export function startBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags, timeout: 120_000 })
}
