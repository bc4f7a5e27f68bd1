import type { INestApplicationContext } from '@nestjs/common';
import { AcceptAgreement, PublishAgreement, StatePublisher } from '@portolan/accounts';
import { Ids } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  type Edit,
  ProposeChangeSet,
  type PutRequirementCommand,
  type RecordCredentialCommand,
  SeedRegions,
} from '@portolan/regions';
import { ACCESSORY_MARKETS, PHONE_MARKETS } from './data/demo-devices';
import { APP_MARKETS } from './data/demo-markets';
import { DEMO_PUBLISHERS, DEMO_TRADERS } from './data/demo-people';
import type { SeededPeople } from './seed-people';

const join = (codes: readonly string[]): string => [...new Set(codes)].join(' + ');
const everywhere = { expression: 'WORLD', coversFutureMarkets: true };

/** Markets, the store's plan, and what the law and the patent holders ask for: one person proposes, another approves. */
export async function seedRules(app: INestApplicationContext, people: SeededPeople): Promise<void> {
  await app.get(SeedRegions).execute();
  const markets = new Set([...APP_MARKETS, ...PHONE_MARKETS, ...ACCESSORY_MARKETS]);
  const opening = [...markets].map((market): Edit => ({
    do: 'change-market-status',
    market,
    status: 'open',
    reason: 'The demo store opens.',
  }));
  await carryOut(app, people, 'The demo store opens', [...opening, ...PLAN, ...REQUIREMENTS]);
  await agree(app, people);
  const traders = await stateTraders(app, people);
  await carryOut(app, people, "The publishers' papers", papers(people, app.get(Ids), traders));
}

async function carryOut(
  app: INestApplicationContext,
  people: SeededPeople,
  title: string,
  edits: Edit[],
): Promise<void> {
  const [manager, approver] = [
    people.actor('markets@portolan.example'),
    people.actor('approve@portolan.example'),
  ];
  const proposal = { title, reason: 'A demo needs something to show.', edits, actor: manager };
  const { set, diff } = await app.get(ProposeChangeSet).execute(proposal);
  const step = { changeSetId: set.id, hash: diff.hash };
  await app.get(ApproveChangeSet).execute({ ...step, actor: approver });
  await app.get(ApplyChangeSet).execute({ ...step, actor: manager });
}

const PLAN: readonly Edit[] = [
  { do: 'set-plan', category: 'app', markets: everywhere, offered: true },
  { do: 'set-plan', category: 'in-app-product', markets: everywhere, offered: true },
  {
    do: 'set-plan',
    category: 'device',
    markets: { expression: join(PHONE_MARKETS), coversFutureMarkets: false },
    offered: true,
  },
  // The store wants to sell everything there; what it lacks is the right to.
  {
    do: 'set-plan',
    category: 'device',
    markets: { expression: join(ACCESSORY_MARKETS), coversFutureMarkets: false },
    offered: true,
  },
];

const PATENT_MARKETS = { expression: 'US + CA + GB + DE + FR + ES + IT + IE', coversFutureMarkets: false };
const RADIO = {
  kinds: ['device'],
  where: {
    op: 'or',
    of: ['2G', '3G', '4G', 'WIFI', 'BT'].map((value) => ({ op: 'contains', attribute: 'standards', value })),
  },
};

const needs = (requirement: Omit<PutRequirementCommand, 'actor' | 'enforcement'>): Edit => ({
  do: 'put-requirement',
  enforcement: 'blocking',
  ...requirement,
});

