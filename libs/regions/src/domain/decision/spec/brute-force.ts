import type { Item } from '../../item/item';
import type { ItemScope } from '../../item/item-scope';
import type { Predicate } from '../../item/predicate';
import type { Market } from '../../market/market';
import type { Action } from '../../rules/action';
import type { OfferRule } from '../../rules/offer-rule';
import type { RuleRows } from '../../rules/rule-rows';
import type { Question } from '../decision';
import { chain, coverage, within } from './brute-force-places';

/**
 * A second reading of the design, written for nothing but plainness: no index, no bitset, no sharing with the first. It
 * names what denies (`P0@i`, `state:MARKET_CLOSED@BB`), so that the reasons are compared and not only the answer.
 */
export function bruteForce(rules: RuleRows, { item, market, action, at, entitlement }: Question): string[] {
  const place = rules.markets.find(({ code }) => code === market);
  if (place === undefined) throw new Error('unknown market');
  const found = [
    ...marketDenials(rules, place, action, at),
    ...itemDenials(rules, item, place, action, at, false),
  ];
  if (item.parent !== null) found.push(...itemDenials(rules, item.parent, place, action, at, true));
  if (!isFresh(action) && entitlement?.status !== 'active') found.push('entitlement');
  return found.sort();
}

const isFresh = (action: Action) => action === 'list' || action === 'acquire';

/** 1 yes, 0 no, 0.5 not known: `and` is the least, `or` the greatest, `not` the complement. */
function truth(predicate: Predicate, item: Item): number {
  if (predicate.op === 'not') return 1 - truth(predicate.of, item);
  if ('of' in predicate) {
    const parts = predicate.of.map((part) => truth(part, item));
    return predicate.op === 'and' ? Math.min(...parts) : Math.max(...parts);
  }
  if (predicate.op === 'in') throw new Error('in is not generated');
  const value = item.attributes[predicate.attribute];
  if (value === undefined) return 0.5;
  if (predicate.op === 'eq') return value === predicate.value ? 1 : 0;
  if (predicate.op === 'contains') return (value as string[]).includes(predicate.value) ? 1 : 0;
  if (predicate.op === 'lt') return (value as number) < predicate.value ? 1 : 0;
  if (predicate.op === 'gte') return (value as number) >= predicate.value ? 1 : 0;
  throw new Error(`${predicate.op} is not generated`);
}

function matches(scope: ItemScope, item: Item): number {
  const below = (category: string) => `${item.category}/`.startsWith(`${category}/`);
  const named =
    (scope.kinds.length === 0 || scope.kinds.some((kind) => kind === item.kind)) &&
    (scope.categories.length === 0 || scope.categories.some(below)) &&
    !scope.exceptCategories.some(below) &&
    (scope.publisherIds.length === 0 || scope.publisherIds.some((id) => id === item.publisherId)) &&
    (scope.itemIds.length === 0 || scope.itemIds.some((id) => id === item.id));
  return !named ? 0 : scope.where === null ? 1 : truth(scope.where, item);
}

function hasCredential(
  rules: RuleRows,
  type: string,
  standards: string[],
  item: Item,
  market: Market,
  at: number,
): boolean {
  return rules.credentials.some((one) => {
    const deals = rules.deals.filter(({ id }) => id === one.dealId);
    return (
      one.type === type &&
      one.status === 'verified' &&
      within(one.valid, at) &&
      (one.dealId === null || deals.some((deal) => deal.kind !== 'assignment' && within(deal.valid, at))) &&
      (one.holder.kind === 'operator' || one.holder.publisherId === item.publisherId) &&
      matches(one.items, item) === 1 &&
      coverage(rules, one.markets, market, at) !== null &&
      standards.every((standard) => one.standards === null || one.standards.includes(standard))
    );
  });
}

function takenBy(retention: string, action: Action): boolean {
  if (retention === 'full') return false;
  return retention === 'update-only' ? action === 'redownload' || action === 'renew' : !isFresh(action);
}

function marketDenials(rules: RuleRows, market: Market, action: Action, at: number): string[] {
  return chain(rules, market).flatMap((place) => {
    const begun = place.statuses.filter(({ from }) => (from ?? -1) <= at);
    begun.sort((a, b) => (b.from ?? -1) - (a.from ?? -1));
    const status = begun[0]?.status ?? 'planned';
    if (status === 'open' || (status === 'suspended' && (action === 'update' || action === 'redownload')))
      return [];
    return [`market:${status}@${place.code}`];
  });
}

