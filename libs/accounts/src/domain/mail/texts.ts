/** What the store writes to people: plain, short, and nothing in it that a stranger could have written but names. */
export interface MailText {
  subject: string;
  text: string;
}

/** How a message tells its reader to go on: the address of a page, or the code itself where the store has no pages. */
export type SecretWords = (
  purpose: 'verify-email' | 'reset-password' | 'invitation',
  token: string,
) => string;

/** `pageUrl`: the address of the store's account pages; null: there are none. The token stands behind `#`, so that it is in no log. */
export function secretWords(pageUrl: string | null, apiUrl: string): SecretWords {
  const routes = {
    'verify-email': '/v1/auth/email/verify',
    'reset-password': '/v1/auth/password/reset',
    invitation: '/v1/auth/invitations/accept',
  };
  return (purpose, token) =>
    pageUrl === null
      ? `Code: ${token}\n(for POST ${apiUrl}${routes[purpose]})`
      : `${pageUrl.replace(/\/$/, '')}/${purpose}#${token}`;
}

const IGNORE = 'If this was not you, you need not do anything.';
const ALARM =
  'If this was not you: reset your password at once, which signs everybody out, and tell the store.';

export function verifyEmailText(words: string): MailText {
  return {
    subject: 'Confirm your e-mail address',
    text: lines('Somebody registered with this address. To confirm that it is yours:', words, IGNORE),
  };
}

export function resetPasswordText(words: string): MailText {
  return {
    subject: 'Set a new password',
    text: lines('Somebody asked for a new password. Within an hour:', words, IGNORE),
  };
}

export function invitationText(invitation: { publisher: string; by: string; words: string }): MailText {
  const { publisher, by, words } = invitation;
  return {
    subject: `Invitation to the team of ${publisher}`,
    text: lines(`${by} invites you to the team of "${publisher}". Within a week:`, words, IGNORE),
  };
}

export interface NewAgreement {
  publisher: string;
  version: number;
  effectiveAt: Date;
  /** From then on it is needed. */
  enforcedAt: Date;
  now: Date;
  /** The address of the API. */
  api: string;
}

/** To a publisher that has accepted an older version of the distribution agreement. */
export function newAgreementText(agreement: NewAgreement): MailText {
  const { publisher, version, effectiveAt, enforcedAt, now, api } = agreement;
  const from = (date: Date): string => `${date <= now ? 'since' : 'from'} ${date.toISOString()}`;
  return {
    subject: `A new distribution agreement (version ${version})`,
    text: lines(
      `Version ${version} of the distribution agreement holds ${from(effectiveAt)}.`,
      `"${publisher}" has accepted an older one. The new one is needed ${from(enforcedAt)}: without it apps of "${publisher}" are not offered. What people have keeps its updates.`,
      `To read it: ${api}/v1/agreements. An owner accepts it.`,
    ),
  };
}

/** What somebody is told about their own account, because it could have been somebody else. */
export const NOTICES = {
  'password.changed': 'Your password was changed, and all other sessions were ended.',
  'password.reset': 'Your password was set anew by mail, and all sessions were ended.',
  'session.reused':
    'An old key of a session was used a second time. One of two holders is a thief: the session was ended.',
  'factor.added': 'A second factor was added to your account.',
  'factor.removed': 'A second factor was removed from your account.',
  'recovery.used': 'A recovery code of your account was used.',
  'recovery.made': 'New recovery codes were made for your account; the old ones are void.',
  'team.joined': 'You were taken into the team of a publisher.',
  'machine.key': 'A key that publishes without a person was made for a publisher that you own.',
} as const;
export type Notice = keyof typeof NOTICES;

/** `about` names what it concerns, e.g. a publisher. */
export function noticeText(notice: Notice, at: Date, about: string | null): MailText {
  return {
    subject: 'Security of your account',
    text: lines(NOTICES[notice], ...(about === null ? [] : [about]), `Time: ${at.toISOString()}`, ALARM),
  };
}

function lines(...parts: string[]): string {
  return `${parts.join('\n\n')}\n`;
}
