import type { RuleSnapshot } from '../decision/snapshot/rule-snapshot';
import type { MarketScope } from '../market/market';
import { parseMarketScope } from '../market/parse-market-scope';
import type { Instant } from '../period';
import type { FreshAction } from '../rules/action';
import type { OfferRule } from '../rules/offer-rule';
import { type PlanCell, PlanAnswers } from './plan-answers';
import type { PlanScope } from './plan-scope';

/** One rule to make, or (with `replaces`) to put in the place of another. */
export interface PlannedRule extends PlanScope {
  readonly replaces: string | null;
  readonly markets: Pick<MarketScope, 'expression' | 'coversFutureMarkets'>;
  readonly actions: readonly FreshAction[];
  readonly offered: boolean;
}

export interface PlanReach {
  readonly markets: MarketScope;
  readonly actions: readonly FreshAction[];
  readonly at: Instant;
}

/** The rules that are being written, and what the plan says with them. */
export class PlanDraftRules {
  readonly rules: PlannedRule[] = [];
  readonly before: PlanAnswers;
  private readonly removed = new Set<string>();

  constructor(
    readonly snapshot: RuleSnapshot,
    readonly cells: readonly PlanCell[],
    private readonly selection: PlanReach,
  ) {
    this.before = new PlanAnswers(snapshot, cells, selection.at);
  }

  answers(): PlanAnswers {
    const added = this.rules.map((rule, place) => this.asRule(rule, place));
    return new PlanAnswers(this.snapshot, this.cells, this.selection.at, added, this.removed);
  }

  /** The rule of the plan with this id, or the drafted one. */
  ruleOf(id: string): OfferRule | null {
    const drafted = this.rules.findIndex((_, place) => draftId(place) === id);
    const rule = this.rules[drafted];
    if (rule !== undefined) return this.asRule(rule, drafted);
    return this.snapshot.offers.store.rules.find(({ row }) => row.id === id)?.row ?? null;
  }

  /** Whether a rule names a market of these cells more closely than the selection does. */
  isNamedCloser(rule: OfferRule, places: ReadonlySet<number>): boolean {
    const { markets, at } = this.selection;
    const index = this.snapshot.markets;
    const [theirs, ours] = [index.compile(rule.markets), index.compile(markets)];
    return this.cells.some(
      ({ slot }, place) => places.has(place) && theirs.rankOf(slot, at) < ours.rankOf(slot, at),
    );
  }

  /** A rule of the same scope that says the opposite would tie with the new one, and a tie is a no: it gives way. */
  say(
    scope: PlanScope,
    offered: boolean,
    markets: PlannedRule['markets'],
    actions: readonly FreshAction[],
  ): void {
    const twins = this.snapshot.offers.store.rules
      .map(({ row }) => row)
      .filter(
        (row) =>
          !this.removed.has(row.id) &&
          row.category === scope.category &&
          row.publisherId === scope.publisherId &&
          row.itemId === scope.itemId &&
          row.markets.expression === markets.expression &&
          (row.markets.coversFutureMarkets === markets.coversFutureMarkets ||
            this.isOfMarketsAlone(markets.expression)) &&
          isRunning(row, this.selection.at),
      );
    const says = (row: OfferRule) =>
      row.offered === offered && actions.every((one) => row.actions.includes(one));
    if (twins.some(says) && twins.every((row) => row.offered === offered)) return;
    let replaces: string | null = null;
    for (const twin of twins.filter((row) => row.offered !== offered)) {
      const rest = twin.actions.filter((action) => !actions.includes(action));
      if (rest.length === twin.actions.length) continue;
      this.removed.add(twin.id);
      if (rest.length > 0)
        this.rules.push({ ...scope, replaces: twin.id, markets, actions: rest, offered: !offered });
      else if (replaces === null) replaces = twin.id;
      // A rule replaces one: a second one that gives way says the new thing itself.
      else this.rules.push({ ...scope, replaces: twin.id, markets, actions: twin.actions, offered });
    }
    this.rules.push({ ...scope, replaces, markets, actions, offered });
  }

  /** Whether markets that are added later make no difference to it. */
  private isOfMarketsAlone(expression: string): boolean {
    const markets = new Set(this.snapshot.markets.markets.map(({ code }) => code));
    return parseMarketScope(expression).every(({ code }) => markets.has(code));
  }

  private asRule({ replaces: _, ...rule }: PlannedRule, place: number): OfferRule {
    const { at } = this.selection;
    const markets = { ...rule.markets, writtenAt: at };
    return { ...rule, id: draftId(place), side: 'store', markets, valid: { from: null, until: null } };
  }

  /** Says the same as `bits` do, for a scope: at most a yes and a no for each action. `isExact`: of markets by their own codes. */
  sayAll(scope: PlanScope, bits: string, isExact = false): void {
    const { markets, actions } = this.selection;
    const codesOf = (action: FreshAction, bit: string) =>
      this.cells
        .filter((cell, place) => cell.action === action && bits[place] === bit)
        .map(({ code }) => code);
    for (const bit of ['0', '1']) {
      const byMarkets = new Map<string, FreshAction[]>();
      for (const action of actions) {
        const codes = codesOf(action, bit);
        if (codes.length === 0) continue;
        const isAll = !isExact && codes.length * actions.length === this.cells.length;
        const expression = isAll ? markets.expression : this.exactly(codes);
        byMarkets.set(expression, [...(byMarkets.get(expression) ?? []), action]);
      }
      for (const [expression, same] of byMarkets) {
        const coversFutureMarkets = expression === markets.expression && markets.coversFutureMarkets;
        this.say(scope, bit === '1', { expression, coversFutureMarkets }, same);
      }
    }
  }

  /** These markets and no others: a country would cover its subdivisions, too. */
  private exactly(codes: readonly string[]): string {
    const expression = codes.join(' + ');
    const { markets } = this.snapshot;
    const { at } = this.selection;
    const covered = markets.covered({ expression, coversFutureMarkets: false, writtenAt: at }, at);
    const others = covered.filter((code) => !codes.includes(code));
    return [expression, ...others].join(' - ');
  }
}

function draftId(place: number): string {
  return `draft ${place}`;
}

function isRunning({ valid }: OfferRule, at: Instant): boolean {
  return (valid.from === null || valid.from <= at) && valid.until === null;
}
