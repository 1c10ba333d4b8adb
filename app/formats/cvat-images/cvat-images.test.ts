import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instanceOf } from '../../mask/run-length-map.ts';
import { classRows, filesOf, gather, type Gathered, picturesOf } from '../annotations.testing.ts';
import { expectAnswer } from '../round-trip.testing.ts';
import { hasInterop, interop } from '../../../tests/interop.ts';
import { cvatImages } from './cvat-images.ts';

function xml(shapes: string, head = ''): string {
  return `<?xml version="1.0"?>${head}<annotations><version>1.1</version><meta><project><labels>
    <label><name>a</name><color>#0a141e</color><attributes><attribute><name>no label</name></attribute></attributes></label>
    <label><name>b</name></label></labels></project></meta>
    <image id="0" name="a.png" width="6" height="4">${shapes}</image></annotations>`;
}

function read(text: string): Promise<Gathered> {
  return gather(cvatImages, filesOf({ 'a.xml': text }), picturesOf({ 'a.png': [6, 4] }));
}

test.each([
  ['a box', '<box label="a" xtl="1" ytl="1" xbr="3" ybr="3"/>', ['......', '.11...', '.11...', '......']],
  [
    'a box turned by a right angle',
    '<box label="a" xtl="1" ytl="1" xbr="5" ybr="3" rotation="90"/>',
    ['..11..', '..11..', '..11..', '..11..'],
  ],
  [
    'a polygon',
    '<polygon label="b" points="0,0;6,0;6,1.2;0,1.2"/>',
    ['222222', '......', '......', '......'],
  ],
  [
    'an ellipse',
    '<ellipse label="a" cx="3" cy="2" rx="2.5" ry="1"/>',
    ['......', '.1111.', '.1111.', '......'],
  ],
  [
    'a mask with commas',
    '<mask label="b" rle="1,1,1,3" left="3" top="1" width="3" height="2"/>',
    ['......', '....2.', '...222', '......'],
  ],
  [
    "Datumaro's mask of the whole picture",
    '<mask label="b" rle="22, 2" left="4" top="3" width="2" height="1"/>',
    ['......', '......', '......', '....22'],
  ],
  [
    'the higher layer over the lower',
    '<box label="a" xtl="0" ytl="0" xbr="2" ybr="1" z_order="1"/><box label="b" xtl="1" ytl="0" xbr="3" ybr="1"/>',
    ['112...', '......', '......', '......'],
  ],
])('%s', async (_, shapes, rows) => {
  expect(classRows((await read(xml(shapes))).images[0].labels)).toEqual(rows);
});

test('labels have colours, attributes are no labels', async () => {
  expect((await read(xml(''))).classes).toEqual([
    { id: 1, name: 'a', colour: [10, 20, 30] },
    { id: 2, name: 'b', colour: null },
  ]);
});

test('a group of one label is one object', async () => {
  const box = (x: number, group: string): string =>
    `<box label="a" xtl="${x}" ytl="0" xbr="${x + 1}" ybr="1" ${group}/>`;
  const { images } = await read(xml(box(0, 'group_id="3"') + box(2, '') + box(4, 'group_id="3"')));
  expect([...images[0].labels.values].map(instanceOf)).toEqual([1, 0, 2, 0, 1, 0]);
});

test('what has no area is left out, which is said', async () => {
  const { findings } = await read(
    xml(`<polyline label="a" points="0,0;1,1"/><points label="a" points="0,0"/><tag label="a"/>
      <skeleton label="a"><points label="x" points="1,1"/></skeleton><cuboid label="a"/>
      <polygon label="a" points="0,0;1,1"/><polygon label="" points="0,0;1,1;1,0"/><box label="a" xtl="5" ytl="0" xbr="7" ybr="1"/>`),
  );
  expect(findings.map(({ text, subject }) => `${subject}: ${text}`)).toEqual([
    'a.xml, line 4: A polyline has no area and is left out',
    'a.xml, line 4: Points have no area and are left out',
    'a.xml, line 4: A tag of a whole picture is left out',
    'a.xml, line 5: A skeleton is left out',
    'a.xml, line 5: A cuboid is left out',
    'a.xml, line 6: A shape without a label is left out',
    'a.xml, line 6: A polygon of fewer than three points is left out',
    'a.xml, line 6: A box is read as a filled rectangle',
    'a.xml, line 6: A shape that reaches outside of the picture is cut at its edge',
  ]);
});

