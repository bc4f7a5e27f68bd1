import { parseArgs } from 'node:util';
import { readCredentials } from './credentials';
import { EXIT, Failure, usage } from './failure';
import { publish, type Published } from './publish/publish';
import { describeStatus, readStatus } from './status';
import { StoreClient } from './store-client';

const USAGE = `Usage:
  portolan publish <app.apk> [--track production] [--rollout 10%] [--notes <folder>] [--name <text>]
                             [--draft] [--dry-run] [--json]
  portolan status <package name> [--json]

  --track     internal, alpha, beta (the open track), production, or the name of a closed track
  --rollout   how many of the track's people get it; again with a higher share for the same package to raise it
  --notes     a folder of release notes, one file a language: en-US.txt, de-DE.txt
  --draft     leave the release a draft: the reviewers do not get it yet
  --dry-run   check the package and everything that can be checked, and change nothing
  --json      one JSON object on standard output

Environment:
  PORTOLAN_URL    the store, such as https://store.example
  PORTOLAN_KEY    an API key (ptk_...), or a service account's key file: its path or what it holds

Exit codes: 0 done, 1 a fault of this program, 2 wrong arguments or files, 3 the package is refused,
  4 not signed in or not allowed, 5 somebody else was first, 6 the store does not answer, 7 otherwise refused
`;

const OPTIONS = {
  track: { type: 'string', default: 'production' },
  rollout: { type: 'string', default: '100%' },
  notes: { type: 'string' },
  name: { type: 'string' },
  draft: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { values, positionals } = read(process.argv.slice(2));
  const [command, subject, ...more] = positionals;
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  if ((command !== 'publish' && command !== 'status') || subject === undefined || more.length > 0)
    throw usage(`Name one thing to do.\n\n${USAGE}`);
  const credentials = await readCredentials(process.env.PORTOLAN_KEY);
  const store = new StoreClient(process.env.PORTOLAN_URL, credentials);
  if (command === 'status') {
    const status = await readStatus(store, subject);
    if (values.json) say(JSON.stringify({ ok: true, ...status }));
    else describeStatus(status).forEach(say);
    return;
  }
  const rollout = percentOf(values.rollout);
  const { track, draft, 'dry-run': dryRun } = values;
  const [notes, name] = [values.notes ?? null, values.name ?? null];
  const published = await publish(
    store,
    { file: subject, track, rollout, notes, name, draft, dryRun },
    { environment: process.env, progress: values.json ? null : process.stderr },
  );
  if (values.json) say(JSON.stringify({ ok: true, dryRun, ...published }));
  else describe(published, dryRun).forEach(say);
}

function read(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw usage(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** `10%` or `10`. @throws Failure `usage` outside of 0.1 to 100. */
function percentOf(text: string): number {
  const percent = /^\d{1,3}(\.\d)?%?$/.test(text) ? Number.parseFloat(text) : NaN;
  if (!(percent >= 0.1 && percent <= 100)) throw usage(`--rollout is 0.1% to 100%, not ${text}.`);
  return percent;
}

function describe(published: Published, dryRun: boolean): string[] {
  const { packageName, versionCode, track, rollout, status, languages, uploaded, next } = published;
  const share = rollout < 100 ? `, ${rollout} %` : '';
  const notes = languages.length > 0 ? `, notes in ${languages.join(' ')}` : '';
  const what = `${packageName} ${versionCode} on ${track} (${status}${share}${notes})`;
  if (dryRun) return [`Would publish ${what}. Nothing was changed.`];
  const before = uploaded === 'before' ? ['The store had this very file.'] : [];
  return [`Published ${what}.`, ...before, ...next];
}

main().catch((error: unknown) => {
  const isKnown = error instanceof Failure;
  const message = error instanceof Error ? error.message : String(error);
  const [exit, code] = isKnown ? [error.exit, error.code] : (['unexpected', 'unexpected'] as const);
  if (process.argv.includes('--json'))
    say(JSON.stringify({ ok: false, exitCode: EXIT[exit], code, message }));
  else process.stderr.write(isKnown ? `${message} [${code}]\n` : `${String((error as Error).stack)}\n`);
  process.exitCode = EXIT[exit];
});
