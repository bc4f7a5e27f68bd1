import { Injectable } from '@nestjs/common';
import { Clock, notFound, type Page, type PageRequest } from '@portolan/platform';
import { versionInEffect } from '../../domain/agreements/agreement';
import {
  type Acceptance,
  Agreements,
  type AgreementText,
  type VersionRow,
} from '../../persistence/agreements/agreements';

/** A version as a publisher sees it. */
export interface OwnAgreement extends VersionRow {
  /** Null: not accepted. */
  acceptance: Acceptance | null;
  /** Whether it is in effect, or will be, and an owner should accept it. */
  pending: boolean;
}

/** Versions of the distribution agreement, their texts, and who accepted them. Who may ask is the caller's question. */
@Injectable()
export class ReadAgreements {
  constructor(
    private readonly agreements: Agreements,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  versions(page: PageRequest): Promise<Page<VersionRow>> {
    return this.agreements.listVersions(page);
  }

  /** @throws DomainError `agreement-not-found` (404), also in a locale that it does not have. */
  async text({ version, locale }: { version: number; locale: string }): Promise<AgreementText> {
    const text = await this.agreements.text(version, locale);
    if (text === null) throw notFound('agreement', `${version} in ${locale}`);
    return text;
  }

  /** Newest first. Whoever has accepted a newer version need not accept an older one. */
  async ofPublisher(publisherId: string, request: PageRequest): Promise<Page<OwnAgreement>> {
    const all = await this.agreements.versions();
    const inEffect = versionInEffect(all, this.clock.now()) ?? 0;
    const accepted = await this.agreements.acceptancesOf(
      publisherId,
      all.map(({ version }) => version),
    );
    const newest = Math.max(0, ...accepted.keys());
    const page = await this.agreements.listVersions(request);
    return {
      ...page,
      data: page.data.map((row) => ({
        ...row,
        acceptance: accepted.get(row.version) ?? null,
        pending: row.version >= inEffect && row.version > newest,
      })),
    };
  }

  /** By publisher. @throws DomainError `agreement-not-found` (404). */
  async acceptances(version: number, page: PageRequest): Promise<Page<Acceptance>> {
    const all = await this.agreements.versions();
    if (!all.some((one) => one.version === version)) throw notFound('agreement', String(version));
    return this.agreements.listAcceptances(version, page);
  }
}
