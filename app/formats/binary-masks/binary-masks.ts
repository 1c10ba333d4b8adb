import type {
  AnnotatedImage,
  AnnotationFiles,
  AnnotationFormat,
  Annotations,
  OutputFile,
  Pictures,
  Report,
} from '../annotation-format.ts';
import { cityscapes } from '../cityscapes/cityscapes.ts';
import { ClassMaskWriter } from '../class-mask-writer.ts';
import { MaskPictures } from '../mask-picture.ts';
import { matchPictures } from '../match-picture.ts';
import { NamedClasses } from '../named-classes.ts';
import { maskKind } from '../png/mask-kind.ts';
import { mergedMasks } from '../png/merged-masks.ts';
import { mvtecMasks } from '../mvtec-ad/mvtec-paths.ts';
import { type ListedMask, masksByFolder } from './masks-by-folder.ts';
import { formatMaskList, MASK_LIST_FILE, readMaskList } from './mask-list.ts';

/** A black and white PNG for each class of a picture: the class is its folder's name, or stands in a CSV file. */
export const binaryMasks: AnnotationFormat = {
  name: 'binary-masks',
  title: 'Binary masks (class by folder or CSV)',
  recognises,
  read,
  write,
};

async function recognises(files: AnnotationFiles): Promise<boolean> {
  if (mvtecMasks(files.paths).length > 0 || (await cityscapes.recognises(files))) return false;
  const masks = masksByFolder(files.paths).flatMap(({ mask }) => mask ?? []);
  return masks.length > 0 && (await maskKind(files, masks)) === 'binary';
}

async function read(files: AnnotationFiles, pictures: Pictures, report: Report): Promise<Annotations> {
  const list = await readMaskList(files);
  const masks = list?.masks ?? masksByFolder(files.paths);
  const classes = new NamedClasses(list?.subject ?? 'masks');
  for (const { className, mask } of masks) if (mask !== null) classes.add(className);
  return {
    classes: classes.list,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const found = new MaskPictures(pictures, report);
      for (const group of byPicture(masks, pictures)) {
        const classMasks = group.flatMap(({ mask, className }) =>
          mask === null ? [] : [{ path: mask, classId: classes.add(className) }],
        );
        if (classMasks.length > 0) {
          const labels = await mergedMasks(files, classMasks, report);
          const picture = await found.require(group[0].pictureStems, classMasks[0].path, labels);
          yield { picture, labels };
        } else {
          const picture = found.find(group[0].pictureStems);
          const { place } = group[0];
          if (picture !== null) yield { picture, labels: await found.emptyLabels(picture) };
          else report({ kind: 'unmatched', text: 'A picture without a mask is not there', subject: place });
        }
      }
    },
  };
}

function byPicture(masks: readonly ListedMask[], pictures: Pictures): ListedMask[][] {
  const matcher = matchPictures(pictures.paths);
  const groups = new Map<string, ListedMask[]>();
  for (const mask of masks) {
    const stem = mask.pictureStems.find((candidate) => matcher.byStem(candidate) !== null);
    const picture = stem === undefined ? mask.pictureStems[0] : (matcher.byStem(stem) ?? stem);
    const group = groups.get(picture);
    if (group === undefined) groups.set(picture, [mask]);
    else group.push(mask);
  }
  return [...groups.values()];
}

async function* write(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const writer = new ClassMaskWriter(annotations, report);
  yield* writer.files((folder, stem) => `masks/${folder}/${stem}.png`);
  yield { path: MASK_LIST_FILE, content: formatMaskList(writer.written, writer.empty) };
  const present = new Set(writer.written.map(({ className }) => className));
  for (const { name } of annotations.classes.filter((one) => !present.has(one.name))) {
    report({ kind: 'lost', text: 'A class that no picture has is left out', subject: name });
  }
}
