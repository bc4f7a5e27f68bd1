import type { INestApplicationContext } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import {
  ChangeCredentialStatus,
  ChangeMarketStatus,
  PutRequirement,
  RecordCredential,
  type RecordCredentialCommand,
  SeedRegions,
  SetPlan,
} from '@portolan/regions';
import { ACCESSORY_MARKETS, PHONE_MARKETS } from './data/demo-devices';
import { APP_MARKETS } from './data/demo-markets';
import type { SeededPeople } from './seed-people';

const join = (codes: readonly string[]): string => [...new Set(codes)].join(' + ');
const everywhere = { expression: 'WORLD', coversFutureMarkets: true };

/** Markets, the store's plan, and what the law and the patent holders ask for. */
export async function seedRules(app: INestApplicationContext, people: SeededPeople): Promise<void> {
  const actor = people.actor('markets@portolan.example');
  await app.get(SeedRegions).execute();
  for (const market of new Set([...APP_MARKETS, ...PHONE_MARKETS, ...ACCESSORY_MARKETS])) {
    await app
      .get(ChangeMarketStatus)
      .execute({ market, status: 'open', reason: 'The demo store opens.', actor });
  }
  await seedPlan(app, actor);
  await seedRequirements(app, actor);
  await seedCredentials(app, people, actor);
}

async function seedPlan(app: INestApplicationContext, actor: AccountActor): Promise<void> {
  const plan = app.get(SetPlan);
  await plan.execute({ category: 'app', markets: everywhere, offered: true, actor });
  const maker = { expression: join(PHONE_MARKETS), coversFutureMarkets: false };
  await plan.execute({ category: 'device', markets: maker, offered: true, actor });
  // The store wants to sell everything there; what it lacks is the right to.
  const west = { expression: join(ACCESSORY_MARKETS), coversFutureMarkets: false };
  await plan.execute({ category: 'device', markets: west, offered: true, actor });
}

async function seedRequirements(app: INestApplicationContext, actor: AccountActor): Promise<void> {
  const put = app.get(PutRequirement);
  const cellular = { categories: ['device/phone'] };
  const patentMarkets = { expression: 'US + CA + GB + DE + FR + ES + IT + IE', coversFutureMarkets: false };
  const acquire = { actions: ['list', 'acquire'] as const, enforcement: 'blocking' as const, actor };
  for (const licensor of ['nokia', 'ericsson']) {
    await put.execute({
      ...acquire,
      items: cellular,
      markets: patentMarkets,
      actions: ['acquire'],
      anyOf: [[`patent-licence.${licensor}`]],
      standards: ['2G', '3G', '4G'],
      missingCode: 'IP.LICENCE_MISSING',
      legalBasis: 'Standard-essential patents for cellular standards',
    });
  }
  const radio = {
    items: {
      kinds: ['device'],
      where: {
        op: 'or',
        of: ['2G', '3G', '4G', 'WIFI', 'BT'].map((value) => ({
          op: 'contains',
          attribute: 'standards',
          value,
        })),
      },
    },
  };
  await put.execute({
    ...acquire,
    ...radio,
    actions: ['acquire'],
    markets: { expression: 'FCC', coversFutureMarkets: true },
    anyOf: [['radio.fcc']],
    missingCode: 'CERT.MISSING',
    legalBasis: '47 CFR Part 2: equipment authorization',
  });
  await put.execute({
    ...acquire,
    ...radio,
    actions: ['acquire'],
    markets: { expression: 'EEA + CH', coversFutureMarkets: true },
    anyOf: [['radio.red']],
    missingCode: 'CERT.MISSING',
    legalBasis: 'Directive 2014/53/EU (radio equipment)',
  });
  await put.execute({
    ...acquire,
    items: { categories: ['app/game/casino'] },
    markets: everywhere,
    anyOf: [['gambling-licence']],
    missingCode: 'CONTENT.LICENCE_MISSING',
    legalBasis: 'Gambling law of the market',
  });
  await put.execute({
    ...acquire,
    items: { kinds: ['app'] },
    markets: { expression: 'EU', coversFutureMarkets: true },
    anyOf: [['trader.eu']],
    missingCode: 'PUBLISHER.TRADER_STATUS_MISSING',
    legalBasis: 'Regulation (EU) 2022/2065, Article 30',
  });
}

async function seedCredentials(
  app: INestApplicationContext,
  people: SeededPeople,
  actor: AccountActor,
): Promise<void> {
  const verified = async (
    command: Omit<RecordCredentialCommand, 'actor' | 'items'> &
      Partial<Pick<RecordCredentialCommand, 'items'>>,
  ): Promise<void> => {
    const { id } = await app.get(RecordCredential).execute({ items: {}, ...command, actor });
    await app
      .get(ChangeCredentialStatus)
      .execute({ credentialId: id, status: 'verified', reason: 'Checked for the demo.', actor });
  };
  const eu = { expression: 'EU', coversFutureMarkets: true };
  for (const name of ['aurora', 'harbour'] as const) {
    const holder = { kind: 'publisher' as const, publisherId: people.publisherId(name) };
    await verified({ type: 'trader.eu', holder, issuer: 'The store', markets: eu });
  }
  await verified({
    type: 'gambling-licence',
    holder: { kind: 'publisher', publisherId: people.publisherId('harbour') },
    issuer: 'A gambling commission (demo)',
    number: 'DEMO-0001',
    items: { categories: ['app/game/casino'] },
    markets: { expression: 'GB', coversFutureMarkets: false },
  });
  await verified({
    type: 'radio.red',
    holder: { kind: 'publisher', publisherId: people.publisherId('meridian') },
    issuer: 'A notified body (demo)',
    items: { kinds: ['device'] },
    markets: { expression: 'EEA + CH', coversFutureMarkets: true },
  });
  await verified({
    type: 'radio.fcc',
    holder: { kind: 'publisher', publisherId: people.publisherId('meridian') },
    issuer: 'A certification body (demo)',
    items: { categories: ['device/accessory', 'device/wearable', 'device/tv-box', 'device/vr'] },
    markets: { expression: 'FCC', coversFutureMarkets: false },
  });
}