function itemDenials(
  rules: RuleRows,
  item: Item,
  market: Market,
  action: Action,
  at: number,
  asParent: boolean,
): string[] {
  const denials: string[] = [];
  for (const rule of rules.prohibitions) {
    const acts = isFresh(action)
      ? rule.actions.some((one) => one === action)
      : takenBy(rule.retention, action);
    if (!acts || !within(rule.valid, at) || matches(rule.items, item) === 0) continue;
    if (coverage(rules, rule.markets, market, at) === null) continue;
    const type = rule.exemptingCredentialType;
    if (type === null || !hasCredential(rules, type, [], item, market, at))
      denials.push(`${rule.id}@${item.id}`);
  }
  for (const rule of rules.requirements) {
    if (!rule.actions.includes(action) || rule.enforcement === 'advisory') continue;
    if (!within(rule.valid, at) || matches(rule.items, item) === 0) continue;
    if (coverage(rules, rule.markets, market, at) === null) continue;
    const used = item.attributes['standards'] as string[] | undefined;
    const needed = rule.standards.filter((standard) => used === undefined || used.includes(standard));
    if (rule.standards.length > 0 && needed.length === 0) continue;
    if (
      rule.anyOf.some((types) => types.every((type) => hasCredential(rules, type, needed, item, market, at)))
    )
      continue;
    const accepted = rules.riskAcceptances.some(
      (one) =>
        one.requirementId === rule.id &&
        within(one.valid, at) &&
        matches(one.items, item) === 1 &&
        coverage(rules, one.markets, market, at) !== null,
    );
    if (!(rule.enforcement === 'risk-gated' && accepted)) denials.push(`${rule.id}@${item.id}`);
  }
  if (isFresh(action)) denials.push(...offerDenials(rules, item, market, action, at));
  denials.push(...factDenials(rules, item, market, action, at, asParent).map((fact) => `${fact}@${item.id}`));
  return denials;
}

function offerDenials(rules: RuleRows, item: Item, market: Market, action: Action, at: number): string[] {
  return ['publisher', 'store'].flatMap((side) => {
    const ranked = rules.offers.flatMap((rule) => {
      const distance = coverage(rules, rule.markets, market, at);
      const applies =
        rule.side === side &&
        rule.actions.some((one) => one === action) &&
        within(rule.valid, at) &&
        (rule.itemId === null || rule.itemId === item.id) &&
        (rule.publisherId === null || rule.publisherId === item.publisherId) &&
        (rule.category === null || `${item.category}/`.startsWith(`${rule.category}/`));
      return applies && distance !== null ? [{ rule, about: itemRank(rule), where: -distance }] : [];
    });
    const best = ranked.filter(
      (a) =>
        !ranked.some(
          (b) => b.about >= a.about && b.where >= a.where && (b.about > a.about || b.where > a.where),
        ),
    );
    const yes = best.some(({ rule }) => rule.offered);
    const no = best.some(({ rule }) => !rule.offered);
    if (yes && !no) return [];
    return [`${side}:${yes ? 'ambiguous' : 'no'}@${item.id}`];
  });
}

function itemRank({ itemId, publisherId, category }: OfferRule): number {
  if (itemId !== null) return 1e6;
  return (publisherId === null ? 0 : 1e3) + (category === null ? 0 : category.split('/').length);
}

/** Hours that these zones are ahead of UTC, for ever. */
const AHEAD: Readonly<Record<string, number>> = { 'Etc/UTC': 0, 'Etc/GMT-1': 1, 'Etc/GMT+1': -1 };

function launchedAt({ time }: NonNullable<Item['facts']['launch']>, { zone }: Market): number {
  if (time.kind === 'instant') return time.at;
  const ahead = AHEAD[zone];
  if (ahead === undefined) throw new Error(`no offset for ${zone}`);
  return Date.parse(`${time.at}Z`) - ahead * 3_600_000;
}

function factDenials(
  rules: RuleRows,
  item: Item,
  market: Market,
  action: Action,
  at: number,
  asParent: boolean,
): string[] {
  const { published, withdrawn, launch, free, prices } = item.facts;
  const denials: string[] = [];
  if (item.kind === 'in-app-product' && item.parent === null) denials.push('orphan');
  if (!published) denials.push('unpublished');
  if (
    withdrawn !== null &&
    withdrawn.since <= at &&
    (isFresh(action) || takenBy(withdrawn.retention, action))
  )
    denials.push('withdrawn');
  if (launch !== null && at < launchedAt(launch, market)) {
    const open =
      launch.before === 'embargo'
        ? []
        : launch.before === 'announce' || asParent
          ? ['list']
          : ['list', 'acquire'];
    if (!open.includes(action)) denials.push('launch');
  }
  const lineage = chain(rules, market).map(({ code }) => code);
  const tender = market.currencies.filter((one) => within(one, at)).map(({ currency }) => currency);
  const priced = prices.some(
    (one) => (one.market === null || lineage.includes(one.market)) && tender.includes(one.currency),
  );
  if (free !== true && !priced && (isFresh(action) || action === 'renew')) denials.push('price');
  return denials;
}
