import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './renderer/svelte.config.js';

/** What a layer may not import, and where to go instead (docs/architecture.md). */
const layer = (folder, forbidden) => ({
  files: [`${folder}/**/*.ts`, `${folder}/**/*.svelte`],
  ignores: ['**/*.test.ts', 'renderer/vite.config.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbidden.map(([regex, message]) => ({ regex, message })) },
    ],
  },
});

const tests = ['/tests/', 'Product code never imports from tests/: move what you need into its layer.'];

export default defineConfig(
  { ignores: ['node_modules', 'build', 'runs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs', 'renderer/*.js'] },
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  layer('app', [
    tests,
    [
      '^node:',
      'app/ is pure: take bytes or text as arguments and let main/ or native-models/ do the reading.',
    ],
    [
      '/(native-models|main|renderer)/',
      'app/ imports nothing above it: pass the value in, or move the code up.',
    ],
    [
      '^(sharp|onnxruntime|electron|better-sqlite3|@techstark|@tensorflow)',
      'app/ loads no native module: use it in native-models/ or main/.',
    ],
  ]),
  layer('native-models', [
    tests,
    [
      '/(main|renderer)/',
      'native-models/ is a library: take it as an argument; main/ calls native-models/, never the reverse.',
    ],
    [
      '^(electron|better-sqlite3)',
      'native-models/ knows no window and no data base: emit an event and let main/ store it.',
    ],
  ]),
  layer('main', [
    tests,
    ['/renderer/', 'main/ never imports the window: what both need belongs to app/contract.'],
  ]),
  layer('renderer', [
    tests,
    [
      '/(main|native-models)/',
      'renderer/ knows the application by its contract alone: ask app/contract, and let main/ do it.',
    ],
    ['^(node:|electron$)', 'renderer/ runs in a browser too: ask the host through app/contract.'],
  ]),
  ...svelte.configs.recommended,
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.svelte'],
    languageOptions: { globals: globals.browser },
    rules: { 'no-undef': 'off' },
  },
  {
    files: ['renderer/**/*.svelte', 'renderer/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      'prefer-const': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "SvelteAttribute[key.name='style']",
          message: "The window's policy forbids style attributes: take a class, or a style: directive.",
        },
      ],
      'svelte/no-at-html-tags': 'error',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: ['main/cli/**', 'scripts/**', 'tests/bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
