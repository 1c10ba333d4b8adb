// Runs one bench: npm run bench -- NAME [--json]. A bench is a file benches/NAME.ts that exports `bench`.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchResult, FiguresResult } from './bench-result.ts';

interface BenchModule {
  bench(): Promise<BenchResult | FiguresResult>;
}

const folder = path.join(import.meta.dirname, 'benches');
process.exitCode = await run(process.argv.slice(2));

async function run(args: string[]): Promise<number> {
  const known = knownBenches();
  const { name, json } = read(args);
  if (name === null || !known.includes(name)) {
    console.error('Usage: npm run bench -- NAME [--json]');
    console.error(`NAME is one of: ${known.join(', ')}`);
    return 2;
  }
  const module = (await import(pathToFileURL(path.join(folder, `${name}.ts`)).href)) as BenchModule;
  const result = await module.bench();
  console.log(json ? JSON.stringify(result) : readable(result));
  return 0;
}

function knownBenches(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => path.basename(file, '.ts'))
    .sort();
}

/** The name is null where the arguments are not one name and perhaps --json. */
function read(args: string[]): { name: string | null; json: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    return { name: positionals.length === 1 ? positionals[0] : null, json: values.json };
  } catch {
    return { name: null, json: false };
  }
}

function readable(result: BenchResult | FiguresResult): string {
  return 'ratio' in result ? readableComparison(result) : readableFigures(result);
}

function readableFigures({ name, reference, cores, cpu, ...times }: FiguresResult): string {
  const figures = Object.entries(times).map(([figure, ms]) => `  ${figure}: ${ms?.toFixed(2) ?? 'none'}`);
  return [`${name} (reference: ${reference}; ${cores} cores, ${cpu})`, ...figures].join('\n');
}

function readableComparison(result: BenchResult): string {
  const { name, ours_ms, reference_ms, ratio, reference, cores, cpu } = result;
  const compared =
    reference_ms === null || ratio === null
      ? `no reference (${reference})`
      : `${reference} ${reference_ms.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`;
  return `${name}: ${ours_ms.toFixed(1)} ms; ${compared}; ${cores} cores, ${cpu}`;
}
