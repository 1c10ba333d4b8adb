import {
  candidatesFor,
  chooseOperatingPoints,
  FEWEST_IMAGES,
  imageEvidence,
  type DecisionQuality,
  type ImageEvidence,
  type PointChoice,
} from '../../app/metrics/choose-operating-point.ts';
import { loadModel } from '../weights/load-model.ts';
import { writeModelCard } from '../weights/model-folder.ts';
import type { Run, TrainOptions } from './run.ts';
import { predictions } from './validation.ts';

/**
 * Chooses the operating points of the best model on the validation pictures and writes them into its card. Where the
 * pictures cannot tell, or the run is cancelled meanwhile, the card keeps those of the settings; says which.
 */
export async function chooseOnValidation(
  run: Run,
  { outDir, engine, control, onEvent }: TrainOptions,
): Promise<void> {
  const { validation } = run;
  const note = (text: string): void => {
    onEvent({ type: 'note', text });
  };
  note(`Choosing operating points on ${validation.length} validation pictures`);
  const { card, predict } = await loadModel(outDir, engine);
  const current = new Map(
    card.classes.slice(1).map((name, index) => [index + 1, card.operatingPoints[name]]),
  );
  const candidates = candidatesFor(current);
  const images: ImageEvidence[] = [];
  for await (const { truth, probabilities } of predictions(validation, predict)) {
    images.push(imageEvidence(truth, probabilities, candidates));
    if (control.paused) onEvent({ type: 'paused', step: run.progress.step });
    await control.whileRunning();
    if (control.cancelled) break;
  }
  if (images.length < validation.length) {
    note('The operating points stay as set: choosing was cancelled, resume the run to choose them');
    return;
  }
  const choice = chooseOperatingPoints(images, candidates);
  if (choice === null) {
    note(tooFew(images));
    return;
  }
  const operatingPoints = Object.fromEntries(
    [...choice.points].map(([classId, point]) => [card.classes[classId], point] as const),
  );
  await writeModelCard(outDir, { ...card, operatingPoints });
  for (const line of inWords(choice, card.classes)) note(line);
}

function tooFew(images: readonly ImageEvidence[]): string {
  const defective = images.filter((image) => image.defective).length;
  return (
    `The operating points stay as set: validation has ${defective} defective and ${images.length - defective} ` +
    `good pictures, and choosing needs ${FEWEST_IMAGES} of each`
  );
}

function inWords({ points, unseen, before, after }: PointChoice, classes: readonly string[]): string[] {
  const chosen = [...points].filter(([classId]) => !unseen.includes(classId));
  const kept = unseen.map((classId) => classes[classId]).join(', ');
  return [
    ...chosen.map(
      ([classId, { t0, t, minAreaPx }]) =>
        `  ${classes[classId]}: at least ${minAreaPx} px of ${t}, out to ${t0}`,
    ),
    ...(kept === '' ? [] : [`  as set, because no validation picture shows it: ${kept}`]),
    `  on validation: ${decisions(after)}; at the points of the settings: ${decisions(before)}`,
  ];
}

function decisions({ escapes, defective, overkill, good, balancedAccuracy }: DecisionQuality): string {
  const accuracy = balancedAccuracy.toFixed(3);
  return `${escapes} escapes of ${defective}, ${overkill} overkill of ${good}, balanced accuracy ${accuracy}`;
}
