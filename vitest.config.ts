import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/** Tests in a browser, which wants the machine for itself: they come after all else. */
function inBrowser(name: string, include: string): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: [include],
      // each file has a window and a folder of its own
      isolate: true,
      globalSetup: 'test/support/e2e/setup.ts',
      testTimeout: 600_000,
      hookTimeout: 300_000,
      // a browser on a busy machine may miss a beat; twice is a fault
      retry: 1,
      sequence: { groupOrder: 1 },
    },
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    pool: 'forks',
    // on two cores it would take one
    maxWorkers: 2,
    // files keep no state between them; loading all anew for each takes as long as many a test
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'packages',
          include: ['packages/*/src/**/*.test.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['apps/*/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      // what npm test drives of the page: the rest takes as long again as all other tests
      inBrowser('browser-core', 'test/e2e/core/*.test.ts'),
      inBrowser('browser', 'test/e2e/*.test.ts'),
    ],
  },
})
