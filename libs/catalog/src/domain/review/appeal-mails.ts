import { mail, type ReviewMail } from './review-mails';
import { STRIKE_POLICY } from './strike-policy';

type Against = 'rejection' | 'strike';

export function appealedMail(packageName: string, against: Against): ReviewMail {
  return mail('appeal.filed', `Your appeal about ${packageName} was received`, [
    `The appeal against the ${against} was received. Somebody decides who did not decide before.`,
  ]);
}

/** That staff took a strike back. `active`: those that count still. */
export function strikeLiftedMail(
  packageName: string,
  { message, active }: { message: string; active: number },
): ReviewMail {
  return mail('strike.lifted', `A strike for ${packageName} was taken back`, [
    `A strike for ${packageName} does not count any more. ${active} of ${STRIKE_POLICY.limit} count now.`,
    message,
  ]);
}

/** What became of an appeal, and of the thing that it was against. */
export function appealDecidedMail(
  packageName: string,
  {
    against,
    outcome,
    answer,
    underReview,
  }: {
    against: Against;
    outcome: 'granted' | 'denied';
    answer: string;
    /** Whether the release of a granted appeal is under review again. */
    underReview: boolean;
  },
): ReviewMail {
  const after = {
    denied: `The ${against} stays.`,
    granted:
      against === 'strike'
        ? 'The strike is lifted.'
        : underReview
          ? 'The rejection is void, and the release is under review again.'
          : 'The rejection is void. A newer release has taken its place, which stays as it is.',
  }[outcome];
  return mail(`appeal.${outcome}`, `Your appeal about ${packageName} was ${outcome}`, [after, answer]);
}
