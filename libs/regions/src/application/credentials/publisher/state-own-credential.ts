import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Transactional } from '@portolan/platform';
import { RegionEpoch } from '../../../persistence/region-epoch';
import {
  CredentialRepository,
  type RecordedCredential,
} from '../../../persistence/rules/credential-repository';
import type { Recorded } from '../../../persistence/rules/rule-repository';
import type { RecordCredentialCommand } from '../record-credential-command';
import { WriteCredential } from '../write-credential';

export interface StateOwnCredentialCommand extends Pick<
  RecordCredentialCommand,
  'type' | 'issuer' | 'number' | 'markets'
> {
  publisherId: string;
  /** `draft` where a paper has to be sent first. */
  status: 'draft' | 'submitted';
  actor: AccountActor;
}

/**
 * A publisher says something of itself that there is one truth about: its address, its trader status. What it said before and
 * nobody has checked is withdrawn; what was verified counts until staff verify this. All changes of rules take turns, so that
 * there is one unchecked credential of a type at most.
 * @throws DomainError what `RecordCredential` throws of scopes.
 */
@Injectable()
export class StateOwnCredential {
  constructor(
    private readonly epoch: RegionEpoch,
    private readonly credentials: CredentialRepository,
    private readonly write: WriteCredential,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: StateOwnCredentialCommand): Promise<Recorded<RecordedCredential>> {
    const { publisherId, type, actor } = command;
    const change = { actor, kind: 'credential.state', ids: [publisherId] };
    return this.epoch.change(change, async (recordedAt) => {
      const own = { publisherId, type };
      for (const id of await this.credentials.idsOf(own, ['draft', 'submitted', 'rejected'])) {
        const [before] = await this.credentials.takeBack(id, recordedAt);
        const subject = { type: 'credential', id };
        await this.audit.record({ actor, action: 'credential.withdrawn', subject, before });
      }
      const [supersedes = null] = await this.credentials.idsOf(own, ['verified', 'suspended']);
      const holder = { kind: 'publisher', publisherId } as const;
      return this.write.execute({ ...command, holder, items: {}, supersedes }, recordedAt);
    });
  }
}