const REQUIREMENTS: readonly Edit[] = [
  ...['nokia', 'ericsson'].map((licensor) =>
    needs({
      items: { categories: ['device/phone'] },
      markets: PATENT_MARKETS,
      actions: ['acquire'],
      anyOf: [[`patent-licence.${licensor}`]],
      standards: ['2G', '3G', '4G'],
      missingCode: 'IP.LICENCE_MISSING',
      legalBasis: 'Standard-essential patents for cellular standards',
    }),
  ),
  needs({
    items: RADIO,
    actions: ['acquire'],
    markets: { expression: 'FCC', coversFutureMarkets: true },
    anyOf: [['radio.fcc']],
    missingCode: 'CERT.MISSING',
    legalBasis: '47 CFR Part 2: equipment authorization',
  }),
  needs({
    items: RADIO,
    actions: ['acquire'],
    markets: { expression: 'EEA + CH', coversFutureMarkets: true },
    anyOf: [['radio.red']],
    missingCode: 'CERT.MISSING',
    legalBasis: 'Directive 2014/53/EU (radio equipment)',
  }),
  needs({
    items: { categories: ['app/game/casino'] },
    actions: ['list', 'acquire'],
    markets: everywhere,
    anyOf: [['gambling-licence']],
    missingCode: 'CONTENT.LICENCE_MISSING',
    legalBasis: 'Gambling law of the market',
  }),
  needs({
    items: { kinds: ['app'] },
    actions: ['list', 'acquire'],
    markets: { expression: 'EU', coversFutureMarkets: true },
    anyOf: [['trader.eu']],
    missingCode: 'PUBLISHER.TRADER_STATUS_MISSING',
    legalBasis: 'Regulation (EU) 2022/2065, Article 30',
  }),
];

const AGREEMENT =
  'Distribution agreement of the demo store.\n\n1. You publish only what is yours to publish.\n2. The store shows and sells it where you and the law allow it.\n';

/** The store's lawyer publishes the agreement, and each publisher of the demo accepts it. */
async function agree(app: INestApplicationContext, people: SeededPeople): Promise<void> {
  const legal = people.actor('legal@portolan.example');
  const publish = { texts: { en: AGREEMENT }, graceDays: 0, actor: legal };
  const { version, texts } = await app.get(PublishAgreement).execute(publish);
  for (const { locale, sha256 } of texts)
    for (const name of ['aurora', 'harbour', 'meridian'] as const) {
      const [publisherId, actor] = [people.publisherId(name), people.actor(DEMO_PUBLISHERS[name].owner)];
      await app.get(AcceptAgreement).execute({ publisherId, version, locale, sha256, actor });
    }
}

/** The publishers of apps say who they are. @returns the credentials that staff check it as */
async function stateTraders(app: INestApplicationContext, people: SeededPeople): Promise<string[]> {
  const credentials: string[] = [];
  for (const name of ['aurora', 'harbour'] as const) {
    const command = {
      publisherId: people.publisherId(name),
      statement: DEMO_TRADERS[name],
      actor: people.actor(DEMO_PUBLISHERS[name].owner),
    };
    credentials.push((await app.get(StatePublisher).execute(command)).credentialId);
  }
  return credentials;
}

const verification = (credentialId: string): Edit => ({
  do: 'change-credential-status',
  credentialId,
  status: 'verified',
  reason: 'Checked for the demo.',
});

/** Each paper recorded and, in the next edit, verified. */
function papers(people: SeededPeople, ids: Ids, stated: readonly string[]): Edit[] {
  const verified = (
    paper: Omit<RecordCredentialCommand, 'actor' | 'items'> & Partial<Pick<RecordCredentialCommand, 'items'>>,
  ): Edit[] => {
    const credentialId = ids.next();
    return [
      { do: 'record-credential', newId: credentialId, items: {}, ...paper },
      verification(credentialId),
    ];
  };
  const holder = (name: Parameters<SeededPeople['publisherId']>[0]) => ({
    kind: 'publisher' as const,
    publisherId: people.publisherId(name),
  });
  return [
    ...stated.map((credentialId) => verification(credentialId)),
    ...verified({
      type: 'gambling-licence',
      holder: holder('harbour'),
      issuer: 'A gambling commission (demo)',
      number: 'DEMO-0001',
      items: { categories: ['app/game/casino'] },
      markets: { expression: 'GB', coversFutureMarkets: false },
    }),
    ...verified({
      type: 'radio.red',
      holder: holder('meridian'),
      issuer: 'A notified body (demo)',
      items: { kinds: ['device'] },
      markets: { expression: 'EEA + CH', coversFutureMarkets: true },
    }),
    ...verified({
      type: 'radio.fcc',
      holder: holder('meridian'),
      issuer: 'A certification body (demo)',
      items: { categories: ['device/accessory', 'device/wearable', 'device/tv-box', 'device/vr'] },
      markets: { expression: 'FCC', coversFutureMarkets: false },
    }),
  ];
}
