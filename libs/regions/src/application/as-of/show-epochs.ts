import { Injectable } from '@nestjs/common';
import type { Actor } from '@portolan/platform';
import type { EpochSummary } from '../../persistence/as-of/epoch-list';
import { SealedRules } from '../../persistence/change-sets/sealed-rules';
import { isLegal } from '../shared/require-staff';

/** Changes of the rules as far as their reader may know them: a rule that is kept for the role `legal` is not named to others. */
@Injectable()
export class ShowEpochs {
  constructor(private readonly sealed: SealedRules) {}

  async execute<Epoch extends EpochSummary>(epochs: readonly Epoch[], reader: Actor): Promise<Epoch[]> {
    if (isLegal(reader)) return [...epochs];
    const kept = await this.sealed.among(epochs.flatMap(({ ids }) => ids));
    return epochs.map((epoch) => ({ ...epoch, ids: epoch.ids.filter((id) => !kept.has(id)) }));
  }
}
