// Trains compact on endless procedural surfaces: npm run pretrain [-- --out DIR] [--recipe FILE] [--ship]. Goes on where
// it was; --ship then puts the weights where the product loads them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createTerminal, runCommand } from '../main/cli/terminal.ts';
import { parseSettings } from '../app/settings/parse-settings.ts';
import { chooseEngine, defaultThreads } from '../native-models/engines/choose-device.ts';
import { pretrain } from '../native-models/pretraining/pretrain.ts';
import { shipWeights } from '../native-models/pretraining/ship-weights.ts';

const root = path.dirname(import.meta.dirname);
const terminal = createTerminal();
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: path.join(root, 'runs', 'pretraining') },
    ship: { type: 'boolean', default: false },
    recipe: { type: 'string', default: path.join(root, 'native-models', 'pretraining', 'recipe.yaml') },
  },
});

await runCommand(terminal, async () => {
  const recipe = parseSettings(await readFile(values.recipe, 'utf8'), values.recipe);
  const engine = await chooseEngine('auto', defaultThreads(), (text) => {
    terminal.note(text);
  });
  await pretrain({
    recipe,
    outDir: values.out,
    engine,
    onEvent: (event) => {
      if (event.type === 'step') {
        terminal.progress(`step ${event.step} of ${event.steps}, loss ${event.loss.toFixed(3)}`);
        return;
      }
      const kinds = Object.entries(event.scores.byKind).map(
        ([kind, { found, defects, iou }]) => `${kind} ${found}/${defects} ${(iou ?? 0).toFixed(2)}`,
      );
      terminal.note(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}; found, IoU: ${kinds.join(', ')}`);
    },
  });
  if (values.ship) terminal.result(await shipWeights(values.out, recipe));
});
