import { Injectable } from '@nestjs/common';
import { Ids, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../persistence/region-epoch';
import type { RecordedCredential } from '../../persistence/rules/credential-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';
import { requireStaff } from '../shared/require-staff';
import type { RecordCredentialCommand } from './record-credential-command';
import { WriteCredential } from './write-credential';

export type { RecordCredentialCommand } from './record-credential-command';

/**
 * Records a paper that was not checked yet.
 * @throws DomainError `role-required`, `deal-not-found`, `invalid-supersession`, and what is said of the scopes in `IssueProhibition`.
 */
@Injectable()
export class RecordCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly write: WriteCredential,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: RecordCredentialCommand): Promise<Recorded<RecordedCredential>> {
    const { actor } = command;
    requireStaff(actor, 'market-manager', 'legal', 'admin');
    const newId = command.newId ?? this.ids.next();
    return this.epoch.change({ actor, kind: 'credential.record', ids: [newId] }, (recordedAt) =>
      this.write.execute({ ...command, newId }, recordedAt),
    );
  }
}
