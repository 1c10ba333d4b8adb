import { Document, isSeq, visit } from 'yaml';
import type { TrainingSettings } from './training-settings.ts';

/** Writes a configuration as YAML that `parseSettings` reads back to the same values; lists take one line each. */
export function formatSettings(settings: TrainingSettings): string {
  const document = new Document(settings, { aliasDuplicateObjects: false });
  visit(document, {
    Seq(_key, list) {
      if (isSeq(list)) list.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
