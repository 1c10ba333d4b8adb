import { readdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openProject } from '../open-project.ts';
import { listBackups } from '../backup.ts';
import { placeOf } from '../project-place.ts';
import { QUIET, temporaryFolder } from '../store.testing.ts';
import { MIGRATIONS, NEWEST_VERSION } from './all-migrations.ts';
import { migrate, versionOf } from './migrate.ts';

/** Rows as a program of each version would have written them: entry v - 1 fills what version v has added. */
const ROWS: readonly string[] = [
  `INSERT INTO meta VALUES (1, 'p', 'paint', 1, 20.0, 10.0, NULL);
   INSERT INTO class VALUES (1, 'Dust', 0, '#e69f00', '1', 'small', 0.0, NULL), (2, 'Run', 1, '#000000', NULL, '', 2.5, 9);
   INSERT INTO part VALUES ('w', '0017', 'L1', 'ng');
   INSERT INTO image VALUES
     ('i', 'w', 'top', 'dark', NULL, 40, 30, 16, 12, 'h', 'a.png', 'copied', NULL, NULL, 1, NULL, 2),
     ('j', 'w', 'top', 'bright', 'i', 40, 30, 16, 12, 'k', 'b.png', 'copied', 5.0, 5.0, 6, 'ff', 3);
   INSERT INTO class_example VALUES (1, 'i', 0);
   INSERT INTO image_tag VALUES ('i', 'odd');
   INSERT INTO image_note VALUES ('n', 'i', 'Anna', 'look', 4);
   INSERT INTO region VALUES ('r', 'view', 'top', NULL, NULL, '[[0,0,9,0,9,9]]');`,
  `INSERT INTO split VALUES ('s', 'first', 'stratified', '{}', 7, '["test"]', 5);
   INSERT INTO split_member VALUES ('s', 'i', 'test');`,
  `INSERT INTO run VALUES ('t', 'first', 's', NULL, 'finished', '', '[1]', 'CPU', 1, 6, 7);
   INSERT INTO run_metric VALUES ('t', 'loss', 1, 0.5, NULL, 6);
   INSERT INTO checkpoint VALUES ('t', 'best', 1, 0.5, 0.7, 'runs/t/best.safetensors', 7);`,
  `INSERT INTO annotation VALUES ('a', 'i', 'Anna', 1, 'labelled', NULL, NULL, NULL, NULL, NULL, 1, 0, 8);
   INSERT INTO label_tile VALUES ('a', 0, 0, 1, 'Anna', 8, 'brush', 't', x'00');
   INSERT INTO journal VALUES (1, 'a', 1, 'c', 0, 0, 'edit', 1, 'done', 'Anna', 8, 'brush', 't', x'00');
   INSERT INTO class_statistic VALUES (1, 'i', 3, 1, 3, 3.0);`,
  `INSERT INTO prediction VALUES ('q', 't', 'i', 'h', 'runs/t/predictions/i', 0.5, NULL, '[]', 9);
   INSERT INTO evaluation VALUES ('e', 't', 's', 'test', '{}', '{}', 10);
   INSERT INTO evaluated_image VALUES ('e', 'i', 'a', 1, '{}');
   INSERT INTO verdict VALUES ('v', 'i', 't', 'Bert', 'good', '', 11);
   INSERT INTO acceptance_rule VALUES (0, '{"name":"none","unit":"px","maxCount":0}');`,
  `INSERT INTO job VALUES ('o', 'train', 'done', 0.0, '{}', NULL, 1, NULL, NULL, 1, 2, 3);`,
  `INSERT INTO uncounted_image VALUES ('i');
   UPDATE image SET removed_at = 12 WHERE id = 'j';`,
];

function fill(db: Database.Database, version: number): void {
  db.pragma('foreign_keys = ON');
  for (let next = 0; next < version; next++) {
    migrate(db, next + 1);
    db.exec(ROWS[next]);
  }
}

/** Every row of every table, by table, without columns that came later. */
function contents(db: Database.Database, tables: readonly string[]): unknown[] {
  return tables.map((table) => db.prepare(`SELECT * FROM ${table}`).all());
}

function tablesOf(db: Database.Database): string[] {
  const rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  return (rows as { name: string }[]).map(({ name }) => name);
}

test('each migration is a file with the number of its version, and has rows here', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => /^\d{4}-/.test(name));
  expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(MIGRATIONS.map((_, index) => index + 1));
  expect(ROWS).toHaveLength(NEWEST_VERSION);
});

test.each(MIGRATIONS.map((_, index) => index))(
  'the rows of version %i outlive the next migration',
  (version) => {
    const db = new Database(':memory:');
    fill(db, version);
    const tables = tablesOf(db);
    const before = contents(db, tables);
    migrate(db, version + 1);
    expect(versionOf(db)).toBe(version + 1);
    expect(contents(db, tables)).toMatchObject(before);
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.exec(ROWS[version]);
    db.close();
  },
);

test('what a search looks through is there after the migration, and follows what changes', () => {
  const db = new Database(':memory:');
  fill(db, 6);
  migrate(db);
  const text = (): unknown => db.prepare("SELECT search_text FROM image WHERE id = 'i'").pluck().get();
  expect(text()).toBe('a.png\n0017\nL1\nodd\nlook');
  db.exec(`INSERT INTO image_tag VALUES ('i', 'to check'); DELETE FROM image_note;
    UPDATE annotation SET assigned_to = 'Carl'; UPDATE image SET part_id = NULL WHERE id = 'i'`);
  expect(text()).toBe('a.png\nodd\nto check\nCarl');
  db.close();
});

test('every table is STRICT, and every reference to another has an index that leads with it', () => {
  const db = new Database(':memory:');
  migrate(db);
  const loose = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0").all();
  expect(loose).toEqual([{ name: 'sqlite_schema' }]);
  for (const table of tablesOf(db)) {
    const references = db.prepare(`SELECT "from" AS name FROM pragma_foreign_key_list('${table}')`).all();
    const leading = db
      .prepare(
        `SELECT c.name FROM pragma_index_list('${table}') l, pragma_index_info(l.name) c WHERE c.seqno = 0
         UNION SELECT name FROM pragma_table_info('${table}') WHERE pk = 1`,
      )
      .all();
    expect(leading, table).toEqual(expect.arrayContaining(references));
  }
  db.close();
});

test('an older project is backed up, then migrated, with what it held', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'paint.blemish');
  const old = new Database(file);
  fill(old, 1);
  old.close();
  const store = await openProject(folder, QUIET);
  expect(store.classes.list()).toMatchObject([{ id: 1, name: 'Dust', guide: 'small', examples: ['i'] }]);
  await store.close();
  const [backup] = await listBackups(placeOf(file));
  expect(backup.kind).toBe('migration');
  const copy = new Database(backup.file, { readonly: true });
  expect(versionOf(copy)).toBe(1);
  copy.close();
});

test('an older project that is only looked at stays as it is: a copy is migrated', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'paint.blemish');
  const old = new Database(file);
  fill(old, 1);
  old.close();
  const store = await openProject(folder, { ...QUIET, readOnly: true });
  expect(store.access).toEqual({ mode: 'read', reason: { kind: 'asked' }, copied: true });
  expect(store.jobs.list(['queued'])).toEqual([]);
  await store.close();
  const same = new Database(file, { readonly: true });
  expect(versionOf(same)).toBe(1);
  same.close();
  expect(readdirSync(folder)).toEqual(['paint.blemish']);
});
