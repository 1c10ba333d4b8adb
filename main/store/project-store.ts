import type Database from 'better-sqlite3';
import type { Blame } from '../../app/domain/annotation.ts';
import type { ImageFacets, ImageFilter } from '../../app/domain/image-query.ts';
import type { Access } from './access.ts';
import { Annotations } from './annotations/annotations.ts';
import { blame } from './annotations/blame.ts';
import { JournalFolding } from './annotations/fold-journal.ts';
import { ImageFacts } from './annotations/image-facts.ts';
import { Journal } from './annotations/journal.ts';
import { LabelMaps } from './annotations/label-maps.ts';
import { type Backup, backUp, isBackupDue } from './backup.ts';
import { Checkpoints } from './checkpoints/checkpoints.ts';
import { Classes } from './classes.ts';
import { countFacets } from './images/count-facets.ts';
import { ImageList } from './images/image-list.ts';
import { ImageNotes } from './images/image-notes.ts';
import { Images } from './images/images.ts';
import { RemovedImages } from './images/removed-images.ts';
import { findDamageInWorker } from './integrity/check-in-worker.ts';
import { findDamage } from './integrity/find-damage.ts';
import { JobTable } from './job-table.ts';
import { AcceptanceRules } from './learning/acceptance-rules.ts';
import { Evaluations } from './learning/evaluations.ts';
import { Predictions } from './learning/predictions.ts';
import { Runs } from './learning/runs.ts';
import { Splits } from './learning/splits.ts';
import { Verdicts } from './learning/verdicts.ts';
import { Parts } from './parts.ts';
import type { ProjectDatabase } from './project-database.ts';
import type { ProjectLock } from './project-lock.ts';
import type { ProjectPlace } from './project-place.ts';
import { ProjectRecord } from './project-record.ts';
import { Regions } from './regions.ts';
import { RemovedClasses } from './removed-classes.ts';
import { damaged, isBusy } from './store-errors.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;
const JOURNAL_BYTES = 256 * 2 ** 20;
/** Of a log that a thread moves, 4 KiB each. */
const LARGEST_LOG_PAGES = 25_000;
/** How long labels are counted in one go. */
const COUNTING_MS = 15;

interface OpenedHow {
  readonly lock: ProjectLock | null;
  /** Throws a copy away that was opened instead of the project. */
  readonly remove: (() => Promise<void>) | null;
  readonly onNetwork: boolean;
  /** Whether the program that had it open before crashed or was killed. */
  readonly endedUncleanly: boolean;
  readonly journalBytes?: number;
  readonly now?: () => number;
}

/** An open project: everything that it keeps, by subject. */
export class ProjectStore {
  readonly place: ProjectPlace;
  readonly access: Access;
  readonly record: ProjectRecord;
  readonly classes: Classes;
  readonly removedClasses: RemovedClasses;
  readonly parts: Parts;
  readonly images: Images;
  readonly removedImages: RemovedImages;
  readonly imageList: ImageList;
  readonly imageNotes: ImageNotes;
  readonly imageFacts: ImageFacts;
  readonly regions: Regions;
  readonly annotations: Annotations;
  readonly labelMaps: LabelMaps;
  readonly journal: Journal;
  readonly folding: JournalFolding;
  readonly splits: Splits;
  readonly runs: Runs;
  readonly predictions: Predictions;
  readonly evaluations: Evaluations;
  readonly verdicts: Verdicts;
  readonly acceptanceRules: AcceptanceRules;
  readonly jobs: JobTable;
  readonly #db: ProjectDatabase;
  readonly #how: OpenedHow;
  readonly #now: () => number;
  #endedUncleanly: boolean;
  #checkpoints: Checkpoints | null = null;

