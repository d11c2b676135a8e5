import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    testTimeout: 60_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/e2e/setup.ts',
          testTimeout: 600_000,
          hookTimeout: 300_000,
          // after all else: a browser wants the machine for itself
          maxWorkers: 2,
          // a browser on a busy machine may miss a beat; twice is a fault
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
