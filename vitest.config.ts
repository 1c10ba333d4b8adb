import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    include: ['{app,native-models,main,renderer,tests,scripts}/**/*.test.ts'],
    setupFiles: ['tests/property-seed.ts'],
    env: { BLEMISH_FUZZ: mode === 'fuzz' ? '1' : '' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
  },
}));
