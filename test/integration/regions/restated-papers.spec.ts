import {
  ChangeCredentialStatus,
  type Credential,
  DecideAvailability,
  type Edit,
  ListEpochs,
  PreviewChangeSet,
  ReplayEpoch,
  RevertChangeSet,
  TerminateDeal,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';
import { carryOut, manager, takeBack } from '../../support/change-sets';
import { decideOne, NOW, openStore, putApp, type RegionsApp, startRegions, store } from './support';

const DAY = 24 * 3_600_000;
const day = (number: number) => new Date(Date.parse(NOW) + number * DAY);
const scope = (expression: string) => ({ expression, coversFutureMarkets: false });
const reason = 'a test';

describe('papers of which more is planned', () => {
  let regions: RegionsApp;
  let band: string;
  let dealId: string;
  let credentialId: string;
  beforeEach(async () => {
    regions = await startRegions();
    await openStore(regions);
    band = await putApp(regions, 'WORLD', { kind: 'device', category: 'device/wearable' });
    [dealId, credentialId] = [randomUUID(), randomUUID()];
    await made({
      do: 'put-requirement',
      items: {},
      markets: scope('DE + FR'),
      actions: ['list', 'acquire'],
      anyOf: [['patent-licence.holder']],
      enforcement: 'blocking',
      missingCode: 'IP.LICENCE_MISSING',
    });
  });
  afterEach(() => regions.close());

  const made = async (...edits: Edit[]) => {
    regions.clock.advance(1_000);
    return (await carryOut(regions.module, ...edits)).changeSetId;
  };
  const issue = (valid?: { from?: Date; until?: Date }): Edit[] => [
    {
      do: 'record-deal',
      newId: dealId,
      kind: 'licence',
      counterparty: 'A holder',
      title: 'A',
      ...(valid && { valid }),
    },
    {
      do: 'record-credential',
      newId: credentialId,
      type: 'patent-licence.holder',
      holder: { kind: 'operator' },
      issuer: 'A holder',
      items: {},
      markets: scope('DE'),
      dealId,
    },
  ];
  const status = (to: Credential['status'], from?: Date): Edit => ({
    do: 'change-credential-status',
    credentialId,
    status: to,
    ...(from && { from }),
    reason,
  });
  const amend = (part: Partial<Extract<Edit, { do: 'amend-deal' }>>): Edit => ({
    do: 'amend-deal',
    dealId,
    reason,
    ...part,
  });
  const terminate = (): Edit => ({ do: 'terminate-deal', dealId, reason });

  /** In Germany and France, now and on two days to come. */
  const plan = () =>
    Promise.all(
      [0, 15, 45].map(async (ahead) => {
        const at = new Date(regions.clock.now().getTime() + ahead * DAY).toISOString();
        const may = async (market: string) =>
          (await decideOne(regions, band, market, 'acquire', at)).allowed ? market : '';
        return (await may('DE')) + (await may('FR'));
      }),
    );
  const hash = async () => {
    const [newest] = (await regions.module.get(ListEpochs).execute({ limit: 1 })).data;
    return (await regions.module.get(ReplayEpoch).execute({ epoch: newest?.epoch ?? 0 })).hash;
  };

  /** Makes a set and takes it back, and everything is as it was, for all time. */
  async function expectRestored(expected: string[], ...edits: Edit[]): Promise<string[]> {
    expect(await plan()).toEqual(expected);
    const before = await hash();
    const set = await made(...edits);
    const between = await plan();
    regions.clock.advance(1_000);
    await takeBack(regions.module, set);
    expect(await plan()).toEqual(expected);
    expect(await hash()).toBe(before);
    return between;
  }

  it('a deal whose next span has another scope, ended and taken back, has both again', async () => {
    await made(...issue(), status('verified'));
    await made(amend({ title: 'B', markets: scope('FR'), from: day(10) }));
    expect(await expectRestored(['DE', 'FR', 'FR'], terminate())).toEqual(['', '', '']);
    await expectRestored(['DE', 'FR', 'FR'], amend({ markets: scope('DE + FR') }));
    await expectRestored(['DE', 'FR', 'FR'], amend({ valid: { until: day(30) }, from: day(20) }));
    await expectRestored(['DE', 'FR', 'FR'], amend({ kind: 'assignment' }), terminate());
  });

  it('a deal that has not begun does not begin by being ended and taken back', async () => {
    await made(...issue({ from: day(10), until: day(30) }), status('verified'));
    expect(await expectRestored(['', 'DE', ''], terminate())).toEqual(['', '', '']);
    await expectRestored(['', 'DE', ''], amend({ markets: scope('FR') }));
  });

  it('a deal that was called off before it began stops no answer, and no paper of it counts', async () => {
    await made(...issue({ from: day(10) }), status('verified'));
    await regions.module.get(TerminateDeal).execute({ dealId, reason, actor: manager });
    expect(await plan()).toEqual(['', '', '']);
    const questions = [{ itemId: band, market: 'US', action: 'acquire' as const }];
    const [elsewhere] = await regions.module.get(DecideAvailability).execute({ questions });
    expect(elsewhere?.allowed).toBe(true);
  });

  it('a suspension that was planned is planned again, and the paper keeps what it has become since', async () => {
    await made(...issue(), status('verified'));
    await made(status('suspended', day(10)));
    await expectRestored(['DE', '', ''], status('verified'));
    await expectRestored(['DE', '', ''], status('verified', day(30)));
    const amended = await made(amend({ markets: scope('DE + FR') }));
    await made(status('verified'));
    await takeBack(regions.module, amended);
    expect(await plan()).toEqual(['DE', 'DE', 'DE']);
  });

  it('a scope that is to change does so whatever becomes of the paper, or was still to be checked', async () => {
    await made(...issue());
    await made(amend({ markets: scope('FR'), from: day(10) }));
    await made(status('verified'));
    expect(await expectRestored(['DE', 'FR', 'FR'], status('suspended'))).toEqual(['', '', '']);
    await expectRestored(['DE', 'FR', 'FR'], status('suspended', day(20)));
  });

  it('what is to become of a paper does so after an amendment', async () => {
    await made(...issue(), status('verified'));
    await made(status('lapsed', day(10)));
    await made(amend({ markets: scope('DE + FR') }));
    expect(await plan()).toEqual(['DEFR', '', '']);
    await expectRestored(['DEFR', '', ''], amend({ markets: scope('FR') }));
  });

  describe('what became of a paper meanwhile stands when a suspension or a successor is taken back', () => {
    const refused = { kind: 'conflict', code: 'credential-status-transition' };
    const become = async (id: string, to: Credential['status'], from?: Date) => {
      regions.clock.advance(1_000);
      const change = { credentialId: id, status: to, ...(from && { from }), reason, actor: store };
      await regions.module.get(ChangeCredentialStatus).execute(change);
    };
    /** Says nothing of Germany and France, so that each answer is the old one's. */
    const inItsPlace = async (supersedes = credentialId) => {
      const newId = randomUUID();
      const holder = { kind: 'operator' } as const;
      const paper = { type: 'patent-licence.holder', holder, issuer: 'A holder', items: {}, supersedes };
      await made({ do: 'record-credential', newId, ...paper, markets: scope('US') });
      return newId;
    };
    const verified = (id: string): Edit => ({ ...status('verified'), credentialId: id }) as Edit;
    const planned = async () => {
      await made(...issue());
      await made(status('verified', day(10)));
    };
    const propose = (changeSetId: string) =>
      regions.module.get(RevertChangeSet).execute({ changeSetId, reason, actor: manager });

    it('one that was revoked stays so, and nothing is left under way', async () => {
      await planned();
      const set = await made(status('suspended'));
      await become(credentialId, 'revoked');
      await expect(propose(set)).rejects.toMatchObject(refused);
      await expect(propose(set)).rejects.toMatchObject(refused);
      expect(await plan()).toEqual(['', '', '']);
    });

    it('also if that was after it was proposed', async () => {
      await planned();
      const { id } = await propose(await made(status('suspended')));
      await become(credentialId, 'revoked');
      const preview = regions.module.get(PreviewChangeSet).execute({ changeSetId: id, actor: manager });
      await expect(preview).rejects.toMatchObject({ ...refused, errors: [{ pointer: '/edits/0' }] });
    });

    it('one that is to be revoked is revoked then', async () => {
      await planned();
      const set = await made(status('suspended'));
      await become(credentialId, 'revoked', day(30));
      await takeBack(regions.module, set);
      expect(await plan()).toEqual(['', 'DE', '']);
    });

    it('one that lapsed by itself stays so, whatever lapse was said before', async () => {
      await planned();
      await made(status('suspended'));
      const set = await made(status('verified'));
      await become(credentialId, 'lapsed');
      await expect(propose(set)).rejects.toMatchObject(refused);
    });

    it('one that lapsed for another one comes back once nothing in its place counts, a third one included', async () => {
      await made(...issue());
      await made(status('verified'));
      await made(status('suspended'));
      await made(status('verified', day(10)));
      const second = await inItsPlace();
      const set = await made(verified(second));
      const third = await inItsPlace();
      await made(verified(third));
      expect(await plan()).toEqual(['', '', '']);
      await expect(propose(set)).rejects.toMatchObject(refused);
      await become(third, 'revoked');
      await takeBack(regions.module, set);
      expect(await plan()).toEqual(['', 'DE', 'DE']);
    });

    it('one is what it was again until the day on which the one in its place was to count', async () => {
      await made(...issue());
      await made(status('verified'));
      const second = await inItsPlace();
      await made({ ...verified(second), from: day(20) } as Edit);
      expect(await expectRestored(['DE', 'DE', ''], verified(second))).toEqual(['', '', '']);
    });
  });
});
