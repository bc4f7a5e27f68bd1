import { CreateApp, CreateRelease, UploadArtifact } from '@portolan/catalog';
import { Readable } from 'node:stream';
import { newSigner, testPackage } from '../packages';
import type { Owner } from '../people';
import type { TestApp } from '../test-app';

/** An id that nothing has: for what the guard does not look at and requests must not change. */
const NOTHING = '00000000-0000-7000-8000-000000000000';
const PACKAGE_NAME = 'org.example.matrix';

/** Real things of one publisher, each made on first demand. */
export class OwnedThings {
  private readonly made = new Map<string, Promise<string>>();

  constructor(
    readonly store: TestApp,
    readonly owner: Owner,
  ) {}

  /** The value of a path parameter that a `memberOf` rule looks at. */
  value(name: string): Promise<string> {
    const make = OWNED[name];
    if (make === undefined) throw new Error(`No value for the owned path parameter "${name}": ${WHERE}`);
    const known = this.made.get(name) ?? Promise.resolve(make(this));
    this.made.set(name, known);
    return known;
  }

  get actor() {
    return { kind: 'account', accountId: this.owner.accountId, staffRoles: [] } as const;
  }
}

const WHERE = 'add one to test/support/access-matrix/parameters.ts.';

/** What `memberOf` rules look at: real, so that a 404 in the matrix is the guard's. */
const OWNED: Record<string, (things: OwnedThings) => string | Promise<string>> = {
  publisherId: ({ owner }) => owner.publisherId,
  appId: async ({ store, owner, actor }) => {
    const app = await store.app.get(CreateApp).execute({
      publisherId: owner.publisherId,
      packageName: PACKAGE_NAME,
      defaultLocale: 'en',
      category: 'app/tools',
      pricing: 'free',
      actor,
    });
    return app.id;
  },
  // Of an app without a listing, so that submitting it is refused.
  releaseId: async (things) => {
    const { store, actor } = things;
    const appId = await things.value('appId');
    const stream = Readable.from([testPackage(PACKAGE_NAME, 1, newSigner())]);
    const { artifact } = await store.app.get(UploadArtifact).execute({ appId, stream, actor });
    return store.app.get(CreateRelease).execute({ appId, artifactId: artifact.id, notes: {}, actor });
  },
};

/** All other path parameters, by name; a name ending in `Id` needs no entry. */
const OTHERS: Record<string, string> = {
  role: 'support',
  locale: 'de',
  market: 'DE',
  marketCode: 'DE',
  groupCode: 'EU',
  epoch: '1',
  version: '1',
  packageName: 'org.example.nothing',
  slug: 'nothing',
  track: 'nothing',
  token: 'nothing',
  imageType: 'icon',
  sha256: '0'.repeat(64),
  image: '0'.repeat(64),
  keyId: '0'.repeat(40),
};

/** A value of the right form for a path parameter that the guard does not look at. */
export function otherValue(name: string): string {
  const value = OTHERS[name] ?? (name.endsWith('Id') ? NOTHING : undefined);
  if (value === undefined) throw new Error(`No value for the path parameter "${name}": ${WHERE}`);
  return value;
}
