import { Injectable } from '@nestjs/common';
import {
  type AccountActor,
  AuditLog,
  Clock,
  DomainError,
  Ids,
  JobQueue,
  systemActor,
  Transactional,
} from '@portolan/platform';
import { PutRequirement } from '@portolan/regions';
import { createHash } from 'node:crypto';
import { type AgreementDates, demandsOf } from '../../domain/agreements/agreement';
import { Agreements, type StoredVersion, type VersionRow } from '../../persistence/agreements/agreements';
import { ANNOUNCE_AGREEMENTS } from './announce-agreements';

export interface PublishAgreementCommand {
  actor: AccountActor;
  /** By locale, 1..10 of them; each 1..90,000 characters. */
  texts: Readonly<Record<string, string>>;
  /** Default: now. Not before now, later than that of the version before, and within ten years. */
  effectiveAt?: Date | undefined;
  /** 0..365: so long after the effective date it is not asked for yet. */
  graceDays: number;
}

const DAY_MS = 86_400_000;
const MOST_AHEAD_MS = 3_653 * DAY_MS;
/** The rules follow from the version: what stands in the log is who published it. */
const STORE = systemActor('distribution-agreement');

/**
 * Publishes the next version of the distribution agreement. When its grace is over, apps of publishers that have not accepted it are not
 * offered any more: a requirement of regions, like any other. Nothing opens by it, so that one person does it: the version before is
 * asked for until then, or this one instead of it.
 * @throws DomainError `agreement-dates-invalid` (422), `agreement-published-meanwhile` (409).
 */
@Injectable()
export class PublishAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly putRequirement: PutRequirement,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly jobs: JobQueue,
  ) {}

  @Transactional()
  async execute({ actor, texts, ...command }: PublishAgreementCommand): Promise<VersionRow> {
    const now = this.clock.now();
    const versions = await this.agreements.versions();
    const effectiveAt = command.effectiveAt ?? now;
    const version: StoredVersion = {
      version: (versions.at(-1)?.version ?? 0) + 1,
      effectiveAt,
      enforcedAt: new Date(effectiveAt.getTime() + command.graceDays * DAY_MS),
      requirementId: this.ids.next(),
    };
    checkDates(version, versions.at(-1), now);
    const written = Object.entries(texts).map(([locale, body]) => {
      return { locale, body, sha256: createHash('sha256').update(body, 'utf8').digest('hex') };
    });
    await this.agreements.add(version, written, { publishedBy: actor.accountId, publishedAt: now });
    await this.demand([...versions, version], now);
    const { requirementId: _, ...dates } = version;
    const row = { ...dates, texts: written.map(({ locale, sha256 }) => ({ locale, sha256 })) };
    const subject = { type: 'agreement', id: String(version.version) };
    await this.audit.record({ actor, action: 'agreement.publish', subject, after: row });
    await this.jobs.add(ANNOUNCE_AGREEMENTS, {});
    return row;
  }

  private async demand(versions: readonly StoredVersion[], now: Date): Promise<void> {
    const newest = versions.at(-1)?.version;
    for (const { version, from, until, credentials } of demandsOf(versions, now)) {
      const id = versions.find((one) => one.version === version)?.requirementId ?? '';
      await this.putRequirement.execute({
        ...(version === newest ? { newId: id } : { requirementId: id }),
        items: { kinds: ['app'] },
        markets: { expression: 'WORLD', coversFutureMarkets: true },
        actions: ['list', 'acquire'],
        valid: { from, until },
        anyOf: credentials.map((type) => [type]),
        enforcement: 'blocking',
        missingCode: 'PUBLISHER.AGREEMENT_PENDING',
        legalBasis: `Distribution agreement, version ${version}`,
        actor: STORE,
      });
    }
  }
}

function checkDates(version: AgreementDates, before: AgreementDates | undefined, now: Date): void {
  const isLater =
    before === undefined ||
    (version.effectiveAt > before.effectiveAt && version.enforcedAt > before.enforcedAt);
  const isSoon = version.effectiveAt.getTime() - now.getTime() < MOST_AHEAD_MS;
  if (version.effectiveAt >= now && isSoon && isLater) return;
  throw new DomainError(
    'invalid',
    'agreement-dates-invalid',
    'A version comes into effect, and is asked for, later than the one before, not in the past and within ten years.',
  );
}
