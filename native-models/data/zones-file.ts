import { decodeLabelMap } from './decode-label-map.ts';
import { unreadable } from './image-file.ts';

/**
 * Decodes a zone map, a picture of its image's size that is read as an indexed label map: value 0 = in no zone, v = in
 * the zone of place v in a list of names.
 *
 * @returns `width * height`, row-major
 * @throws {BlemishError} 'input' where the file cannot be read, has another size (px) or holds a value without a name.
 */
export async function readZones(
  path: string,
  image: { readonly width: number; readonly height: number },
  zoneNames: readonly string[],
): Promise<Uint8Array> {
  const { labels } = await decodeLabelMap(path, { kind: 'indexed' });
  if (labels.width !== image.width || labels.height !== image.height) {
    throw unreadable(
      path,
      `is ${labels.width}x${labels.height} px, the image it belongs to is ${image.width}x${image.height} px`,
      'Give the image a zone map of its own size',
    );
  }
  const unnamed = labels.data.find((value) => value > zoneNames.length);
  if (unnamed !== undefined) {
    throw unreadable(
      path,
      `holds the value ${unnamed}, but the rules name ${zoneNames.length} zones`,
      'List as many zones in the rules file as the map has values, in their order',
    );
  }
  return labels.data;
}
