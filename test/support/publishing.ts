import {
  ApproveRelease,
  CreateApp,
  CreateRelease,
  type CreateReleaseCommand,
  GetReview,
  PutListing,
  SubmitRelease,
  TakeReview,
  UploadArtifact,
} from '@portolan/catalog';
import type { AccountActor } from '@portolan/platform';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { newSigner, type PackageSigner, testPackage } from './packages';
import type { TestApp } from './test-app';

export interface TestPublisher {
  publisherId: string;
  actor: AccountActor;
  signer: PackageSigner;
}

export interface AppWish {
  packageName: string;
  title?: string;
  category?: string;
  pricing?: 'free' | 'paid';
  defaultLocale?: string;
}

/** Somebody signed in, without the ceremony. */
export const someone = (...staffRoles: string[]): AccountActor => ({
  kind: 'account',
  accountId: randomUUID(),
  staffRoles,
});

export const newPublisher = (): TestPublisher => ({
  publisherId: randomUUID(),
  actor: someone(),
  signer: newSigner(),
});

/** Publishes through the use cases of the catalogue: for tests about what comes after or between. */
export function publishing(store: TestApp) {
  const get = <T>(useCase: new (...parameters: never[]) => T): T => store.app.get<T>(useCase);
  const draftApp = async (publisher: TestPublisher, wish: AppWish) => {
    const {
      packageName,
      title = packageName,
      category = 'app/tools',
      pricing = 'free',
      defaultLocale = 'en',
    } = wish;
    const { publisherId, actor } = publisher;
    const app = await get(CreateApp).execute({
      publisherId,
      packageName,
      defaultLocale,
      category,
      pricing,
      actor,
    });
    await get(PutListing).execute({
      appId: app.id,
      locale: defaultLocale,
      title,
      shortDescription: `About ${title}`,
      fullDescription: 'What it does.',
      actor,
    });
    return app.id;
  };
  const upload = (publisher: TestPublisher, appId: string, bytes: Buffer) =>
    get(UploadArtifact).execute({ appId, stream: Readable.from([bytes]), actor: publisher.actor });
  const submit = async (
    publisher: TestPublisher,
    appId: string,
    packageName: string,
    versionCode: number,
    more: Partial<CreateReleaseCommand> = {},
  ) => {
    const { actor, signer } = publisher;
    const { artifact } = await upload(publisher, appId, testPackage(packageName, versionCode, signer));
    const draft = { appId, artifactId: artifact.id, notes: {}, ...more, actor };
    const releaseId = await get(CreateRelease).execute(draft);
    await get(SubmitRelease).execute({ releaseId, actor });
    return releaseId;
  };
  const approve = async (releaseId: string, reviewer = someone('reviewer')) => {
    await get(TakeReview).execute({ releaseId, actor: reviewer });
    const { contentHash } = await get(GetReview).execute(releaseId);
    await get(ApproveRelease).execute({ releaseId, contentHash, actor: reviewer });
  };
  return {
    /** An app with one listing, nothing uploaded. */
    draftApp,
    upload,
    /** Uploads a package with this version code and submits its release. */
    submit,
    /** Takes and approves as one reviewer. */
    approve,
    /** A live app, version code 1. */
    publishApp: async (publisher: TestPublisher, wish: AppWish) => {
      const appId = await draftApp(publisher, wish);
      const releaseId = await submit(publisher, appId, wish.packageName, 1);
      await approve(releaseId);
      return { appId, releaseId };
    },
  };
}
