import { Injectable } from '@nestjs/common';
import { ChangeSetRepository } from '../../persistence/change-sets/change-set-repository';
import { ProhibitionRepository } from '../../persistence/rules/prohibition-repository';

/** What became of a prohibition. */
export interface ProhibitionEnd {
  /** Null: not foreseen. */
  until: Date | null;
  /** Itself and what came back for it, each with its end. */
  standing: { id: string; until: Date | null }[];
}

/**
 * When prohibitions end or ended, as it is known now; null: not foreseen. One that was lifted and came back, because the lifting
 * was taken back, ends when what stands in its place does. One that was lifted in the moment in which it began is left out.
 */
@Injectable()
export class FindProhibitionEnds {
  constructor(
    private readonly prohibitions: ProhibitionRepository,
    private readonly sets: ChangeSetRepository,
  ) {}

  async execute({ ids }: { ids: readonly string[] }): Promise<Map<string, ProhibitionEnd>> {
    const restored = await this.sets.restoredFor(ids);
    const known = await this.prohibitions.endsOf([...ids, ...restored.map(({ id }) => id)]);
    const ends = new Map<string, ProhibitionEnd>();
    for (const { ended, id } of [...ids.map((one) => ({ ended: one, id: one })), ...restored]) {
      const until = known.get(id);
      if (until === undefined) continue;
      const found = ends.get(ended) ?? { until, standing: [] };
      found.standing.push({ id, until });
      if (until === null || (found.until !== null && found.until < until)) found.until = until;
      ends.set(ended, found);
    }
    return ends;
  }
}
