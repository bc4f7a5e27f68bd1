import {
  CreateApp,
  CreateRelease,
  GetReview,
  ListStrikes,
  RejectRelease,
  SharePackage,
  TakeReview,
  UploadArtifact,
} from '@portolan/catalog';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { aServiceAccount } from '../machines';
import { newSigner, testPackage } from '../packages';
import { aMember, aPublisherOwner, api, type Owner } from '../people';
import { publishing, someone } from '../publishing';
import type { TestApp } from '../test-app';

/** Things of one publisher that stand below another thing in addresses or are named in bodies. */
export interface Belongings {
  owner: Owner;
  appId: string;
  artifactId: string;
  releaseId: string;
  memberId: string;
  serviceAccountId: string;
  keyId: string;
  apiKeyId: string;
  invitationId: string;
  transferId: string;
  credentialId: string;
  strikeId: string;
  ratingId: string;
  groupId: string;
  sharedPackageId: string;
}

/** A request by an owner about their own thing that names a thing of the victim below it. */
export interface NestedCase {
  /** Path parameters that are the victim's. */
  theirs: (victim: Belongings) => Record<string, string>;
  body?: (victim: Belongings) => object;
  /** A file to send instead, with its query. */
  file?: { query: string; bytes: Buffer };
  /** 404, or 422 where the victim's thing is named in the body. */
  status: 404 | 422;
}

const keyCase = {
  theirs: ({ serviceAccountId }: Belongings) => ({ serviceAccountId }),
  status: 404,
} as const;

const groupCase = { theirs: ({ groupId }: Belongings) => ({ groupId }), status: 404 } as const;

const credentialCase = {
  theirs: ({ credentialId }: Belongings) => ({ credentialId }),
  status: 404,
} as const;

/**
 * By `METHOD /path`. A publisher route whose path names a second thing must be here, so that nobody forgets to ask
 * whether that thing belongs to the first; so must one whose body names things.
 */
export const NESTED_CASES: Record<string, NestedCase> = {
  'GET /v1/apps/{appId}/artifacts/{artifactId}': {
    theirs: ({ artifactId }) => ({ artifactId }),
    status: 404,
  },
  'DELETE /v1/apps/{appId}/shared-packages/{sharedPackageId}': {
    theirs: ({ sharedPackageId }) => ({ sharedPackageId }),
    status: 404,
  },
  'POST /v1/apps/{appId}/releases': {
    theirs: () => ({}),
    body: ({ artifactId }) => ({ artifactId, notes: {} }),
    status: 404,
  },
  'PUT /v1/apps/{appId}/ratings/{ratingId}/reply': {
    theirs: ({ ratingId }) => ({ ratingId }),
    body: () => ({ text: 'Not mine.' }),
    status: 404,
  },
  'DELETE /v1/apps/{appId}/ratings/{ratingId}/reply': {
    theirs: ({ ratingId }) => ({ ratingId }),
    status: 404,
  },
  'DELETE /v1/apps/{appId}/transfers/{transferId}': {
    theirs: ({ transferId }) => ({ transferId }),
    status: 404,
  },
  'POST /v1/publishers/{publisherId}/app-transfers/{transferId}/accept': {
    theirs: ({ transferId }) => ({ transferId }),
    status: 404,
  },
  'POST /v1/publishers/{publisherId}/credentials/{credentialId}/submit': credentialCase,
  'GET /v1/publishers/{publisherId}/credentials/{credentialId}/evidence': credentialCase,
  'POST /v1/publishers/{publisherId}/credentials/{credentialId}/evidence': {
    ...credentialCase,
    file: { query: '?name=paper.pdf', bytes: Buffer.from('%PDF-1.7\na paper\n') },
  },
  'GET /v1/publishers/{publisherId}/tester-groups/{groupId}': groupCase,
  'PUT /v1/publishers/{publisherId}/tester-groups/{groupId}': {
    ...groupCase,
    body: () => ({ name: 'thief', emails: [] }),
  },
  'DELETE /v1/publishers/{publisherId}/tester-groups/{groupId}': groupCase,
  'PUT /v1/apps/{appId}/tracks/{track}/testers': {
    theirs: () => ({ track: 'internal' }),
    body: ({ groupId }) => ({ emails: [], groupIds: [groupId] }),
    status: 422,
  },
  'PUT /v1/publishers/{publisherId}/members/{accountId}': {
    theirs: ({ memberId }) => ({ accountId: memberId }),
    body: () => ({ roles: ['admin'] }),
    status: 404,
  },
  'DELETE /v1/publishers/{publisherId}/members/{accountId}': {
    theirs: ({ memberId }) => ({ accountId: memberId }),
    status: 404,
  },
  'POST /v1/publishers/{publisherId}/territories': {
    theirs: () => ({}),
    body: ({ appId }) => ({
      apps: { only: [appId] },
      expression: 'DE',
      coversFutureMarkets: false,
      dryRun: false,
    }),
    status: 422,
  },
  'POST /v1/publishers/{publisherId}/service-accounts': {
    theirs: () => ({}),
    body: ({ appId }) => ({ name: 'thief', apps: [{ appId, permissions: ['apps:read'] }] }),
    status: 422,
  },
  'PATCH /v1/publishers/{publisherId}/service-accounts/{serviceAccountId}': {
    ...keyCase,
    body: () => ({ disabled: true }),
  },
  'GET /v1/publishers/{publisherId}/service-accounts/{serviceAccountId}/keys': keyCase,
  'POST /v1/publishers/{publisherId}/service-accounts/{serviceAccountId}/keys': {
    ...keyCase,
    body: () => ({}),
  },
  'DELETE /v1/publishers/{publisherId}/service-accounts/{serviceAccountId}/keys/{keyId}': {
    theirs: ({ serviceAccountId, keyId }) => ({ serviceAccountId, keyId }),
    status: 404,
  },
  'POST /v1/publishers/{publisherId}/strikes/{strikeId}/appeal': {
    theirs: ({ strikeId }) => ({ strikeId }),
    body: () => ({ message: 'Not mine.' }),
    status: 404,
  },
  'POST /v1/publishers/{publisherId}/api-keys': {
    theirs: () => ({}),
    body: ({ appId }) => ({ name: 'thief', scopes: ['apps:read'], appIds: [appId] }),
    status: 422,
  },
  'POST /v1/publishers/{publisherId}/invitations': {
    theirs: () => ({}),
    body: ({ appId }) => ({ email: 'thief@example.org', apps: [{ appId, permissions: ['apps:read'] }] }),
    status: 422,
  },
  'DELETE /v1/publishers/{publisherId}/invitations/{invitationId}': {
    theirs: ({ invitationId }) => ({ invitationId }),
    status: 404,
  },
  'DELETE /v1/publishers/{publisherId}/api-keys/{apiKeyId}': {
    theirs: ({ apiKeyId }) => ({ apiKeyId }),
    status: 404,
  },
};

