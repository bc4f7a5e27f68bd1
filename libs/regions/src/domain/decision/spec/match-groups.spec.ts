import { CredentialIndex } from '../snapshot/credential-index';
import { buildSnapshot } from '../snapshot/build-snapshot';
import { MatchGroups, signatureIn } from '../evaluate/match-groups';
import type { Item } from '../../item/item';
import type { RuleRows } from '../../rules/rule-rows';
import {
  acceptance,
  credential,
  item,
  items as about,
  offer,
  phone,
  prohibition,
  requirement,
  rows,
} from './factories';

const ADULT = { op: 'eq', attribute: 'adult', value: true } as const;
const OTHER = { publisherId: 'other' };

function groupsOf(part: Partial<RuleRows>): MatchGroups {
  return new MatchGroups(buildSnapshot(rows({ offers: [], ...part })));
}

/** Whether the rules may match the two differently. */
function tellsApart(part: Partial<RuleRows>, a: Item, b: Item): boolean {
  const groups = groupsOf(part);
  const [one, other] = [a, b].map((each) => groups.groupOf(each));
  return one !== other;
}

describe('groups of items that rules match alike', () => {
  it('are one for all publishers and ids that no rule names', () => {
    expect(tellsApart({}, item(), item({ id: 'another', ...OTHER }))).toBe(false);
    const groups = groupsOf({});
    expect(groups.groupOf(item())).toBe(groups.groupOf(item({ id: 'another' })));
    expect(groups.groupOf(item())).toEqual({ name: 'app app/tools  ', predicates: [], asksStandards: false });
  });

  it('differ by kind and by category', () => {
    expect(tellsApart({}, item(), item({ kind: 'device' }))).toBe(true);
    expect(tellsApart({}, item(), item({ category: 'app/game' }))).toBe(true);
  });

  it.each<[string, Partial<RuleRows>]>([
    ['a prohibition', { prohibitions: [prohibition({ items: about({ publisherIds: ['acme'] }) })] }],
    ['a requirement', { requirements: [requirement({ items: about({ publisherIds: ['acme'] }) })] }],
    ['an acceptance', { riskAcceptances: [acceptance({ items: about({ publisherIds: ['acme'] }) })] }],
    ['an offer of the store', { offers: [offer({ publisherId: 'acme' })] }],
    ['an offer of its own', { offers: [offer({ side: 'publisher', publisherId: 'acme' })] }],
    [
      'a credential of its own that is asked for',
      { requirements: [requirement()], credentials: [credential()] },
    ],
    [
      'a credential of the operator for it that is asked for',
      {
        requirements: [requirement()],
        credentials: [credential({ holder: { kind: 'operator' }, items: about({ publisherIds: ['acme'] }) })],
      },
    ],
    [
      'a credential that would exempt it',
      {
        prohibitions: [prohibition({ exemptingCredentialType: 'radio-approval' })],
        credentials: [credential()],
      },
    ],
  ])('are of their own for a publisher that is named by %s', (_, part) => {
    expect(tellsApart(part, item(), item(OTHER))).toBe(true);
    expect(tellsApart(part, item(OTHER), item({ publisherId: 'third' }))).toBe(false);
  });

  it.each<[string, Partial<RuleRows>]>([
    [
      'a rule about another category',
      { prohibitions: [prohibition({ items: about({ publisherIds: ['acme'], categories: ['device'] }) })] },
    ],
    ['a credential that nothing asks for', { credentials: [credential()] }],
    [
      'a credential of a type that is asked of other items',
      { requirements: [requirement({ items: about({ kinds: ['device'] }) })], credentials: [credential()] },
    ],
    [
      'a credential that would exempt other items',
      {
        prohibitions: [
          prohibition({ items: about({ kinds: ['device'] }), exemptingCredentialType: 'radio-approval' }),
        ],
        credentials: [credential()],
      },
    ],
    [
      'a credential of another type than the one asked for',
      { requirements: [requirement()], credentials: [credential({ type: 'age-rating' })] },
    ],
    [
      'a credential of its own about another category',
      {
        requirements: [requirement()],
        credentials: [credential({ items: about({ categories: ['device'] }) })],
      },
    ],
  ])('are those of everybody for a publisher that is named by %s alone', (_, part) => {
    expect(tellsApart(part, item(), item(OTHER))).toBe(false);
  });

  it.each<[string, Partial<RuleRows>]>([
    ['a prohibition', { prohibitions: [prohibition({ items: about({ itemIds: ['item'] }) })] }],
    ['an acceptance', { riskAcceptances: [acceptance({ items: about({ itemIds: ['item'] }) })] }],
    ['a credential', { credentials: [credential({ items: about({ itemIds: ['item'] }) })] }],
    ['an offer', { offers: [offer({ itemId: 'item' })] }],
  ])('are of their own for an item that is named by %s', (_, part) => {
    expect(tellsApart(part, item(), item({ id: 'another' }))).toBe(true);
    expect(tellsApart(part, item({ id: 'another' }), item({ id: 'third' }))).toBe(false);
  });

  it('ask the predicates of the rules about such items, each one once', () => {
    const groups = groupsOf({
      prohibitions: [
        prohibition({ id: 'a', items: about({ where: ADULT }) }),
        prohibition({ id: 'b', items: about({ where: ADULT }) }),
        prohibition({
          id: 'c',
          items: about({ kinds: ['device'], where: { ...ADULT, attribute: 'radio' } }),
        }),
      ],
    });
    expect(groups.groupOf(item()).predicates).toEqual([ADULT]);
    expect(groups.groupOf(phone()).predicates).toHaveLength(2);
    const attributesOf: Item['attributes'][] = [{ adult: true }, { adult: false }, {}];
    const [yes, no, unknown] = attributesOf.map((attributes) =>
      signatureIn(groups.groupOf(item()), item({ attributes })),
    );
    expect(new Set([yes, no, unknown]).size).toBe(3);
    expect(signatureIn(groups.groupOf(item()), item({ attributes: { adult: true, other: 1 } }))).toBe(yes);
  });

  it('tell apart which of two predicates is true', () => {
    const where = (attribute: string) => ({ op: 'eq', attribute, value: true }) as const;
    const groups = groupsOf({
      prohibitions: ['adult', 'gambling'].map((name) =>
        prohibition({ id: name, items: about({ where: where(name) }) }),
      ),
    });
    const flags = [true, false, undefined];
    const signatures = flags.flatMap((adult) =>
      flags.map((gambling) => {
        const attributes = {
          ...(adult !== undefined && { adult }),
          ...(gambling !== undefined && { gambling }),
        };
        return signatureIn(groups.groupOf(item()), item({ attributes }));
      }),
    );
    expect(new Set(signatures).size).toBe(9);
  });

  it('ask for standards where a requirement about such items does', () => {
    const groups = groupsOf({
      requirements: [
        requirement({ items: about({ kinds: ['device'] }), standards: ['Wi-Fi 6'] }),
        requirement(),
      ],
    });
    expect(groups.groupOf(item()).asksStandards).toBe(false);
    expect(groups.groupOf(phone()).asksStandards).toBe(true);
    const using = (standards: string[]) => phone({ attributes: { standards } });
    const signature = (one: Item) => signatureIn(groups.groupOf(one), one);
    expect(signature(using(['Wi-Fi 6']))).not.toBe(signature(using(['5G'])));
    expect(signature(using(['Wi-Fi 6']))).toBe(signature(using(['Wi-Fi 6'])));
    const app = (standards: string[]) => item({ attributes: { standards } });
    expect(signature(app(['Wi-Fi 6']))).toBe(signature(app(['5G'])));
  });
});

