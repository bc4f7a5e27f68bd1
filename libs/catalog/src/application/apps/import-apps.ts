import { Injectable } from '@nestjs/common';
import { type Actor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { checkDeclarations, type Declarations } from '../../domain/app/declarations';
import { checkListing, LISTINGS_PER_APP, type ListingText } from '../../domain/app/listing';
import { PackageName } from '../../domain/app/package-name';
import { checkItemCategory } from '../../domain/category/category-tree';
import type { App } from '../../persistence/apps/app.entity';
import type { AppListing } from '../../persistence/apps/app-listing.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ItemRegistry } from '../item-registry';

/** An app as another catalogue describes it. */
export interface AppToImport {
  packageName: string;
  defaultLocale: string;
  /** A path below `app/`. */
  category: string;
  declarations: Declarations;
  /** By locale; the default one is among them. */
  listings: ReadonlyMap<string, ListingText>;
}

/** What became of one app; `refused` leaves nothing of it. */
export type ImportOutcome =
  | { readonly outcome: 'created' | 'updated' | 'unchanged'; readonly appId: string }
  | { readonly outcome: 'refused'; readonly code: string; readonly detail: string };

export const IMPORT_BATCH_MAX = 200;

interface Known {
  readonly app: App;
  readonly listings: ReadonlyMap<string, AppListing>;
}

/**
 * Takes over apps of another catalogue, as one transaction. New ones are registered as free and unpublished; of known ones the
 * listings that differ are written anew and missing ones added: what the publisher set since (category, pricing,
 * territories, further locales) stays. The same batch again changes nothing. An app at fault is refused alone.
 * @returns in the order of the apps.
 * @throws DomainError `import-batch-too-large`, `package-name-taken` when somebody registers one of them meanwhile: try again.
 */
@Injectable()
export class ImportApps {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly items: ItemRegistry,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: {
    publisherId: string;
    apps: readonly AppToImport[];
    actor: Actor;
  }): Promise<ImportOutcome[]> {
    const { publisherId, apps, actor } = command;
    if (apps.length > IMPORT_BATCH_MAX)
      throw new DomainError('invalid', 'import-batch-too-large', `At most ${IMPORT_BATCH_MAX} apps at once.`);
    const known = await this.known(apps.map(({ packageName }) => packageName));
    const outcomes: ImportOutcome[] = [];
    const seen = new Set<string>();
    for (const given of apps) {
      const fault = faultOf(given, publisherId, known.get(given.packageName)?.app, seen);
      seen.add(given.packageName);
      outcomes.push(fault ?? (await this.take(given, known.get(given.packageName), publisherId, actor)));
    }
    return outcomes;
  }

  private async known(packageNames: readonly string[]): Promise<Map<string, Known>> {
    const apps = await this.apps.lockByPackageNames(packageNames);
    const listings = await this.listings.listOfMany(apps.map(({ id }) => id));
    return new Map(
      apps.map((app) => {
        const own = listings.filter(({ appId }) => appId === app.id);
        return [app.packageName, { app, listings: new Map(own.map((one) => [one.locale, one])) }];
      }),
    );
  }

  private async take(
    given: AppToImport,
    known: Known | undefined,
    publisherId: string,
    actor: Actor,
  ): Promise<ImportOutcome> {
    const now = this.clock.now();
    const app = known?.app ?? newApp(given, publisherId, this.ids.next(), now);
    const before: AppListing[] = [];
    const after: AppListing[] = [];
    for (const [locale, listing] of given.listings) {
      const text = checkListing(listing);
      const old = known?.listings.get(locale);
      if (old !== undefined && isSame(old, text)) continue;
      if (old !== undefined) before.push(old);
      after.push({ appId: app.id, locale, ...text, version: (old?.version ?? 0) + 1, updatedAt: now });
    }
    if (known !== undefined && after.length === 0) return { outcome: 'unchanged', appId: app.id };
    if (known === undefined) {
      await this.apps.insert(app);
      await this.items.put(app);
    }
    await this.listings.insert(after.filter(({ version }) => version === 1));
    for (const listing of after) if (listing.version > 1) await this.listings.save(listing);
    await this.audit.record({
      actor,
      action: 'app.import',
      subject: { type: 'app', id: app.id },
      before: known === undefined ? null : { listings: before.map(textOf) },
      after: { packageName: app.packageName, publisherId, listings: after.map(textOf) },
    });
    return { outcome: known === undefined ? 'created' : 'updated', appId: app.id };
  }
}

/** `null`: nothing is wrong with it. */
function faultOf(
  given: AppToImport,
  publisherId: string,
  known: App | undefined,
  seen: ReadonlySet<string>,
): Extract<ImportOutcome, { outcome: 'refused' }> | null {
  try {
    PackageName.parse(given.packageName);
    checkItemCategory('app', given.category);
    checkDeclarations(given.declarations);
    for (const listing of given.listings.values()) checkListing(listing);
    if (!given.listings.has(given.defaultLocale))
      throw invalid('default-locale-without-listing', `There is no listing in ${given.defaultLocale}.`);
    if (given.listings.size > LISTINGS_PER_APP)
      throw invalid('too-many-listings', `An app has at most ${LISTINGS_PER_APP} listings.`);
    if (seen.has(given.packageName)) throw invalid('app-given-twice', 'It stands in the file already.');
    if (known !== undefined && known.publisherId !== publisherId)
      throw invalid('package-name-taken', 'The app belongs to another publisher of this store.');
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const details = error.errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ');
    return { outcome: 'refused', code: error.code, detail: details === '' ? error.detail : details };
  }
}

function invalid(code: string, detail: string): DomainError {
  return new DomainError('invalid', code, detail);
}

function newApp(given: AppToImport, publisherId: string, id: string, createdAt: Date): App {
  const { packageName, defaultLocale, category, declarations } = given;
  return {
    id,
    publisherId,
    packageName,
    defaultLocale,
    category,
    pricing: 'free',
    declarations,
    signer: null,
    previousSigners: [],
    firstLiveAt: null,
    createdAt,
  };
}

function isSame(a: ListingText, b: ListingText): boolean {
  return (
    a.title === b.title &&
    a.shortDescription === b.shortDescription &&
    a.fullDescription === b.fullDescription
  );
}

function textOf({ locale, title, shortDescription, fullDescription }: AppListing) {
  return { locale, title, shortDescription, fullDescription };
}
