import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import type { CredentialStatus } from '../../domain';
import { CredentialRepository, type RecordedCredential } from '../../persistence/rules/credential-repository';
import type { Recorded } from '../../persistence/rules/rule-repository';

export interface ListCredentialsQuery extends PageRequest {
  type?: string | undefined;
  status?: CredentialStatus | undefined;
  publisherId?: string | undefined;
}

/** Newest first; a credential whose status changed in the world has one entry for each span. */
@Injectable()
export class ListCredentials {
  constructor(private readonly credentials: CredentialRepository) {}

  execute(query: ListCredentialsQuery): Promise<Page<Recorded<RecordedCredential>>> {
    return this.credentials.list(
      {
        where: `($1::text IS NULL OR t.type = $1) AND ($2::text IS NULL OR t.status = $2)
            AND ($3::uuid IS NULL OR t.holder_publisher_id = $3)`,
        parameters: [query.type ?? null, query.status ?? null, query.publisherId ?? null],
      },
      query,
    );
  }
}
