import type { RejectionPolicy } from '@portolan/catalog';
import { newSigner } from './packages';
import { aPublisherOwner, type Answer, api, type Client, type Owner } from './people';
import { publishing, type TestPublisher } from './publishing';
import type { TestApp } from './test-app';

/** A publisher whose owner has an address, for `publishing`. */
export type RealPublisher = TestPublisher & Owner;

export async function aRealPublisher(store: TestApp): Promise<RealPublisher> {
  const owner = await aPublisherOwner(store);
  const actor = { kind: 'account', accountId: owner.accountId, staffRoles: [] } as const;
  return { ...owner, actor, signer: newSigner() };
}

/** A reviewer's steps over HTTP. */
export function reviewing(client: Client) {
  const path = (releaseId: string): string => `/v1/ops/reviews/${releaseId}`;
  /** Decisions name what stands there now, unless `body` says otherwise. */
  const post = async (releaseId: string, step: string, body: object = {}): Promise<Answer> => {
    const decides = step === 'approve' || step === 'reject';
    const read = decides ? { contentHash: (await client.get(path(releaseId))).body.contentHash } : {};
    return client.post(`${path(releaseId)}/${step}`, { ...read, ...body });
  };
  const must = async (answer: Promise<Answer>): Promise<Answer> => {
    const { status, body } = await answer;
    if (status !== 200) throw new Error(`A step of a review: ${status} ${JSON.stringify(body)}`);
    return answer;
  };
  return {
    post,
    approve: async (releaseId: string) => {
      await must(post(releaseId, 'take'));
      return must(post(releaseId, 'approve'));
    },
    reject: async (releaseId: string, policies: RejectionPolicy[] = ['metadata'], more: object = {}) => {
      await must(post(releaseId, 'take'));
      return must(post(releaseId, 'reject', { policies, message: 'Mend the page.', ...more }));
    },
  };
}

/** An app with one submitted release. */
export async function aSubmittedRelease(store: TestApp, publisher: RealPublisher, packageName: string) {
  const { draftApp, submit } = publishing(store);
  const appId = await draftApp(publisher, { packageName });
  const releaseId = await submit(publisher, appId, packageName, 1);
  return { appId, releaseId, client: api(store, publisher.token) };
}
