import type { Instant, RuleRows } from '../../../../domain';
import { REVERTED, rest, running } from '../remaining';
import type { PlaceEdit } from './place-edit';

/**
 * Part of `InverseEdits`. A group or a market that was added stays: alone it opens nothing, and its code is never given again.
 * Who joined leaves again, from when that is done or, if that comes later, from the day they were to join.
 */
export function inversePlaceEdits(edit: PlaceEdit, before: RuleRows, now: Instant): PlaceEdit[] | null {
  switch (edit.do) {
    case 'create-market-group':
    case 'add-market':
      return [];
    case 'add-group-member': {
      const { group, market, valid } = edit;
      // What is over has become history, and stays.
      if (valid?.until && valid.until.getTime() <= now) return null;
      return [{ do: 'end-group-member', group, market, reason: REVERTED }];
    }
    case 'end-group-member': {
      const { group, market } = edit;
      const at = edit.from?.getTime() ?? now;
      const spans = before.groups.find(({ code }) => code === group)?.members ?? [];
      const ended = running(
        spans.filter((span) => span.market === market).map((valid) => ({ valid })),
        Math.max(at, now),
      );
      return ended.map(({ valid: { from, until } }) => ({
        do: 'add-group-member',
        group,
        market,
        valid: rest({ from: Math.max(from ?? at, at), until }, now),
        reason: REVERTED,
      }));
    }
    case 'succeed-market': {
      const { market } = edit;
      const successors = before.markets.find(({ code }) => code === market)?.successors ?? [];
      const [first] = successors;
      return [
        {
          do: 'succeed-market',
          market,
          successors: successors.map((one) => one.market),
          ...(first && { from: new Date(first.from) }),
          reason: REVERTED,
        },
      ];
    }
  }
}
