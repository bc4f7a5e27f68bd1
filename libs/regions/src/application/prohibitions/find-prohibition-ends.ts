import { Injectable } from '@nestjs/common';
import { ProhibitionRepository } from '../../persistence/rules/prohibition-repository';

/**
 * When prohibitions end or ended, as it is known now; null: not foreseen. One that was lifted in the moment in which it began
 * is left out.
 */
@Injectable()
export class FindProhibitionEnds {
  constructor(private readonly prohibitions: ProhibitionRepository) {}

  execute({ ids }: { ids: readonly string[] }): Promise<Map<string, Date | null>> {
    return this.prohibitions.endsOf(ids);
  }
}
