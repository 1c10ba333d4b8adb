import type { DefectKind } from './defect-kinds.ts';

/** Words, or their beginnings, that people use for each kind, in English, German and Chinese. */
const WORDS: Readonly<Record<DefectKind, readonly string[]>> = {
  scratch: ['scratch', 'scuff', 'score', 'mark', 'kratz', 'schramm', 'riefe', '划痕', '划伤', '擦伤'],
  crack: ['crack', 'fissure', 'fractur', 'crazing', 'riss', '裂'],
  pit: ['pit', 'corros', 'rust', 'grübchen', 'rost', '麻点', '锈', '点蚀'],
  blowhole: [
    'blowhole',
    'pore',
    'poros',
    'void',
    'bubble',
    'hole',
    'lunker',
    'blase',
    'loch',
    '气孔',
    '孔',
    '气泡',
  ],
  stain: ['stain', 'spot', 'discolo', 'patch', 'fleck', 'verfärb', '污渍', '斑', '色差'],
  uneven: [
    'uneven',
    'mura',
    'orange',
    'rundown',
    'run',
    'sag',
    'wave',
    'ungleich',
    'läufer',
    '不均',
    '流挂',
    '橘皮',
  ],
  chip: [
    'chip',
    'break',
    'broken',
    'burr',
    'nick',
    'ausbruch',
    'abplatz',
    'grat',
    '崩',
    '缺口',
    '破损',
    '毛刺',
  ],
  dust: [
    'dust',
    'lint',
    'fib',
    'hair',
    'dirt',
    'speck',
    'particle',
    'staub',
    'faser',
    'haar',
    '灰尘',
    '毛发',
    '杂质',
  ],
  dent: ['dent', 'ding', 'bump', 'impact', 'delle', 'beule', '凹', '压痕'],
  residue: [
    'residue',
    'contamin',
    'glue',
    'oil',
    'grease',
    'drop',
    'inclusion',
    'rückstand',
    'kleb',
    'öl',
    '残留',
    '油',
    '夹杂',
  ],
};

/** Shorter words are too often parts of others: "run" of "prune". */
const SHORTEST_PART = 4;

/**
 * The kind of defect that a class's name tells of, if it does: "Kratzer_fein" is a scratch. Of several words the
 * last decides, as in an oil stain or a Haarriss.
 */
export function kindNamed(className: string): DefectKind | null {
  const name = className.toLowerCase();
  const told = Object.entries(WORDS).flatMap(([kind, words]) =>
    words.map((word) => ({ kind: kind as DefectKind, at: lastIndexOf(name, word) })),
  );
  const last = told.reduce((latest, each) => (each.at > latest.at ? each : latest));
  return last.at < 0 ? null : last.kind;
}

/** Where a word stands last: anywhere in a name if it is long enough or Chinese, else where a word begins. */
function lastIndexOf(name: string, word: string): number {
  if (word.length >= SHORTEST_PART || /\p{Script=Han}/u.test(word)) return name.lastIndexOf(word);
  return [...name.matchAll(/(?<!\p{L})\p{L}+/gu)].findLast(([found]) => found.startsWith(word))?.index ?? -1;
}
