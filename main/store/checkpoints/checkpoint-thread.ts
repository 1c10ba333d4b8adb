// The entry point of the thread that moves the log of a data base, workerData, into its file.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { z } from 'zod';

const INTERVAL_MS = 500;

const db = new Database(z.string().parse(workerData), { fileMustExist: true, timeout: 0 });
const timer = setInterval(() => {
  db.pragma('wal_checkpoint(PASSIVE)');
}, INTERVAL_MS);

parentPort?.once('message', () => {
  clearInterval(timer);
  db.close();
});
