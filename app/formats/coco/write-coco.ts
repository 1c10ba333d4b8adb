import { classColour } from '../../domain/class-colours.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { boxAround, pixelCount } from '../../mask/spans.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { compressedSegmentation } from './segmentation.ts';

/** Writes one file; every object is an annotation with a compressed run-length code, which holds its exact pixels. */
export function* writeCoco(annotations: Annotations, report: Report): Generator<OutputFile> {
  yield { path: 'annotations.json', content: cocoText(annotations, report) };
}

async function* cocoText(annotations: Annotations, report: Report): AsyncGenerator<string> {
  const images: string[] = [];
  let count = 0;
  yield '{"annotations": [';
  for await (const image of annotations.images()) {
    const imageId = images.length + 1;
    const { width, height } = image.labels;
    images.push(JSON.stringify({ id: imageId, file_name: image.picture, width, height }));
    let piece = '';
    for (const annotation of annotationsOf(image, imageId, report)) {
      piece += `${count === 0 ? '' : ','}\n${JSON.stringify({ id: ++count, ...annotation })}`;
    }
    yield piece;
  }
  const categories = annotations.classes.map(({ id, name, colour }) =>
    JSON.stringify({ id, name, supercategory: '', color: colour ?? classColour(id) }),
  );
  yield `\n],\n"images": [\n${images.join(',\n')}\n],\n"categories": [\n${categories.join(',\n')}\n]}\n`;
}

function* annotationsOf(
  { labels, picture }: AnnotatedImage,
  imageId: number,
  report: Report,
): Generator<object> {
  const { width, height } = labels;
  for (const { classId, spans } of labelledObjects(labels)) {
    if (classId === IGNORE) {
      report({ kind: 'lost', text: 'Ignored pixels become background', subject: picture });
    } else if (classId !== BACKGROUND) {
      const box = boxAround(spans);
      yield {
        image_id: imageId,
        category_id: classId,
        segmentation: compressedSegmentation(spans, width, height),
        area: pixelCount(spans),
        bbox: [box.x, box.y, box.width, box.height],
        iscrowd: 0,
      };
    }
  }
}
