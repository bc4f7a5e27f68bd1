import { REJECTION_POLICIES, type RejectionPolicy } from './policies';

/** What the store writes to a publisher's team: plain text. Of what the publisher wrote it repeats package names alone. */
export interface ReviewMail {
  /** `<subject>.<event>`, for records. */
  kind: string;
  subject: string;
  text: string;
}

export interface MailedRelease {
  app: { packageName: string };
  release: { track: string };
  artifact: { versionCode: number };
}

export function submittedMail(release: MailedRelease): ReviewMail {
  return mail('release.submitted', `${release.app.packageName} waits for review`, [
    `${named(release)} was submitted. We write again once it is decided.`,
  ]);
}

/** `status`: what it is now; `approved` waits for its publisher's word. */
export function approvedMail(release: MailedRelease, status: string, message: string | null): ReviewMail {
  const state = status === 'approved' ? 'It waits for your word to go out.' : `It is ${status}.`;
  return mail('release.approved', `${release.app.packageName} was approved`, [
    `${named(release)} was approved. ${state}`,
    ...(message === null ? [] : [message]),
  ]);
}

export function rejectedMail(
  release: MailedRelease,
  decision: {
    policies: readonly RejectionPolicy[];
    message: string;
    strikeText: string | null;
    /** `until ...` */
    appealText: string;
  },
): ReviewMail {
  return mail('release.rejected', `${release.app.packageName} was rejected`, [
    `${named(release)} was rejected, for:`,
    policyLines(decision.policies),
    decision.message,
    ...(decision.strikeText === null ? [] : [decision.strikeText]),
    `Mend it and submit another release, or appeal once, ${decision.appealText}: somebody else decides then.`,
  ]);
}

export function policyLines(policies: readonly RejectionPolicy[]): string {
  return policies.map((policy) => `- ${policy}: ${REJECTION_POLICIES[policy]}`).join('\n');
}

export function mail(kind: string, subject: string, parts: readonly string[]): ReviewMail {
  return { kind, subject, text: `${parts.join('\n\n')}\n` };
}

function named({ app, release, artifact }: MailedRelease): string {
  return `Version code ${artifact.versionCode} of ${app.packageName} (track ${release.track})`;
}
