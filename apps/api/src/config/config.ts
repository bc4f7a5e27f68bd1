import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/**
 * Every variable that the process reads, with its meaning. This is the one place: `docs/configuration.md` is
 * printed from it.
 */
const environment = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'])
    .default('development')
    .describe('In production `npm start` seeds no demo store.'),
  PORT: port.default(3000).describe('Port of the API.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to bind to.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('The address clients use, for links and signed URLs. Default: http://HOST:PORT.'),
  STORE_DOMAIN: z
    .string()
    .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/, 'must be a domain in lower case')
    .max(150)
    .default('portolan.localhost')
    .describe(
      "The store's own domain: of service accounts' addresses, and `universe_domain` of their key files. Google's libraries then call `androidpublisher.<domain>`.",
    ),
  TOKEN_AUDIENCES: z
    .string()
    .default('https://oauth2.googleapis.com/token,https://www.googleapis.com/oauth2/v4/token')
    .describe(
      "Values of `aud`, separated by commas, that the token endpoint takes beside the store's own: what publishing tools send.",
    ),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// or smtps:// address')
    .optional()
    .describe('Where mail is sent, with credentials: smtps://user:password@host:465. Unset: MAIL_DIRECTORY.'),
  MAIL_DIRECTORY: z
    .string()
    .min(1)
    .default('.portolan/mail')
    .describe('Folder that mail is kept in, a file for each message, while SMTP_URL is unset.'),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]{1,200}$/, 'must be one line')
    .default('Portolan <no-reply@portolan.localhost>')
    .describe('The sender of mail.'),
  ACCOUNT_PAGES_URL: z
    .url()
    .optional()
    .describe(
      'Where the account pages are: mails link to `<it>/verify-email#<code>`, `/reset-password`, `/invitation`, and passkeys are bound to its domain. Unset: mails hold codes for the API, and passkeys are bound to PUBLIC_URL.',
    ),
  REQUIRE_SECOND_FACTOR: flag
    .default(true)
    .describe(
      "Whether staff and publishers' owners act only in sessions with a second factor; without one they can add one. `npm start` turns it off for the demo store.",
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address')
    .describe('Postgres 15 or newer. `npm start` runs an embedded one when this is unset.'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe(
      'Connections of the pool of this process at most. Besides them, one hears of changes (`CHANGE_HINTS`), and a process that runs jobs has up to 6 for their queue.',
    ),
  CHANGE_HINTS: z
    .enum(['listen', 'none'])
    .default('listen')
    .describe(
      'Whether this process is told at once of what others commit, by `LISTEN` on one connection beside the pool. `none` behind a pooler that gives each transaction another session: changes are then found by looking.',
    ),
  CHANGE_POLL_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(1_000)
    .describe(
      'How often this process looks for what others have committed, hints or not. More than a second gives up the promise that a change is followed within two, and more than 30 seconds has it stop selling in between unless hints come: it warns of that when it starts.',
    ),
  FILES_DIRECTORY: z.string().min(1).default('.portolan/files').describe('Folder of the local file store.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much to log.'),
  WORKER: z
    .enum(['in-process', 'none'])
    .default('in-process')
    .describe('Whether this process also runs jobs. The worker process always does.'),
  AUTH_SECRET: z
    .string()
    .min(32)
    .describe(
      'Encrypts signing keys in the database and signs download URLs; 32 characters or more. `npm start` makes one and keeps it in `.portolan`.',
    ),
  ADMIN_EMAIL: z
    .email()
    .optional()
    .describe('With ADMIN_PASSWORD: the first administrator, created at start if there is none.'),
  ADMIN_PASSWORD: z.string().min(12).max(200).optional().describe('See ADMIN_EMAIL.'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must be a Stripe secret key')
    .describe('Stripe secret key. `npm start` runs a local Stripe when this is unset.'),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .regex(/^pk_/, 'must be a Stripe publishable key')
    .describe('Given to clients, so that they can confirm a payment.'),
  STRIPE_WEBHOOK_SECRET: z.string().min(8).describe('Secret that signs incoming webhooks.'),
  STRIPE_API_BASE: z
    .url()
    .optional()
    .describe('Another address than https://api.stripe.com, e.g. the local Stripe.'),
  ARTIFACT_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .default(2 * 1024 ** 3)
    .describe('Largest package that may be uploaded, in bytes.'),
  EXPANSION_FILE_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .default(2 * 1024 ** 3)
    .describe('Largest expansion file of a package (OBB), in bytes.'),
  IMAGE_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1_024)
    .max(64 * 1024 ** 2)
    .default(15 * 1024 ** 2)
    .describe('Largest picture of a listing, in bytes.'),
  REVIEW_POLICY: z
    .enum(['default', 'demo'])
    .default('default')
    .describe(
      'Severity of automated findings: `demo` only warns of debuggable, test-only and debug-signed packages.',
    ),
  APPEAL_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe('How many days after a rejection or a strike publishers may appeal against it.'),
  TRACKERS_FILE: z
    .string()
    .optional()
    .describe('Trackers that packages are searched for, in place of the built-in list: see docs/review.md.'),
  LIST_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(64 * 1024 ** 2)
    .describe('Memory of this process for complete answers of public lists, in bytes.'),
  CARD_CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(128 * 1024 ** 2)
    .describe(
      'Memory of this process for what lists tell of single items, in bytes: a quarter each for apps, devices, prices and the rows as they are sent.',
    ),
  RATE_LIMIT: flag.default(true).describe('Whether request rates are limited.'),
  REQUESTS_A_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(1_200)
    .describe('How often one network may call in a minute: enough for a busy office behind one address.'),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/, 'must be IP addresses or CIDR ranges, separated by commas')
    .optional()
    .describe(
      'Reverse proxies whose X-Forwarded-For is believed: IP addresses or CIDR ranges, separated by commas. Without it, all clients behind a proxy share one rate limit.',
    ),
});

export type Environment = z.infer<typeof environment>;

/** The process's configuration, read once at start. */
export type AppConfig = Readonly<Omit<Environment, 'PUBLIC_URL'> & { PUBLIC_URL: string }>;

/** Injection token of `AppConfig`. */
export const APP_CONFIG = Symbol('AppConfig');

/** All faults of the environment in one message, one line each. */
export class ConfigError extends Error {}

/** @throws ConfigError naming every variable that is missing or wrong. */
export function loadConfig(env: NodeJS.ProcessEnv): AppConfig {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  const faults = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (faults.length > 0 || !parsed.success)
    throw new ConfigError(`The configuration is not usable:\n  ${faults.join('\n  ')}`);
  const { HOST, PORT, PUBLIC_URL } = parsed.data;
  return Object.freeze({
    ...parsed.data,
    PUBLIC_URL: PUBLIC_URL ?? `http://${HOST}:${PORT}`,
  });
}

/** Name, default and meaning of every variable, for the documentation. */
export function describeConfig(): { name: string; default: string; meaning: string }[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const fallback = schema instanceof z.ZodDefault ? schema.def.defaultValue : undefined;
    const absent = schema instanceof z.ZodOptional ? '(none)' : '(required)';
    return {
      name,
      default: fallback === undefined ? absent : String(fallback),
      meaning: schema.description ?? '',
    };
  });
}

/** Bytes for each of the four caches that share `CARD_CACHE_BYTES`. */
export function cardCacheShare({ CARD_CACHE_BYTES }: Pick<AppConfig, 'CARD_CACHE_BYTES'>): number {
  return Math.ceil(CARD_CACHE_BYTES / 4);
}
