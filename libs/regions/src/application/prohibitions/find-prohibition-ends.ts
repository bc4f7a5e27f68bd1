import { Injectable } from '@nestjs/common';
import { ChangeSetRepository } from '../../persistence/change-sets/change-set-repository';
import { ProhibitionRepository } from '../../persistence/rules/prohibition-repository';

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

  async execute({ ids }: { ids: readonly string[] }): Promise<Map<string, Date | null>> {
    const restored = await this.sets.restoredFor(ids);
    const known = await this.prohibitions.endsOf([...ids, ...restored.map(({ id }) => id)]);
    const ends = new Map<string, Date | null>();
    for (const { ended, id } of [...ids.map((one) => ({ ended: one, id: one })), ...restored]) {
      const end = known.get(id);
      if (end === undefined) continue;
      const sooner = ends.get(ended);
      if (sooner === undefined || end === null || (sooner !== null && sooner < end)) ends.set(ended, end);
    }
    return ends;
  }
}
