import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor } from '@portolan/platform';
import { type Atlas, type Market, Touched } from '../../../domain';
import { isLegal } from '../../shared/require-staff';
import type { Comparison, RuleDiff } from '../edits/compare-rules';
import type { AffectedHolders, HoldersAffected, StillClosed } from './effects';
import { type HeldItem, HoldersOf } from './holders-of';
import { stillClosed } from './still-closed';

/** What a person looks at before agreeing. */
export interface Effects extends RuleDiff {
  /** `legal`: the edits are about what is kept for that role. */
  visibility: 'staff' | 'legal';
  stillClosed: StillClosed;
  /** `null`: nobody here knows who has what. */
  holders: HoldersAffected | null;
}

const KEPT = ['redownload', 'update'] as const;
/** More pairs of item and market than this are not asked about. */
const MOST_PAIRS = 1_000;
const MOST_NAMED = 5_000;
const FIRST = 20;

/** Adds to a comparison what stays closed and who has what is lost. */
@Injectable()
export class DescribeEffects {
  constructor(@Optional() @Inject(HoldersOf) private readonly holdersOf: HoldersOf | null = null) {}

  async execute({ diff, before, after }: Comparison, visibility: Effects['visibility']): Promise<Effects> {
    const touched = Touched.between(before, after);
    const { markets } = after.rules.markets;
    return {
      ...diff,
      visibility,
      stillClosed: stillClosed(after.atlas, touched, markets),
      holders: await this.holders(before.atlas, after.atlas, touched, markets),
    };
  }

  private async holders(
    before: Atlas,
    after: Atlas,
    touched: Touched,
    markets: readonly Market[],
  ): Promise<HoldersAffected | null> {
    if (this.holdersOf === null) return null;
    const slots = new Map(
      markets.filter(({ slot }) => touched.masks.has(slot)).map(({ code, slot }) => [code, slot]),
    );
    const named = touched.positions(MOST_NAMED)?.map((position) => after.idOf(position)) ?? null;
    if (slots.size === 0 || named?.length === 0) return { lost: 0, gained: 0, isComplete: true, first: [] };
    const held = await this.holdersOf.count({
      markets: [...slots.keys()],
      itemIds: named,
      limit: MOST_PAIRS + 1,
    });
    const isTouched = ({ itemId, market }: HeldItem) =>
      touched.has(slots.get(market) ?? -1, after.positionOf(itemId));
    const changes = held
      .slice(0, MOST_PAIRS)
      .filter(isTouched)
      .map((pair) => changesOf(before, after, pair));
    const sum = (change: AffectedHolders['change']) =>
      changes.reduce((total, list) => total + (list.find((one) => one.change === change)?.holders ?? 0), 0);
    return {
      lost: sum('lost'),
      gained: sum('gained'),
      isComplete: held.length <= MOST_PAIRS,
      first: changes.flat().slice(0, FIRST),
    };
  }
}

function changesOf(before: Atlas, after: Atlas, { itemId, market, holders }: HeldItem): AffectedHolders[] {
  const position = after.positionOf(itemId);
  return KEPT.flatMap((action) => {
    const may = (atlas: Atlas) => atlas.decide(position, market, action, { status: 'active' }).allowed;
    const [was, is] = [may(before), may(after)];
    return was === is ? [] : [{ itemId, market, action, change: is ? 'gained' : 'lost', holders }];
  });
}

/**
 * As far as a member of staff may know it: what is kept for the role `legal` is left out of the reasons, and of the effects of edits
 * about it remain the sums of today.
 */
export function shownEffects(effects: Effects, reader: Actor): Effects {
  if (isLegal(reader)) return effects;
  const { stillClosed: closed, holders } = effects;
  if (effects.visibility === 'staff') {
    const reasons = closed.reasons.filter(({ visibility }) => visibility !== 'legal');
    return { ...effects, stillClosed: { ...closed, reasons } };
  }
  const unnamed = { counts: [], firstGained: [], firstLost: [] };
  return {
    ...effects,
    ...unnamed,
    // When an order begins and ends is part of it; so is that it has no such day.
    later: [],
    isLaterComplete: false,
    firstTurn: null,
    stillClosed: { ...closed, reasons: [] },
    holders: holders && { ...holders, first: [] },
  };
}
