import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');
const config = parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')) as {
  readonly asarUnpack: readonly string[];
  readonly electronFuses: Readonly<Record<string, boolean>>;
};

/** The schema and the validator that electron-builder itself uses. */
const builder = createRequire(import.meta.resolve('electron-builder'));
const library = createRequire(builder.resolve('app-builder-lib'));
const schema = library(
  path.join(path.dirname(library.resolve('app-builder-lib/package.json')), 'scheme.json'),
) as object;

type Validator = new (options: object) => {
  compile(of: object): ((data: unknown) => boolean) & { readonly errors?: unknown };
};

test('the configuration is one that electron-builder takes', () => {
  const { default: Ajv } = library('ajv') as { readonly default: Validator };
  const validate = new Ajv({ strict: false }).compile(schema);
  validate(config);
  expect(validate.errors).toBeNull();
  expect(validate({ ...config, asarUnpak: [] })).toBe(false);
});

test('what is unpacked is there', () => {
  for (const pattern of config.asarUnpack) {
    expect(existsSync(path.join(root, pattern.replace('/**', ''))), pattern).toBe(true);
  }
});

test('the program runs nothing but the application as it was packed', () => {
  expect(config.electronFuses).toMatchObject({
    ...{
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
    },
    ...{ enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true },
  });
});
