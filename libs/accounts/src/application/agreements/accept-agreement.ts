import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  notFound,
  systemActor,
  Transactional,
} from '@portolan/platform';
import { ChangeCredentialStatus, RecordCredential } from '@portolan/regions';
import { agreementCredential, versionInEffect } from '../../domain/agreements/agreement';
import { type Acceptance, Agreements } from '../../persistence/agreements/agreements';

export interface AcceptAgreementCommand {
  publisherId: string;
  version: number;
  /** Of the text that was read. */
  locale: string;
  /** SHA-256 of that text in UTF-8, lower-case hexadecimal: what was accepted is beyond doubt. */
  sha256: string;
  actor: AccountActor;
}

const STORE = systemActor('distribution-agreement');

/**
 * An owner accepts a version for the publisher, which issues the credential that its requirement asks for. To accept it again changes
 * nothing. One that is published may be accepted before its date, one that has been replaced no more.
 * @throws DomainError `agreement-not-found` (404), `agreement-text-differs` (422), `agreement-superseded` (409).
 */
@Injectable()
export class AcceptAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly recordCredential: RecordCredential,
    private readonly changeStatus: ChangeCredentialStatus,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  @Transactional()
  async execute({ actor, ...command }: AcceptAgreementCommand): Promise<Acceptance> {
    const { publisherId, version, locale, sha256 } = command;
    const now = this.clock.now();
    const versions = await this.agreements.versions();
    if (!versions.some((one) => one.version === version)) throw notFound('agreement', String(version));
    await this.agreements.lockPublisher(publisherId);
    const known = await this.agreements.acceptance(publisherId, version);
    if (known !== null) return known;
    if (version < (versionInEffect(versions, now) ?? 0)) {
      const detail = 'A newer version is in effect: accept that one.';
      throw new DomainError('conflict', 'agreement-superseded', detail);
    }
    const text = await this.agreements.text(version, locale);
    if (text?.sha256 !== sha256) {
      const detail = 'This is not the hash of the text of this version in this locale.';
      throw new DomainError('invalid', 'agreement-text-differs', detail);
    }
    const acceptance = { publisherId, version, locale, sha256, acceptedBy: actor.accountId, acceptedAt: now };
    await this.agreements.accept(acceptance, await this.issue(publisherId, version));
    await this.audit.record({
      actor,
      action: 'agreement.accept',
      subject: { type: 'publisher', id: publisherId },
      after: { version, locale, sha256 },
    });
    return acceptance;
  }

  /** The acceptance proves itself: nobody has to look at it before it counts. */
  private async issue(publisherId: string, version: number): Promise<string> {
    const { id } = await this.recordCredential.execute({
      type: agreementCredential(version),
      holder: { kind: 'publisher', publisherId },
      issuer: 'The store',
      items: {},
      markets: { expression: 'WORLD', coversFutureMarkets: true },
      actor: STORE,
    });
    const reason = 'Accepted by an owner.';
    await this.changeStatus.execute({ credentialId: id, status: 'verified', reason, actor: STORE });
    return id;
  }
}
