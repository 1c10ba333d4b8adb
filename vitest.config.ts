import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,native-models,main,tests,scripts}/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
});
