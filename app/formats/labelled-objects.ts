import { spansOfRuns } from '../mask/component-runs.ts';
import { BACKGROUND } from '../mask/label-map.ts';
import { labelSpans } from '../mask/label-spans.ts';
import { BY_COMPONENT, classOf, instanceOf, type RunLengthMap } from '../mask/run-length-map.ts';
import { SpanWriter } from '../mask/span-writer.ts';
import type { Spans } from '../mask/spans.ts';

/** One object of a label map. */
export interface LabelledObject {
  /** 1 to 255. */
  readonly classId: number;
  /** 0 where it is a component. */
  readonly instance: number;
  readonly spans: Spans;
}

/**
 * The objects of a label map, in the order of their first pixel: one for each instance, and one for each 8-connected
 * component where nobody has numbered instances. Ignored pixels are objects of class 255.
 */
export function labelledObjects(map: RunLengthMap): LabelledObject[] {
  const { spans, values } = spansOfRuns(map, (classId) => classId !== BACKGROUND);
  const { numbers } = labelSpans(spans, 8, values);
  const objects = new Map<number, { readonly value: number; readonly writer: SpanWriter }>();
  for (let span = 0; span < values.length; span++) {
    const value = values[span];
    // Components count below 0, so that none has the number of an instance.
    const key = instanceOf(value) === BY_COMPONENT ? -numbers[span] : value;
    let object = objects.get(key);
    if (object === undefined) objects.set(key, (object = { value, writer: new SpanWriter() }));
    object.writer.add(spans.rows[span], spans.starts[span], spans.ends[span]);
  }
  return Array.from(objects.values(), ({ value, writer }) => ({
    classId: classOf(value),
    instance: instanceOf(value),
    spans: writer.finish(),
  }));
}
