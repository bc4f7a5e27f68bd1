/** What is limited because it guesses at secrets, fills the store, or makes everybody wait. */
export type AttemptKind =
  | 'login'
  | 'passkey-options'
  | 'register'
  | 'refresh'
  | 'token'
  | 'mail'
  | 'code'
  | 'password'
  | 'second-factor'
  | 'invite'
  | 'statement';

/** At most `attempts` in a window of `seconds`. */
export interface AttemptLimit {
  attempts: number;
  seconds: number;
  /**
   * Where passwords or codes are guessed: passing the limit locks for `seconds`, the next time for twice as long, and so on up to this
   * many seconds.
   */
  growsTo?: number;
}

const QUARTER_HOUR = 900;
const HOUR = 3_600;
const DAY = 86_400;

/** So long after a lock is over the next one starts from the beginning. */
export const FORGET_LOCKS_SECONDS = DAY;

/**
 * `subject` is the account (or session) that is tried, from wherever; `address` the network that tries. The first
 * stops many networks guessing at one person, the second one network guessing at many. Whole offices and mobile
 * carriers share an address, so that its limit is wider.
 */
export const ATTEMPT_LIMITS: Record<AttemptKind, { subject: AttemptLimit; address: AttemptLimit }> = {
  login: {
    subject: { attempts: 10, seconds: QUARTER_HOUR, growsTo: DAY },
    // Of many people behind one address most have guessed at nothing.
    address: { attempts: 100, seconds: QUARTER_HOUR, growsTo: HOUR },
  },
  // Every sign-in page that is opened asks for them, and nothing is guessed at: no lock, and none of `login`.
  'passkey-options': {
    subject: { attempts: 600, seconds: QUARTER_HOUR },
    address: { attempts: 600, seconds: QUARTER_HOUR },
  },
  register: {
    subject: { attempts: 5, seconds: HOUR },
    address: { attempts: 30, seconds: HOUR },
  },
  refresh: {
    subject: { attempts: 30, seconds: QUARTER_HOUR },
    address: { attempts: 600, seconds: QUARTER_HOUR },
  },
  // Nobody's mailbox is filled through us.
  mail: {
    subject: { attempts: 5, seconds: HOUR },
    address: { attempts: 60, seconds: HOUR },
  },
  // A team is invited in one sitting; nobody is spammed in the store's name.
  invite: {
    subject: { attempts: 60, seconds: HOUR },
    address: { attempts: 200, seconds: HOUR },
  },
  // Each makes the changes of all rules wait for it, and anybody can make a publisher.
  statement: {
    subject: { attempts: 20, seconds: HOUR },
    address: { attempts: 60, seconds: HOUR },
  },
  // Codes of mails are too long to guess; who tries many is up to something.
  code: {
    subject: { attempts: 20, seconds: HOUR },
    address: { attempts: 100, seconds: HOUR },
  },
  password: {
    subject: { attempts: 10, seconds: QUARTER_HOUR, growsTo: DAY },
    address: { attempts: 100, seconds: QUARTER_HOUR, growsTo: HOUR },
  },
  // A code of an app has six digits.
  'second-factor': {
    subject: { attempts: 10, seconds: QUARTER_HOUR, growsTo: DAY },
    address: { attempts: 100, seconds: QUARTER_HOUR, growsTo: HOUR },
  },
  // Nothing can be guessed here: it keeps a loop that has gone wrong from signing tokens without end.
  token: {
    subject: { attempts: 600, seconds: QUARTER_HOUR },
    address: { attempts: 3_000, seconds: QUARTER_HOUR },
  },
};

/** How long passing the limit locks, after so many locks before; null where the window just runs out. */
export function lockSeconds({ seconds, growsTo }: AttemptLimit, locks: number): number | null {
  return growsTo === undefined ? null : Math.min(growsTo, seconds * 2 ** Math.min(locks, 30));
}

/**
 * The network of an IP address: an IPv4 address itself, the /64 of an IPv6 address, because a single household
 * has all of it. What is no address is one network of its own.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address.slice(0, 50);
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
