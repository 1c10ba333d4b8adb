import { classColour } from '../../domain/class-colours.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { boxAround, pixelCount } from '../../mask/spans.ts';
import type { AnnotatedImage, Annotations, OutputFile, Report } from '../annotation-format.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { compressedSegmentation } from './segmentation.ts';

export const COCO_FILE = 'annotations.json';

/** Writes one file; every object is an annotation with a compressed run-length code, which holds its exact pixels. */
export async function* writeCoco(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const images: string[] = [];
  const written = new Bytes();
  let count = 0;
  for await (const image of annotations.images()) {
    const imageId = images.length + 1;
    const { width, height } = image.labels;
    images.push(JSON.stringify({ id: imageId, file_name: image.picture, width, height }));
    for (const annotation of annotationsOf(image, imageId, report)) {
      written.add(`${count === 0 ? '' : ',\n'}${JSON.stringify({ id: ++count, ...annotation })}`);
    }
  }
  const categories = annotations.classes.map(({ id, name, colour }) =>
    JSON.stringify({ id, name, supercategory: '', color: colour ?? classColour(id) }),
  );
  const head = `{"images": [\n${images.join(',\n')}\n],\n"categories": [\n${categories.join(',\n')}\n],\n"annotations": [\n`;
  yield { path: COCO_FILE, content: written.between(head, '\n]}\n') };
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

/** Text as UTF-8, of more characters than one string may have. */
class Bytes {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(2 ** 16);
  #size = 0;

  add(text: string): void {
    const piece = this.#encoder.encode(text);
    if (this.#size + piece.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#size + piece.length));
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#size);
    this.#size += piece.length;
  }

  between(head: string, tail: string): Uint8Array {
    const [before, after] = [this.#encoder.encode(head), this.#encoder.encode(tail)];
    const whole = new Uint8Array(before.length + this.#size + after.length);
    whole.set(before);
    whole.set(this.#bytes.subarray(0, this.#size), before.length);
    whole.set(after, before.length + this.#size);
    return whole;
  }
}
