import { DomainError } from '@portolan/platform';

/** How many characters a password has, both inclusive. */
export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

/** Words that begin most lists of stolen passwords; with digits and signs around them they are as easy to guess. */
const COMMON_WORDS = new Set([
  'password',
  'passwort',
  'passw',
  'qwerty',
  'qwertyuiop',
  'qwertz',
  'azerty',
  'asdfghjkl',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'changeme',
  'portolan',
]);

const FEWEST_DISTINCT = 5;
const SHORTEST_NAME_PART = 4;

/**
 * Refuses passwords that a guesser tries first. Length does most of the work (NIST SP 800-63B); there is no rule
 * about kinds of characters.
 * @throws DomainError `password-too-weak` (422).
 */
export function checkPassword(password: string, email: string): void {
  const weakness = findWeakness(password, email);
  if (weakness === null) return;
  throw new DomainError('invalid', 'password-too-weak', `The password ${weakness}.`, {
    errors: [{ pointer: '/password', code: 'password-too-weak', detail: `It ${weakness}.` }],
  });
}

function findWeakness(password: string, email: string): string | null {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.least) return `is shorter than ${PASSWORD_LENGTH.least} characters`;
  if (length > PASSWORD_LENGTH.most) return `is longer than ${PASSWORD_LENGTH.most} characters`;
  const lower = password.toLowerCase();
  const name = email.slice(0, email.indexOf('@'));
  if (lower.includes(email) || (name.length >= SHORTEST_NAME_PART && lower.includes(name)))
    return 'contains the e-mail address';
  if (new Set(lower).size < FEWEST_DISTINCT) return 'repeats too few different characters';
  if (isRun(lower)) return 'is a run of neighbouring characters';
  if (COMMON_WORDS.has(coreWord(lower))) return 'is a common password';
  return null;
}

const LOOKALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '@': 'a',
  $: 's',
};

/** `password` for `P4ssw0rd2026!`. */
function coreWord(lower: string): string {
  return lower.replace(/^[^a-z]+|[^a-z]+$/g, '').replace(/[01345@$]/g, (sign) => LOOKALIKES[sign] ?? sign);
}

/** `1234567890`, `abcdefghij`, and the same downwards. */
function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((character, i) => character.charCodeAt(0) - text.charCodeAt(i));
  const first = steps[0];
  return (first === 1 || first === -1) && steps.filter((step) => step !== first).length <= 1;
}
