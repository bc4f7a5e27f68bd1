import { invalidRule } from '../../errors';
import { checkCategory, categoryDepth } from '../../item/category-path';
import { CompiledItemScope } from '../../item/compiled-item-scope';
import { EVERY_ITEM, type ItemScope } from '../../item/item-scope';
import { ScopeIndex } from '../../item/scope-index';
import type { MarketScope } from '../../market/market';
import { MarketIndex } from '../../market/market-index';
import { overlapOf, type Period } from '../../period';
import type { ReasonCode } from '../../rules/action';
import type { Credential, Deal } from '../../rules/credential';
import type { OfferRule } from '../../rules/offer-rule';
import type { Prohibition } from '../../rules/prohibition';
import type { Requirement } from '../../rules/requirement';
import type { RuleRows } from '../../rules/rule-rows';
import { lostBy, maskOf } from './action-mask';
import type { Compiled, CompiledAcceptance, CompiledCredential, CompiledOffer } from './compiled-rules';
import { CredentialIndex } from './credential-index';
import type { RuleSnapshot } from './rule-snapshot';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Compiles one epoch's rows. A row that cannot be understood stops the build: rules are never skipped silently.
 * @throws DomainError `invalid-market`, `invalid-market-group`, `invalid-market-scope`, `invalid-category`,
 * `invalid-prohibition`, `invalid-requirement`, `invalid-offer-rule`.
 */
export function buildSnapshot(rows: RuleRows): RuleSnapshot {
  const markets = new MarketIndex(rows.markets, rows.groups);
  const snapshot = {
    epoch: rows.epoch,
    markets,
    prohibitions: new ScopeIndex<ReturnType<typeof compileProhibition>>(),
    requirements: new ScopeIndex<ReturnType<typeof compileRequirement>>(),
    credentials: new CredentialIndex(),
    acceptances: new Map<string, CompiledAcceptance[]>(),
    offers: { publisher: new ScopeIndex<CompiledOffer>(), store: new ScopeIndex<CompiledOffer>() },
  };
  for (const row of rows.prohibitions) snapshot.prohibitions.add(row.items, compileProhibition(row, markets));
  for (const row of rows.requirements) snapshot.requirements.add(row.items, compileRequirement(row, markets));
  const deals = new Map<string, Deal[]>();
  for (const deal of rows.deals) deals.set(deal.id, [...(deals.get(deal.id) ?? []), deal]);
  for (const row of rows.credentials)
    for (const compiled of compileCredential(row, deals, markets)) snapshot.credentials.add(compiled);
  for (const row of rows.riskAcceptances) {
    const compiled = compile(row, markets);
    const known = snapshot.acceptances.get(row.requirementId);
    if (known === undefined) snapshot.acceptances.set(row.requirementId, [compiled]);
    else known.push(compiled);
  }
  for (const row of rows.offers) {
    const compiled = compileOffer(row, markets);
    snapshot.offers[row.side].add(compiled.items.scope, compiled);
  }
  return snapshot;
}

interface ScopedRow {
  readonly items: ItemScope;
  readonly markets: MarketScope;
  readonly valid: Period;
}

function compile<Row extends ScopedRow>(row: Row, markets: MarketIndex): Compiled<Row> {
  row.items.categories.forEach(checkCategory);
  row.items.exceptCategories.forEach(checkCategory);
  return {
    row,
    items: new CompiledItemScope(row.items),
    markets: markets.compile(row.markets),
    valid: row.valid,
  };
}

function compileProhibition(row: Prohibition, markets: MarketIndex) {
  if (!KEBAB.test(row.type) || row.actions.length === 0) {
    throw invalidRule(
      'invalid-prohibition',
      `Prohibition ${row.id} needs a kebab-case type and at least one action.`,
    );
  }
  const code: ReasonCode = `LEGAL.${row.type.toUpperCase().replaceAll('-', '_')}`;
  return { ...compile(row, markets), mask: maskOf(row.actions) | lostBy(row.retention), code };
}

function compileRequirement(row: Requirement, markets: MarketIndex) {
  if (row.actions.length === 0 || row.anyOf.length === 0 || row.anyOf.some((types) => types.length === 0)) {
    throw invalidRule(
      'invalid-requirement',
      `Requirement ${row.id} needs an action, and sets of credential types that are not empty.`,
    );
  }
  return { ...compile(row, markets), mask: maskOf(row.actions) };
}

function compileCredential(
  row: Credential,
  deals: ReadonlyMap<string, readonly Deal[]>,
  markets: MarketIndex,
): CompiledCredential[] {
  const compiled = compile(row, markets);
  const isVerified = row.status === 'verified';
  if (row.dealId === null) return [{ ...compiled, counts: isVerified }];
  const spans = deals.get(row.dealId);
  // The deal was called off before it began: nothing of it ever held.
  if (spans === undefined) return [{ ...compiled, counts: false }];
  const parts = spans.map((deal) => ({
    ...compiled,
    valid: overlapOf(row.valid, deal.valid),
    counts: isVerified && deal.kind !== 'assignment',
  }));
  // Where deal and paper never meet, one of them stays, so that reasons can say how near it came.
  const met = parts.filter(
    ({ valid }) => valid.from === null || valid.until === null || valid.from < valid.until,
  );
  return met.length > 0 ? met : parts.slice(-1);
}

/** An item outranks a publisher, and each category level counts one: see `OfferRule`. */
export const ITEM_RANK = 1000;
const PUBLISHER_RANK = 100;

/** @throws DomainError `invalid-offer-rule`, `invalid-category`, `invalid-market-scope`. */
export function compileOffer(row: OfferRule, markets: MarketIndex): CompiledOffer {
  if ((row.side === 'publisher' && row.publisherId === null) || row.actions.length === 0) {
    throw invalidRule(
      'invalid-offer-rule',
      `Offer rule ${row.id} needs an action, and on the publisher's side a publisher.`,
    );
  }
  const items: ItemScope = {
    ...EVERY_ITEM,
    itemIds: row.itemId === null ? [] : [row.itemId],
    publisherIds: row.publisherId === null ? [] : [row.publisherId],
    categories: row.category === null ? [] : [row.category],
  };
  const publisherRank = row.publisherId === null ? 0 : PUBLISHER_RANK;
  const categoryRank = row.category === null ? 0 : categoryDepth(row.category);
  return {
    ...compile({ ...row, items }, markets),
    row,
    mask: maskOf(row.actions),
    itemRank: row.itemId === null ? publisherRank + categoryRank : ITEM_RANK,
  };
}