/** Path parameters that name nothing by itself: the same word is another thing in each app. */
export const NOBODYS = ['locale', 'market', 'track', 'imageType', 'sha256', 'version'];

export async function belongingsOf(store: TestApp, packageName: string): Promise<Belongings> {
  const owner = await aPublisherOwner(store);
  const { publisherId, accountId } = owner;
  const actor = { kind: 'account', accountId, staffRoles: [] } as const;
  const wish = { packageName, defaultLocale: 'en', category: 'app/tools', pricing: 'free' } as const;
  const { id: appId } = await store.app.get(CreateApp).execute({ publisherId, actor, ...wish });
  const stream = Readable.from([testPackage(packageName, 1, newSigner())]);
  const { artifact } = await store.app.get(UploadArtifact).execute({ appId, stream, actor });
  const artifactId = artifact.id;
  const again = Readable.from([testPackage(packageName, 1, newSigner())]);
  const { id: sharedPackageId } = await store.app.get(SharePackage).execute({ appId, stream: again, actor });
  const releaseId = await store.app.get(CreateRelease).execute({ appId, artifactId, notes: {}, actor });
  const { accountId: memberId } = await aMember(store, owner, 'viewer');
  const machine = await aServiceAccount(store, owner, {});
  const key = await api(store, owner.token).post(`/v1/publishers/${publisherId}/api-keys`, {
    name: 'Key',
    scopes: ['apps:read'],
  });
  const invitation = await api(store, owner.token).post(`/v1/publishers/${publisherId}/invitations`, {
    email: 'guest@example.org',
    roles: ['viewer'],
  });
  const invitationId = invitation.body.id as string;
  const offer = await api(store, owner.token).post(`/v1/apps/${appId}/transfers`, {
    toPublisherId: (await aPublisherOwner(store)).publisherId,
  });
  const transferId = offer.body.id as string;
  const credential = await api(store, owner.token).post(`/v1/publishers/${publisherId}/credentials`, {
    type: 'game-licence.vn',
    issuer: 'The ministry',
    items: {},
    markets: { expression: 'VN', coversFutureMarkets: false },
  });
  if (credential.status !== 201) throw new Error(`No credential: ${JSON.stringify(credential.body)}`);
  const credentialId = credential.body.id as string;
  const group = await api(store, owner.token).post(`/v1/publishers/${publisherId}/tester-groups`, {
    name: 'Friends',
    emails: [],
  });
  const groupId = group.body.id as string;
  const machines = { serviceAccountId: machine.id, keyId: machine.keyFile.private_key_id };
  return {
    owner,
    appId,
    artifactId,
    releaseId,
    memberId,
    ...machines,
    apiKeyId: key.body.key.id as string,
    invitationId,
    transferId,
    credentialId,
    strikeId: await aStrike(store, packageName, owner),
    ratingId: await aRating(store, appId, memberId),
    groupId,
    sharedPackageId,
  };
}

/** By somebody who holds the app. */
async function aRating(store: TestApp, appId: string, accountId: string): Promise<string> {
  const id = randomUUID();
  await store.database.query(
    `INSERT INTO app_rating (id, app_id, account_id, author, stars, locale, written_at, edited_at)
     VALUES ($1, $2, $3, 'Somebody', 3, 'en', $4, $4)`,
    [id, appId, accountId, store.clock.now()],
  );
  return id;
}

/** A strike against the publisher, for another app of theirs. */
async function aStrike(store: TestApp, packageName: string, owner: Owner): Promise<string> {
  const { publisherId, accountId } = owner;
  const actor = { kind: 'account', accountId, staffRoles: [] } as const;
  const publisher = { publisherId, actor, signer: newSigner() };
  const { draftApp, submit } = publishing(store);
  const struck = `${packageName}.struck`;
  const appId = await draftApp(publisher, { packageName: struck });
  const releaseId = await submit(publisher, appId, struck, 1);
  const reviewer = someone('reviewer');
  await store.app.get(TakeReview).execute({ releaseId, actor: reviewer });
  const { contentHash } = await store.app.get(GetReview).execute(releaseId);
  const refusal = { contentHash, policies: ['privacy'], message: 'No.', strike: true } as const;
  await store.app.get(RejectRelease).execute({ releaseId, ...refusal, actor: reviewer });
  const [strike] = (await store.app.get(ListStrikes).execute(publisherId, { limit: 1 })).data;
  if (strike === undefined) throw new Error('No strike.');
  return strike.id;
}
