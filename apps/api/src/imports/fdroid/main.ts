import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CreatePublisher, FindAccountByEmail, ListOwnPublishers } from '@portolan/accounts';
import { type AccountActor, createLogger, PinoNestLogger, ProgressBar } from '@portolan/platform';
import { parseArgs } from 'node:util';
import { AppModule } from '../../app.module';
import { type AppConfig, loadConfig } from '../../config/config';
import { reportAndExit, stopGracefully } from '../../process-life';
import { ImportReport } from './import-report';
import { ImportRuns } from './import-runs';
import { readCatalogue } from './read-catalogue';
import { RunImport } from './run-import';
import { uploadPackages } from './upload-packages';

const USAGE = `Usage: npm run import:fdroid -- <file> --owner <email> [--publisher <name>] [--packages <folder>] [--report <file>]

  <file>        fdroiddata's metadata as JSON, one app a line, or index-v1.json, or index-v2.json
  --owner       whose publisher the apps belong to: the address of an account
  --publisher   the publisher's name, founded when the owner has none of it (F-Droid)
  --packages    a folder of packages named <packageName>_<versionCode>.apk, to upload afterwards
  --report      where to write what was refused and why (fdroid-import.ndjson)
`;

@Module({})
class ImportModule {
  static forRoot(config: AppConfig): DynamicModule {
    return { module: ImportModule, imports: [AppModule.forRoot(config)], providers: [ImportRuns, RunImport] };
  }
}

/** `npm run import:fdroid`: brings an F-Droid catalogue into the store of DATABASE_URL. */
async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const [path] = positionals;
  if (path === undefined || values.owner === undefined) {
    process.stderr.write(USAGE);
    process.exit(2);
  }
  const catalogue = await readCatalogue(path);
  const report = new ImportReport(values.report, false);
  await report.open();
  const config = loadConfig({ ...process.env, WORKER: 'none' });
  const logger = new PinoNestLogger(createLogger(config.LOG_LEVEL));
  const app = await NestFactory.createApplicationContext(ImportModule.forRoot(config), {
    logger,
    abortOnError: false,
  });
  stopGracefully(() => app.close());
  const { actor, publisherId } = await ownerOf(app, values.owner, values.publisher);

  const started = Date.now();
  const bar = new ProgressBar(catalogue.total, process.stdout);
  const totals = await app.get(RunImport).execute({
    path,
    catalogue,
    publisherId,
    actor,
    report,
    onProgress: (done, { created, updated, unchanged, refused }) =>
      bar.show(done, `${created} new, ${updated} changed, ${unchanged} as before, ${refused} refused`),
  });
  bar.end();
  const { resumedAt, created, updated, unchanged, refused, listings, versions } = totals;
  const say = (line: string): boolean => process.stdout.write(`${line}\n`);
  if (resumedAt > 0) say(`Went on behind entry ${resumedAt}, where the last run was interrupted.`);
  say(`${catalogue.total} apps (${catalogue.form}) in ${((Date.now() - started) / 1000).toFixed(1)} s:`);
  say(
    `  ${created} new, ${updated} changed, ${unchanged} as before, ${refused} refused; ${listings} listings.`,
  );
  say(`  The catalogue lists ${versions} versions; their packages come by --packages or by upload.`);
  if (values.packages !== undefined) {
    const packages = await uploadPackages(app, { folder: values.packages, publisherId, actor, report });
    say(
      `  Packages: ${packages.uploaded} uploaded, ${packages.known} there before, ${packages.refused} refused.`,
    );
  }
  for (const [what, count] of report.summary()) say(`  ${String(count).padStart(6)}  ${what}`);
  say(`  Peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB. Report: ${report.path}`);
  await report.close();
  await app.close();
  process.exit(0);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        owner: { type: 'string' },
        publisher: { type: 'string', default: 'F-Droid' },
        packages: { type: 'string' },
        report: { type: 'string', default: 'fdroid-import.ndjson' },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** The owner's publisher of that name. @throws DomainError `account-not-found`, and what founding a publisher throws. */
async function ownerOf(
  app: INestApplicationContext,
  email: string,
  name: string,
): Promise<{ actor: AccountActor; publisherId: string }> {
  const account = await app.get(FindAccountByEmail).execute({ email });
  const actor: AccountActor = { kind: 'account', accountId: account.id, staffRoles: [] };
  let cursor: string | undefined;
  do {
    const page = await app.get(ListOwnPublishers).execute({ actor, page: { limit: 100, cursor } });
    const found = page.data.find((one) => one.name === name && one.roles.includes('owner'));
    if (found !== undefined) return { actor, publisherId: found.id };
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  const country = account.homeMarket.slice(0, 2);
  const made = await app.get(CreatePublisher).execute({ actor, name, country, contactEmail: email });
  return { actor, publisherId: made.id };
}

main().catch(reportAndExit);
