// Writes the models that onnx_checker.py checks into the folder given, NAME.onnx each.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkedModels } from './onnx-models.ts';

for (const [name, { bytes }] of Object.entries(checkedModels())) {
  await writeFile(path.join(process.argv[2], `${name}.onnx`), bytes);
}
