import type {
  AnnotatedImage,
  AnnotationFiles,
  AnnotationFormat,
  Annotations,
  OutputFile,
  Pictures,
  Report,
} from '../annotation-format.ts';
import { ClassMaskWriter } from '../class-mask-writer.ts';
import { MaskPictures } from '../mask-picture.ts';
import { withoutExtension } from '../match-picture.ts';
import { NamedClasses } from '../named-classes.ts';
import { maskKind } from '../png/mask-kind.ts';
import { mergedMasks } from '../png/merged-masks.ts';
import { GOOD, goodPictures, type MvtecMask, mvtecMasks } from './mvtec-paths.ts';

/** Folders of MVTec AD: a defect type a folder, a binary mask for each defective picture, none for good ones. */
export const mvtecAd: AnnotationFormat = {
  name: 'mvtec-ad',
  title: 'MVTec AD folders',
  recognises,
  read,
  write,
};

async function recognises(files: AnnotationFiles): Promise<boolean> {
  const masks = mvtecMasks(files.paths).map(({ path }) => path);
  return masks.length > 0 && (await maskKind(files, masks)) === 'binary';
}

function read(files: AnnotationFiles, pictures: Pictures, report: Report): Promise<Annotations> {
  const masks = mvtecMasks(files.paths);
  const classes = new NamedClasses('ground_truth');
  for (const { defect } of masks) classes.add(defect);
  return Promise.resolve({
    classes: classes.list,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const found = new MaskPictures(pictures, report);
      const matched = new Set<string>();
      for (const group of byPicture(masks, found)) {
        const classMasks = group.map(({ path, defect }) => ({ path, classId: classes.add(defect) }));
        const labels = await mergedMasks(files, classMasks, report);
        const picture = await found.require(group[0].pictureStems, group[0].path, labels);
        matched.add(picture);
        yield { picture, labels };
      }
      for (const picture of goodPictures(pictures.paths)) {
        if (!matched.has(picture)) yield { picture, labels: await found.emptyLabels(picture) };
      }
    },
  });
}

/** A picture with several defects has a mask for each. */
function byPicture(masks: readonly MvtecMask[], found: MaskPictures): MvtecMask[][] {
  const groups = new Map<string, MvtecMask[]>();
  for (const mask of masks) {
    const picture = found.find(mask.pictureStems) ?? withoutExtension(mask.path);
    const group = groups.get(picture);
    if (group === undefined) groups.set(picture, [mask]);
    else group.push(mask);
  }
  return [...groups.values()];
}

async function* write(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const writer = new ClassMaskWriter(annotations, report, [GOOD]);
  yield* writer.files((folder, stem) => `ground_truth/${folder}/${stem}_mask.png`);
  const good = new Set(goodPictures(writer.empty));
  for (const subject of writer.empty.filter((picture) => !good.has(picture))) {
    report({ kind: 'lost', text: 'A picture without a defect has no mask: put it into test/good', subject });
  }
}
