import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { type FolderSource, type ListSource, readDataset } from '../../native-models/data/dataset.ts';
import { chooseEngine, type Device } from '../../native-models/engines/choose-device.ts';
import type { TrainingSummary } from '../../native-models/training/events.ts';
import type { TrainOptions } from '../../native-models/training/run.ts';
import { train } from '../../native-models/training/trainer.ts';

export type TrainRequest = (FolderSource | ListSource) &
  Pick<TrainOptions, 'outDir' | 'threads' | 'minutes' | 'resume' | 'control' | 'onEvent'> & {
    readonly settings: TrainingSettings;
    readonly device: Device | 'auto';
  };

/** Trains on pictures and label maps; null where it was ended before the first step, and nothing written. */
export async function trainOnDataset(request: TrainRequest): Promise<TrainingSummary | null> {
  const { settings, device, threads, control, onEvent } = request;
  const note = (text: string): void => {
    onEvent({ type: 'note', text });
  };
  const { class_names } = settings.model;
  const dataset = await readDataset({
    ...request,
    classes: class_names === 'data' ? undefined : class_names,
  });
  dataset.notes.forEach(note);
  const engine = await chooseEngine(device, threads, note);
  if (control.cancelled) return null;
  return train({ ...request, dataset, engine });
}
