import {
  ALWAYS,
  buildSnapshot,
  type Credential,
  EVERY_ITEM,
  type Instant,
  type ItemScope,
  type MarketScope,
  type MarketStatusSpan,
  type RuleRows,
  type RuleSnapshot,
} from '../../../libs/regions/src/domain';
import { GROUPS, PLACES } from './places';

type Rules = Pick<RuleRows, 'prohibitions' | 'requirements' | 'credentials' | 'deals' | 'offers'>;

/** What the store wrote down at one moment. */
export interface Entry extends Partial<Rules> {
  /** `null`: it was always known. */
  readonly recordedAt: Instant | null;
  /** By market. */
  readonly openings?: Readonly<Record<string, readonly MarketStatusSpan[]>>;
}

/** Everything that was ever written down; nothing is taken back in this story. */
export type Journal = readonly Entry[];

/** The rules as they were known at a moment (`Infinity`: all of them). Each entry is one epoch. */
export function rulesKnownAt(journal: Journal, knownAt: Instant): RuleSnapshot {
  const known = journal.filter(({ recordedAt }) => recordedAt === null || recordedAt <= knownAt);
  return buildSnapshot({
    epoch: known.length,
    markets: PLACES.map((place) => ({
      ...place,
      statuses: known.flatMap(({ openings }) => openings?.[place.code] ?? []),
      addedAt: 0,
    })),
    groups: GROUPS,
    prohibitions: known.flatMap(({ prohibitions }) => prohibitions ?? []),
    requirements: known.flatMap(({ requirements }) => requirements ?? []),
    credentials: known.flatMap(({ credentials }) => credentials ?? []),
    deals: known.flatMap(({ deals }) => deals ?? []),
    offers: known.flatMap(({ offers }) => offers ?? []),
    riskAcceptances: [],
  });
}

export function everythingKnown(journal: Journal): RuleSnapshot {
  return rulesKnownAt(journal, Infinity);
}

export function about(part: Partial<ItemScope>): ItemScope {
  return { ...EVERY_ITEM, ...part };
}

export function inMarkets(expression: string): MarketScope {
  return { expression, coversFutureMarkets: true, writtenAt: 0 };
}

type Paper = Pick<Credential, 'id' | 'type' | 'issuer' | 'items' | 'markets'> & Partial<Credential>;

/** The maker's verified paper without end or condition, unless it says otherwise. */
export function verified<Part extends Paper>(part: Part): Credential & Part {
  const holder = { kind: 'publisher', publisherId: 'maker' } as const;
  const open = { number: null, standards: null, valid: ALWAYS, dealId: null, conditions: [] };
  return { holder, status: 'verified', ...open, ...part };
}
