/** The tests of every day: unit, contract, architecture, and whole scans against the simulated tenant. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'test/long/**', 'node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    // Where a pipeline wants to count, the same run is written as JSON too.
    reporters:
      process.env.TEST_REPORT === undefined ? ['default'] : ['default', ['json', { outputFile: process.env.TEST_REPORT }]],
  },
});
