import { Injectable } from '@nestjs/common';
import { type AppToImport, IMPORT_BATCH_MAX, ImportApps, type ImportOutcome } from '@portolan/catalog';
import { type Actor, TransactionHost } from '@portolan/platform';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { appToImport, type ImportNote } from './app-to-import';
import type { ImportReport } from './import-report';
import { ImportRuns } from './import-runs';
import type { Catalogue, CatalogueEntry } from './read-catalogue';

export interface ImportTotals {
  /** Entries that an earlier, interrupted run had done. */
  resumedAt: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  listings: number;
  /** Listed by the catalogue; their packages are no part of it. */
  versions: number;
}

export interface ImportOrder {
  path: string;
  catalogue: Catalogue;
  publisherId: string;
  actor: Actor;
  report: ImportReport;
  /** Called after each batch with the entries that are done. */
  onProgress(done: number, totals: ImportTotals): void;
}

/**
 * Takes a catalogue in, batch by batch, each batch with its mark of progress in one transaction: stopped at any moment, the
 * next run of the same file goes on behind the last whole batch.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly importApps: ImportApps,
    private readonly runs: ImportRuns,
    private readonly transactions: TransactionHost,
  ) {}

  async execute(order: ImportOrder): Promise<ImportTotals> {
    const { catalogue, publisherId } = order;
    const sha256 = await sha256Of(order.path);
    const { entriesDone } = await this.runs.begin(sha256, publisherId);
    const totals = {
      resumedAt: entriesDone,
      created: 0,
      updated: 0,
      unchanged: 0,
      refused: 0,
      listings: 0,
      versions: 0,
    };
    let done = 0;
    let batch: CatalogueEntry[] = [];
    const flush = async (): Promise<void> => {
      const due = batch;
      batch = [];
      await this.takeBatch(order, due, totals, () => this.runs.advance(sha256, publisherId, done));
      order.onProgress(done, totals);
    };
    for await (const entry of catalogue.entries) {
      done++;
      if (done <= entriesDone) continue;
      batch.push(entry);
      if (batch.length === IMPORT_BATCH_MAX) await flush();
    }
    if (batch.length > 0) await flush();
    await this.runs.finish(sha256, publisherId);
    return totals;
  }

  /** Reported once the batch is committed: a batch that fails is done again, and would be told twice. */
  private async takeBatch(
    { publisherId, actor, report }: ImportOrder,
    entries: readonly CatalogueEntry[],
    totals: ImportTotals,
    advance: () => Promise<void>,
  ): Promise<void> {
    const read = entries.map((entry) => ({ entry, ...readEntry(entry) }));
    const apps = read.flatMap(({ app }) => (app === null ? [] : [app]));
    const outcomes = await this.transactions.withTransaction(async (): Promise<ImportOutcome[]> => {
      const made = await this.importApps.execute({ publisherId, apps, actor });
      await advance();
      return made;
    });
    const next = outcomes.values();
    for (const { entry, app, refused, notes, versions } of read) {
      const { number, packageName } = entry;
      const outcome = app === null ? null : next.next().value;
      const why = outcome?.outcome === 'refused' ? outcome : refused;
      totals.versions += versions;
      if (why !== null) {
        totals.refused++;
        report.add({ number, packageName, outcome: 'refused', code: why.code, detail: why.detail });
        continue;
      }
      for (const note of notes) report.add({ number, packageName, outcome: 'noted', ...note });
      if (outcome && outcome.outcome !== 'refused') totals[outcome.outcome]++;
      totals.listings += app?.listings.size ?? 0;
    }
  }
}

interface ReadEntry {
  app: AppToImport | null;
  refused: { code: string; detail: string } | null;
  notes: ImportNote[];
  versions: number;
}

function readEntry({ read }: CatalogueEntry): ReadEntry {
  if ('refused' in read) return { app: null, refused: read.refused, notes: [], versions: 0 };
  const { versions } = read.app;
  const made = appToImport(read.app);
  if ('refused' in made) return { app: null, refused: made.refused, notes: [], versions };
  return { app: made.app, refused: null, notes: made.notes, versions };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
