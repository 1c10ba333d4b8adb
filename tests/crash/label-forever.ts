// Draws stroke after stroke in a project until it is killed: PROJECT ANNOTATION. Prints the number of each once the
// store has said that it is safe.
import { writeSync } from 'node:fs';
import { openProject } from '../../main/store/open-project.ts';
import { Hand, QUIET } from '../../main/store/store.testing.ts';
import { strokePlace } from './stroke-places.ts';

const [, , project, annotationId] = process.argv;
const store = await openProject(project, QUIET);
const hand = new Hand(store, annotationId);
const { width, revision } = store.labelMaps.sheet(annotationId);
for (let stroke = revision; ; stroke++) {
  const { x, y } = strokePlace(stroke, width);
  hand.draw(x, y, 1, 1);
  writeSync(process.stdout.fd, `${stroke}\n`);
}
