import { Injectable } from '@nestjs/common';
import { ListAppNames } from '@portolan/catalog';
import { type AccountActor, DomainError } from '@portolan/platform';
import {
  type Apply,
  ListSelections,
  type MarketScopeInput,
  MOST_SELECTED_AT_ONCE,
  type ReadRow,
  type RowRefusal,
  type SelectedRow,
  SelectManyTerritories,
  type TerritoriesWish,
} from '@portolan/regions';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { readCsv } from '../../csv/read-csv';
import { countOutcomes, readRows, reportOrRefuse } from '../../csv/row-report';
import type { CsvLine } from '../../csv/write-csv';
import type { TERRITORY_COLUMNS } from './territories-sheet';
import { TERRITORY_SHEET, territoryRow } from './territories-sheet';

/** Which of a publisher's apps. */
export type AppSelector = { only: readonly string[] } | { allExcept: readonly string[] };

export interface TerritoriesReportRow extends Omit<SelectedRow, 'itemId'> {
  /** Of the file; `null`: there is none. */
  line: number | null;
  appId: string | null;
  packageName: string | null;
}

export interface TerritoriesReport {
  applied: boolean;
  counts: { set: number; unchanged: number; refused: number };
  rows: TerritoriesReportRow[];
}

interface Row {
  line: number | null;
  row: ReadRow<TerritoriesWish>;
}

/** Selections of many apps at once, named as their publisher knows them. */
@Injectable()
export class BulkTerritories {
  constructor(
    private readonly appNames: ListAppNames,
    private readonly selections: ListSelections,
    private readonly selectMany: SelectManyTerritories,
  ) {}

  async lines(publisherId: string): Promise<CsvLine<(typeof TERRITORY_COLUMNS)[number]>[]> {
    const apps = await this.namesOf(publisherId);
    const selections = await this.selections.execute({ itemIds: apps.map(({ id }) => id) });
    return apps.map(({ id, packageName }) => {
      const selected = selections.get(id);
      return {
        package_name: packageName,
        app_id: id,
        expression: selected?.expression ?? null,
        covers_future_markets: selected?.coversFutureMarkets ?? null,
        version: selected?.version ?? 0,
      };
    });
  }

  /** @throws DomainError `rows-refused`, `too-many-apps`, and what `readCsv` throws. */
  async import(
    publisherId: string,
    file: Readable,
    apply: Apply,
    actor: AccountActor,
  ): Promise<TerritoriesReport> {
    const rows = readRows(await readCsv(file, TERRITORY_SHEET), territoryRow);
    const apps = await this.namesOf(publisherId);
    const byPackage = new Map(apps.map(({ id, packageName }) => [packageName, id]));
    const wishes = rows.map(({ line, row }) => ({
      line,
      row: row.wish === null ? row : wishOf(row.wish, byPackage),
    }));
    return this.run(publisherId, apps, wishes, apply, actor);
  }

  /** @throws DomainError `rows-refused`, `too-many-apps`. */
  async select(
    publisherId: string,
    selector: AppSelector,
    markets: MarketScopeInput,
    apply: Apply,
    actor: AccountActor,
  ): Promise<TerritoriesReport> {
    const apps = await this.namesOf(publisherId);
    const ids = 'only' in selector ? selector.only : except(apps, selector.allExcept);
    const rows = ids.map((itemId) => ({ line: null, row: { wish: { itemId, markets }, refusal: null } }));
    return this.run(publisherId, apps, rows, apply, actor);
  }

  private async run(
    publisherId: string,
    apps: readonly { id: string; packageName: string }[],
    rows: readonly Row[],
    apply: Apply,
    actor: AccountActor,
  ): Promise<TerritoriesReport> {
    const command = { publisherId, rows: rows.map(({ row }) => row), apply, actor };
    const { applied, rows: selected } = await this.selectMany.execute(command);
    const names = new Map(apps.map(({ id, packageName }) => [id, packageName]));
    const counts = countOutcomes(selected, { set: 0, unchanged: 0, refused: 0 });
    const report = selected.map(({ itemId, ...row }, place) => ({
      line: rows[place]?.line ?? null,
      appId: itemId,
      packageName: itemId === null ? null : (names.get(itemId) ?? null),
      ...row,
    }));
    return reportOrRefuse({ applied, counts, rows: report }, apply);
  }

  private async namesOf(publisherId: string) {
    const apps = await this.appNames.execute({ publisherId, most: MOST_SELECTED_AT_ONCE + 1 });
    if (apps.length <= MOST_SELECTED_AT_ONCE) return apps;
    const detail = `This takes publishers with at most ${MOST_SELECTED_AT_ONCE} apps.`;
    throw new DomainError('invalid', 'too-many-apps', detail);
  }
}

function wishOf(
  { package_name, app_id, expression, covers_future_markets, version }: z.infer<typeof territoryRow>,
  byPackage: ReadonlyMap<string, string>,
): ReadRow<TerritoriesWish> {
  const named = package_name === null ? undefined : byPackage.get(package_name);
  const refuse = (code: string, detail: string): ReadRow<TerritoriesWish> => {
    const refusal: RowRefusal = { code, detail, column: 'package_name' };
    return { wish: null, refusal };
  };
  if (package_name !== null && named === undefined)
    return refuse('app-not-found', 'The publisher has no app with this package name.');
  const itemId = app_id ?? named;
  if (itemId === undefined || (named !== undefined && named !== itemId))
    return refuse('app-ambiguous', 'package_name and app_id are those of two different apps.');
  const markets =
    expression === null || covers_future_markets === null
      ? null
      : { expression, coversFutureMarkets: covers_future_markets };
  return { wish: { itemId, markets, ifVersion: version ?? undefined }, refusal: null };
}

/** An exception that is none of the publisher's apps is a mistake that would select too much. */
function except(apps: readonly { id: string }[], ids: readonly string[]): string[] {
  const known = new Set(apps.map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) {
    const detail = `The publisher has no app ${unknown} to leave out.`;
    const errors = [{ pointer: '/apps/allExcept', code: 'app-not-found', detail }];
    throw new DomainError('invalid', 'app-not-found', detail, { errors });
  }
  return [...known].filter((id) => !ids.includes(id));
}
