import { Injectable } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import { ImportPlan } from '@portolan/regions';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { readCsv } from '../../../csv/read-csv';
import { applyOf, countOutcomes, readRows, reportOrRefuse } from '../../../csv/row-report';
import { PLAN_SHEET, planRow } from './plan-sheet';
import type { planImportQuery, planReport } from './schemas';

/** Files about the store's plan. */
@Injectable()
export class PlanFiles {
  constructor(private readonly importPlan: ImportPlan) {}

  /** @throws DomainError `rows-refused`, what `readCsv` throws, and `too-many-edits`. */
  async import(
    file: Readable,
    { title, reason, ticket, ...query }: z.infer<typeof planImportQuery>,
    actor: AccountActor,
  ): Promise<z.infer<typeof planReport>> {
    const read = readRows(await readCsv(file, PLAN_SHEET), planRow);
    const apply = applyOf(query);
    const command = { rows: read.map(({ row }) => row), title, reason, ticket, apply, actor };
    const { applied, changeSetId, rows } = await this.importPlan.execute(command);
    const counts = countOutcomes(rows, { add: 0, replace: 0, remove: 0, unchanged: 0, refused: 0 });
    const numbered = rows.map((row, place) => ({ line: read[place]?.line ?? 0, ...row }));
    return reportOrRefuse({ applied, changeSetId, counts, rows: numbered }, apply);
  }
}
