import path from 'node:path';
import { chooseEngine, defaultThreads } from '../../native-models/engines/choose-device.ts';
import { loadModel } from '../../native-models/weights/load-model.ts';
import { predict } from '../services/predict.ts';
import { predictJob } from './predict-job.ts';
import { serveJob } from './serve-job.ts';

serveJob(predictJob, async ({ modelDir, images, outDir, scale, device, threads }, context) => {
  context.progress('loading the model', 0, images.length);
  const engine = await chooseEngine(device, threads ?? defaultThreads(), (text) => {
    process.stderr.write(`${text}\n`);
  });
  const doing = `predicting on ${engine.abilities.description}`;
  const model = await loadModel(modelDir, engine);
  const records = await predict({
    model,
    modelName: path.basename(path.resolve(modelDir)),
    outDir,
    images,
    engine,
    scale,
    beforeEach: () => context.betweenPieces(),
    onRecord: (image, stem, record) => {
      context.event({ image, stem, record });
    },
    onProgress: (done, total) => {
      context.progress(doing, done, total);
    },
  });
  return { images: records.length, ng: records.filter(({ verdict }) => verdict === 'ng').length };
});