const ENTITIES = '<!DOCTYPE annotations [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>';
test.each([
  ['entities', xml('', ENTITIES), 'a.xml: The XML has a document type'],
  ['an unknown entity', xml('&b;'), 'a.xml, line 4: The file is no proper XML'],
  ['an open end', xml('').slice(0, -20), 'The file is no proper XML'],
  ['another root', '<annotation/>', 'a.xml, line 1: The XML begins with <annotation>'],
  ['videos', '<annotations><track/></annotations>', 'with tracks instead of images'],
  [
    'no number',
    xml('<box label="a" xtl="NaN" ytl="0" xbr="1" ybr="1"/>'),
    'line 4: The xtl of <box> is not a number: "NaN"',
  ],
  ['a missing attribute', xml('<ellipse label="a" cx="1" cy="1" rx="1"/>'), 'line 4: <ellipse> has no ry'],
  [
    'a point without y',
    xml('<polygon label="a" points="0,0;1;2,2"/>'),
    'line 4: Point 2 is "1", where "x,y" is expected',
  ],
  [
    'runs that do not fill the box',
    xml('<mask label="a" rle="1,2" left="0" top="0" width="2" height="2"/>'),
    'line 4: The runs of the mask sum to 3, its box has 2x2 px',
  ],
  [
    'a box outside of the picture',
    xml('<mask label="a" rle="1,3" left="5" top="0" width="2" height="2"/>'),
    'line 4: The box of the mask reaches outside of the picture of 6x4 px',
  ],
  [
    'a run that is no number',
    xml('<mask label="a" rle="1,-2" left="0" top="0" width="2" height="2"/>'),
    'Run 2 of the mask is "-2"',
  ],
  [
    'a picture of another size',
    xml('').replace('width="6"', 'width="7"'),
    'a.png is 7x4 px here, the picture is 6x4 px',
  ],
  [
    'a size without end',
    xml('').replace('a.png" width="6"', 'b.png" width="1e12"'),
    'b.png has the size 1000000000000x4 px',
  ],
  [
    'a picture given twice',
    xml('</image><image name="a.png" width="6" height="4">'),
    'The picture a.png is also in a.xml, line 4',
  ],
])('%s is refused', async (_, text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});

test('a file in UTF-16 is refused', async () => {
  const files = filesOf({ 'a.xml': Uint8Array.of(0xff, 0xfe, 0x3c, 0x00) });
  await expect(gather(cvatImages, files, picturesOf({}))).rejects.toThrow(
    'a.xml: The file is not UTF-8 text',
  );
});

test.skipIf(!hasInterop)("the example of CVAT's documentation", async () => {
  const files = interop('cvat_xml/cvat_docs_example');
  expect(await cvatImages.recognises(files)).toBe(true);
  const { classes, images, findings } = await gather(cvatImages, files, picturesOf({}));
  expect(classes.map(({ name }) => name)).toEqual(['car', 'traffic_line', 'wheel', 'plate']);
  expect([images[0].labels.width, images[0].labels.height]).toEqual([1600, 1200]);
  expect(findings.filter(({ kind }) => kind === 'lost').length).toBe(4);
});

test.skipIf(!hasInterop)('a project of three tasks, whose pictures have the same names', async () => {
  const files = interop('datumaro_assets/tests/assets/cvat_dataset/for_images/export_project');
  const folders = ['Test', 'Train', 'Validation'];
  const pictures = folders.flatMap((folder) => [`${folder}/img0.jpg`, `${folder}/img1.jpg`]);
  const sizes = Object.fromEntries(
    pictures.map((path) => [path, path.endsWith('0.jpg') ? ([8, 8] as const) : ([10, 10] as const)]),
  );
  const { images } = await gather(cvatImages, files, picturesOf(sizes));
  expect(images.map(({ picture }) => picture)).toEqual(pictures);
  expect(classRows(images[0].labels).slice(0, 5)).toEqual([
    '........',
    '........',
    '1111....',
    '1111....',
    '........',
  ]);
});

test('any shapes give annotations or a clear refusal', async () => {
  const number = fc.oneof(
    fc.integer({ min: -3, max: 9 }).map(String),
    fc.double().map(String),
    fc.string({ maxLength: 3 }),
  );
  const attribute = fc.tuple(
    fc.constantFrom(
      'xtl',
      'ytl',
      'xbr',
      'ybr',
      'cx',
      'cy',
      'rx',
      'ry',
      'rotation',
      'left',
      'top',
      'width',
      'height',
      'rle',
      'points',
      'z_order',
    ),
    fc.oneof(
      number,
      fc.array(number, { maxLength: 6 }).map((all) => all.join(',')),
      fc.array(fc.tuple(number, number), { maxLength: 5 }).map((all) => all.join(';')),
    ),
  );
  const element = fc.tuple(
    fc.constantFrom('box', 'polygon', 'ellipse', 'mask'),
    fc.uniqueArray(attribute, { minLength: 4, selector: ([name]) => name }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(element, { maxLength: 3 }), async (elements) => {
      const shapes = elements.map(
        ([name, attributes]) =>
          `<${name} label="a" ${attributes.map(([key, value]) => `${key}="${value.replace(/[<&"]/g, '')}"`).join(' ')}/>`,
      );
      await expectAnswer(cvatImages, filesOf({ 'a.xml': xml(shapes.join('')) }));
    }),
  );
});
