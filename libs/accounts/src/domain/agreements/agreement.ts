/** A version of the distribution agreement, as far as dates go. Versions are numbered from 1. */
export interface AgreementDates {
  version: number;
  effectiveAt: Date;
  /** Effective date and grace period: from then on it is asked for. Later than that of the version before. */
  enforcedAt: Date;
}

/** The credential that a publisher has by accepting a version. */
export function agreementCredential(version: number): string {
  return `distribution-agreement.v${version}`;
}

/** What is asked for because of a version, from when to when. */
export interface AgreementDemand {
  version: number;
  from: Date;
  /** Null: until there is a newer version. */
  until: Date | null;
  /** Any one of them. */
  credentials: string[];
}

/**
 * What is asked for from now on: each version until the next one takes its place, and whoever has accepted a newer one need not
 * accept the older. What is over is left out.
 * @param versions in their order
 */
export function demandsOf(versions: readonly AgreementDates[], now: Date): AgreementDemand[] {
  return versions
    .map(({ version, enforcedAt }, index) => ({
      version,
      from: enforcedAt,
      until: versions[index + 1]?.enforcedAt ?? null,
      credentials: versions.slice(index).map((one) => agreementCredential(one.version)),
    }))
    .filter(({ until }) => until === null || until > now);
}

/** The version that holds now: the newest that has come into effect. Null before the first. */
export function versionInEffect(versions: readonly AgreementDates[], now: Date): number | null {
  return versions.filter(({ effectiveAt }) => effectiveAt <= now).at(-1)?.version ?? null;
}
