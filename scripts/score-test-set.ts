// What the weights that come with Blemish mark on the synthetic test set: node scripts/score-test-set.ts
import { createTerminal, runCommand } from '../main/cli/terminal.ts';
import { chooseEngine, defaultThreads } from '../native-models/engines/choose-device.ts';
import { createForward } from '../native-models/inference/forward.ts';
import { scoreTestSet } from '../native-models/pretraining/score-test-set.ts';
import type { DefectTally } from '../native-models/procedural/test-set-tally.ts';
import { pretrainedBackbone } from '../native-models/proposals/proposer.ts';

const terminal = createTerminal();

await runCommand(terminal, async () => {
  const engine = await chooseEngine('auto', defaultThreads(), (text) => {
    terminal.note(text);
  });
  const { segmenter, state, mapping } = await pretrainedBackbone(engine, 8);
  const tally = await scoreTestSet(createForward(engine, segmenter, state), mapping);
  terminal.result('| defects | of them found | IoU |\n| --- | ---: | ---: |');
  for (const group of [tally.byKind, tally.bySize, tally.byContrast])
    for (const [name, row] of Object.entries(group)) terminal.result(tableRow(name, row));
});

function tableRow(name: string, { defects, found, iou }: DefectTally): string {
  return `| ${name} | ${found} of ${defects} | ${iou === null ? '-' : iou.toFixed(2)} |`;
}
