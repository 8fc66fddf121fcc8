/** The report in a real browser; needs a Chromium at /usr/bin/chromium or at $CHROMIUM. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 1,
    reporters:
      process.env.TEST_REPORT === undefined ? ['default'] : ['default', ['json', { outputFile: process.env.TEST_REPORT }]],
  },
});
