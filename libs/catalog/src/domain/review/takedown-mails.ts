import type { RejectionPolicy } from './policies';
import { mail, policyLines, type ReviewMail } from './review-mails';

/** What those who have the app keep, by retention. */
const KEPT: Readonly<Record<string, string>> = {
  full: 'Those who have it keep everything.',
  'update-only': 'Those who have it keep its updates.',
  freeze: 'Those who have it keep the copy that they have.',
  revoke: 'Those who have it keep nothing of it.',
};

export function takedownMail(
  packageName: string,
  takedown: {
    markets: string;
    retention: string;
    policies: readonly RejectionPolicy[];
    message: string;
    strikeText: string | null;
  },
): ReviewMail {
  const { markets, retention, policies, message, strikeText } = takedown;
  return mail('takedown.issued', `${packageName} was taken down`, [
    `${packageName} was taken down in ${markets}, for:`,
    policyLines(policies),
    message,
    KEPT[retention] ?? '',
    ...(strikeText === null ? [] : [strikeText]),
  ]);
}

export function takedownLiftedMail(packageName: string, markets: string): ReviewMail {
  return mail('takedown.lifted', `The takedown of ${packageName} was lifted`, [
    `The takedown of ${packageName} in ${markets} was lifted. Whatever else stands against it there stays.`,
  ]);
}

export function takedownResumedMail(packageName: string, markets: string): ReviewMail {
  return mail('takedown.resumed', `The takedown of ${packageName} is in force again`, [
    `The takedown of ${packageName} in ${markets} is in force again: that it was lifted was taken back.`,
  ]);
}
