import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { LabelCanvas, objectValue } from '../label-canvas.ts';
import { withoutExtension } from '../match-picture.ts';
import { NamedPictures } from '../named-pictures.ts';
import { AnnotationBatch, type PlacedAnnotation } from './annotation-batch.ts';
import { type CategoryClasses, categoryClasses } from './category-classes.ts';
import { boxSegmentation, paintSegmentation } from './segmentation.ts';
import { type Survey, type SurveyedImage, surveyFile } from './survey.ts';

/** Annotations of so many bytes are held at once; a file of more is read again for the next images. */
const BATCH_BYTES = 2 ** 27;

/** Reads COCO files of any size, each in a few passes, in bounded memory. */
export async function readCoco(
  files: AnnotationFiles,
  paths: readonly string[],
  pictures: Pictures,
  report: Report,
  batchBytes: number = BATCH_BYTES,
): Promise<Annotations> {
  const surveys: Survey[] = [];
  for (const path of paths) surveys.push(await surveyFile(files, path));
  reportResults(surveys, report);
  const classes = categoryClasses(surveys, report);
  return {
    classes: classes.classes,
    async *images() {
      const reader = new ImageReader(files, pictures, report, classes);
      for (const survey of surveys) {
        for (const batch of batchesOf(survey.images, batchBytes)) yield* reader.read(survey, batch);
      }
    },
  };
}

function reportResults(surveys: readonly Survey[], report: Report): void {
  for (const { file } of surveys.filter(({ isResults }) => isResults)) {
    report({ kind: 'changed', text: 'Categories without names are called "category N"', subject: file });
  }
}

/** Images in their order, so many at a time that their annotations fit. */
function* batchesOf(images: readonly SurveyedImage[], most: number): Generator<SurveyedImage[]> {
  let batch: SurveyedImage[] = [];
  let bytes = 0;
  for (const image of images) {
    if (batch.length > 0 && bytes + image.annotationBytes > most) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(image);
    bytes += image.annotationBytes;
  }
  if (batch.length > 0) yield batch;
}

class ImageReader {
  readonly #files: AnnotationFiles;
  readonly #pictures: Pictures;
  readonly #named: NamedPictures;
  readonly #report: Report;
  readonly #classes: CategoryClasses;
  #canvas = new LabelCanvas(0, 0);

  constructor(files: AnnotationFiles, pictures: Pictures, report: Report, classes: CategoryClasses) {
    this.#files = files;
    this.#pictures = pictures;
    this.#named = new NamedPictures(pictures, report);
    this.#report = report;
    this.#classes = classes;
  }

  async *read(survey: Survey, images: readonly SurveyedImage[]): AsyncGenerator<AnnotatedImage> {
    const annotations = await AnnotationBatch.read(this.#files, survey, images);
    for (const image of images) {
      const declared = image.width && image.height ? { width: image.width, height: image.height } : null;
      const { picture, width, height } = await this.#named.require(
        this.#namesOf(image, survey),
        declared,
        image.place,
      );
      this.#prepareCanvas(width, height);
      this.#paint(annotations.of(image), survey.file);
      yield { picture, labels: this.#canvas.labels() };
    }
  }

  /** Image ids of results are often the number at the end of the file's name: 74 for COCO_val2014_000000000074.jpg. */
  #namesOf({ id, file_name }: SurveyedImage, { isResults }: Survey): string[] {
    if (!isResults || typeof id !== 'number') return [file_name];
    const ending = new RegExp(`(^|[^0-9])0*${id}$`);
    const numbered = this.#pictures.paths.filter((path) => ending.test(withoutExtension(path)));
    return numbered.length === 1 ? numbered : [file_name];
  }

  #prepareCanvas(width: number, height: number): void {
    if (this.#canvas.width === width && this.#canvas.height === height) this.#canvas.clear();
    else this.#canvas = new LabelCanvas(width, height);
  }

  /** Later annotations cover earlier ones. */
  #paint(annotations: Iterable<PlacedAnnotation>, file: string): void {
    let count = 0;
    for (const { place, segmentation, bbox, ...annotation } of annotations) {
      count++;
      const tell = (kind: 'lost' | 'changed', text: string): void => {
        this.#report({ kind, text, subject: place });
      };
      if (annotation.num_keypoints) tell('lost', 'Keypoints are left out');
      const isBox = !hasShape(segmentation);
      if (isBox && (bbox === undefined || bbox === null)) {
        tell('lost', 'An annotation without a shape is left out');
        continue;
      }
      if (isBox) tell('changed', 'A box is read as a filled rectangle');
      if (annotation.iscrowd) tell('changed', 'A crowd is read as one object');
      const value = objectValue(this.#classes.idOf(file, annotation.category_id), count);
      const shape = isBox ? boxSegmentation(bbox, place) : segmentation;
      const notes = paintSegmentation(shape, this.#canvas, value, place);
      if (notes.reachesOutside)
        tell('changed', 'A shape that reaches outside of the picture is cut at its edge');
      if (notes.covers) tell('changed', 'Where objects overlap, the later one covers the earlier');
    }
  }
}

function hasShape(segmentation: unknown): boolean {
  return (
    segmentation !== undefined &&
    segmentation !== null &&
    !(Array.isArray(segmentation) && segmentation.length === 0)
  );
}