  constructor(db: ProjectDatabase, place: ProjectPlace, how: OpenedHow) {
    this.#db = db;
    this.#how = how;
    this.#now = how.now ?? Date.now;
    this.#endedUncleanly = how.endedUncleanly;
    this.place = place;
    this.access = db.access;
    this.record = new ProjectRecord(db);
    this.classes = new Classes(db);
    this.parts = new Parts(db);
    this.images = new Images(db);
    this.removedImages = new RemovedImages(db, this.#now);
    this.imageList = new ImageList(db);
    this.imageNotes = new ImageNotes(db);
    this.imageFacts = new ImageFacts(db);
    this.regions = new Regions(db);
    this.labelMaps = new LabelMaps(db, () => this.removedClasses.shownAs());
    this.folding = new JournalFolding(db, this.labelMaps, this.imageFacts);
    const foldAll = (): void => {
      this.folding.foldAll();
    };
    this.removedClasses = new RemovedClasses(db, foldAll, this.#now);
    const labels = { maps: this.labelMaps, folding: this.folding, facts: this.imageFacts };
    this.annotations = new Annotations(db, labels, this.#now);
    this.journal = new Journal(db, labels, how.journalBytes ?? JOURNAL_BYTES);
    this.splits = new Splits(db);
    this.runs = new Runs(db);
    this.predictions = new Predictions(db);
    this.evaluations = new Evaluations(db);
    this.verdicts = new Verdicts(db);
    this.acceptanceRules = new AcceptanceRules(db);
    this.jobs = new JobTable(db);
  }

  /** What a further connection may read while this one is open; null on a network share, where this one alone may. */
  get fileToReadAlong(): string | null {
    return this.#how.onNetwork ? null : this.#db.connection.name;
  }

  /**
   * From now on the log is moved into the file by a thread, for a process that must not stand still. Past the limit
   * changes do it all the same.
   */
  moveLogBeside(): void {
    if (this.access.mode === 'read' || this.#how.onNetwork) return;
    this.#db.connection.pragma(`wal_autocheckpoint = ${LARGEST_LOG_PAGES}`);
    this.#checkpoints ??= new Checkpoints(this.#db.connection.name);
  }

  /** Several changes as one: all of them take effect or none. */
  change<Result>(work: () => Result): Result {
    return this.#db.change(work);
  }

  /** How many images that a filter leaves have each value. @param splitId whose subsets are counted; null for none */
  countFacets(filter: ImageFilter, splitId: string | null): ImageFacets {
    return countFacets(this.#db, filter, splitId);
  }

  /** Counts for a while what labels show in which classes were merged or removed; false where nothing is left to count. */
  countAgain(): boolean {
    const until = performance.now() + COUNTING_MS;
    return this.#db.change(() => {
      while (performance.now() < until) if (!this.#countNext()) return false;
      return true;
    });
  }

  /** Who gave the pixel (x, y) of a map the label it has; null for a pixel that nobody ever drew. */
  blame(annotationId: string, x: number, y: number): Blame | null {
    return blame(this.#db, annotationId, x, y);
  }

  /** Copies the project into its folder backups, while it is in use. */
  backUp(): Promise<Backup> {
    return backUp(this.#db.connection, this.place, 'asked', this.#now());
  }

  /** The backup of the day, unless there is one; null then, and where the project is open to look at only. */
  async backUpIfDue(): Promise<Backup | null> {
    if (this.access.mode === 'read' || !(await isBackupDue(this.place, this.#now()))) return null;
    return backUp(this.#db.connection, this.place, 'daily', this.#now());
  }

  /** Whether everything should be read and checked: after an unclean end, and once a week. */
  get isCheckDue(): boolean {
    return (
      this.access.mode === 'write' &&
      (this.#endedUncleanly || this.#now() - this.record.lastFullCheck() >= WEEK_MS)
    );
  }

  /** Reads and checks everything, in a thread of its own. @throws {BlemishError} with what is damaged and what to do */
  async checkFully(): Promise<void> {
    const { connection } = this.#db;
    // On a network share this connection alone may read the file.
    const finding = this.#how.onNetwork ? findDamage(connection) : await findDamageInWorker(connection.name);
    if (finding !== null) throw damaged(this.place.file, finding);
    if (this.access.mode === 'read') return;
    this.record.checkedFully(this.#now());
    this.#endedUncleanly = false;
  }

  /** Leaves one file, and the project free for others. */
  async close(): Promise<void> {
    const { connection } = this.#db;
    try {
      await this.#checkpoints?.close();
      if (this.access.mode === 'write') {
        this.folding.foldAll();
        connection.pragma('optimize');
        becomeOneFile(connection);
      }
    } finally {
      connection.close();
      this.#how.lock?.release();
      await this.#how.remove?.();
    }
  }

  /** The labels of one image; false where there is none. */
  #countNext(): boolean {
    const imageId = this.imageFacts.nextUncounted();
    if (imageId === null) return false;
    const current = this.annotations.ofImage(imageId).find((annotation) => annotation.current);
    if (current !== undefined) this.imageFacts.measure(imageId, this.labelMaps.read(current.id));
    this.imageFacts.counted(imageId);
    return true;
  }
}

/** Moves the log into the file. Where another program looks at the project both stay, and the next one to close does it. */
function becomeOneFile(connection: Database.Database): void {
  connection.pragma('busy_timeout = 0');
  try {
    connection.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