describe('credentials that may speak for an item', () => {
  const index = new CredentialIndex();
  const operator = { kind: 'operator' as const };
  const all = [
    credential({ id: 'own' }),
    credential({ id: 'own of the item', items: about({ itemIds: ['item', 'item'] }) }),
    credential({ id: 'others', holder: { kind: 'publisher', publisherId: 'other' } }),
    credential({
      id: 'others about the item',
      holder: { kind: 'publisher', publisherId: 'other' },
      items: about({ itemIds: ['item'] }),
    }),
    credential({ id: 'operators', holder: operator }),
    credential({
      id: 'operators about the item',
      holder: operator,
      items: about({ itemIds: ['item', 'phone'] }),
    }),
    credential({ id: 'rating', type: 'age-rating', holder: operator }),
    credential({ id: 'licence', type: 'licence', items: about({ itemIds: ['item'] }) }),
  ];
  const compiled = buildSnapshot(rows({ credentials: all })).credentials;
  const idsOf = (type: string, one: Item) =>
    compiled
      .candidates(type, one)
      .map(({ row }) => row.id)
      .sort();

  it.each([
    ['radio-approval', item(), ['operators', 'operators about the item', 'own', 'own of the item']],
    ['radio-approval', item({ id: 'another' }), ['operators', 'own']],
    ['radio-approval', phone({ publisherId: 'third' }), ['operators', 'operators about the item']],
    [
      'radio-approval',
      item(OTHER),
      ['operators', 'operators about the item', 'others', 'others about the item'],
    ],
    ['age-rating', item(), ['rating']],
    ['licence', item(), ['licence']],
    ['licence', item({ id: 'another' }), []],
    ['unheard-of', item(), []],
  ])('of type %s', (type, one, ids) => {
    expect(idsOf(type, one)).toEqual(ids);
  });

  it('are none where there are none', () => {
    expect(index.rules).toEqual([]);
    expect(index.candidates('radio-approval', item())).toEqual([]);
    expect(compiled.rules.map(({ row }) => row.id)).toEqual(all.map(({ id }) => id));
  });
});
