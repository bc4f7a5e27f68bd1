import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Atlas, FreshAction } from '../../domain';
import { type LiveAnswers, LiveAtlas } from './live-atlas';

export interface AvailableItemsQuestion {
  /** A market's code. */
  market: string;
  action: FreshAction;
}

/** The items that may be shown or bought now. Holds for one answer: ask again for the next request. */
export interface AvailableItemsAnswer {
  readonly epoch: number;
  /** For ETags: two answers with one revision are equal. Says nothing about what is not in them. */
  readonly revision: string;
  readonly ids: readonly string[];
  has(itemId: string): boolean;
}

/**
 * What may be listed in a market: the one source of lists, search, charts, facets and counts. A committed change is seen by
 * the next call, and dates in the rules take effect at their instant. The answers are those of the atlas; the ids of a market
 * are written out once for each atlas, which grows with the items.
 */
@Injectable()
export class AvailableItems {
  private atlas: Atlas | null = null;
  private readonly answers = new Map<string, AvailableItemsAnswer>();

  constructor(private readonly live: LiveAtlas) {}

  /** @throws DomainError `unknown-market`. */
  async execute({ market, action }: AvailableItemsQuestion): Promise<AvailableItemsAnswer> {
    const live = await this.live.now();
    const { slot } = live.rules.snapshot.markets.market(market);
    if (this.atlas !== live.atlas) this.answers.clear();
    this.atlas = live.atlas;
    const key = `${action} ${slot}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = answerOf(live, slot, action);
    this.answers.set(key, answer);
    return answer;
  }
}

function answerOf({ atlas, mark }: LiveAnswers, slot: number, action: FreshAction): AvailableItemsAnswer {
  const ids: string[] = [];
  for (let position = 0; position < atlas.size; position++) {
    if (atlas.may(action, slot, position)) ids.push(atlas.idOf(position));
  }
  const revision = createHash('sha256').update(mark).digest('base64url').slice(0, 16);
  const has = (itemId: string): boolean => atlas.may(action, slot, atlas.positionOf(itemId));
  return { epoch: atlas.epoch, revision, ids: ids.sort(), has };
}
