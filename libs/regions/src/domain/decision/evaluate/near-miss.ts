import type { Item } from '../../item/item';
import { evaluatePredicate } from '../../item/evaluate-predicate';
import type { Instant } from '../../period';
import type { ReasonCode } from '../../rules/action';
import type { CredentialStatus } from '../../rules/credential';
import { type CompiledCredential, holds } from '../snapshot/compiled-rules';
import type { RuleSnapshot } from '../snapshot/rule-snapshot';
import { coversStandards, type RequirementMatch } from './match-item';

/** What is wrong with a credential, the most nearly right first. */
const FAULTS = [
  'EXPIRED',
  'NOT_YET_VALID',
  'SUSPENDED',
  'REVOKED',
  'REFUSED',
  'UNVERIFIED',
  'COMPONENT',
  'STANDARD',
  'TERRITORY',
  'CATEGORY',
] as const;
type Fault = (typeof FAULTS)[number];

const BY_STATUS: Readonly<Record<Exclude<CredentialStatus, 'verified'>, Fault>> = {
  draft: 'UNVERIFIED',
  submitted: 'UNVERIFIED',
  rejected: 'REFUSED',
  suspended: 'SUSPENDED',
  revoked: 'REVOKED',
  lapsed: 'EXPIRED',
};

/** Families that say what is wrong; where a word is missing, the requirement's own code stands. */
const CODES: Readonly<Record<string, Partial<Record<Fault, ReasonCode>>>> = {
  IP: {
    EXPIRED: 'IP.LICENCE_EXPIRED',
    NOT_YET_VALID: 'IP.LICENCE_NOT_YET_VALID',
    SUSPENDED: 'IP.LICENCE_SUSPENDED',
    REVOKED: 'IP.LICENCE_REVOKED',
    COMPONENT: 'IP.COMPONENT_NOT_LICENSED',
    STANDARD: 'IP.LICENCE_STANDARD_NOT_COVERED',
    TERRITORY: 'IP.LICENCE_TERRITORY_NOT_COVERED',
    CATEGORY: 'IP.LICENCE_CATEGORY_NOT_COVERED',
  },
  CERT: {
    EXPIRED: 'CERT.EXPIRED',
    SUSPENDED: 'CERT.SUSPENDED',
    REVOKED: 'CERT.REVOKED',
    REFUSED: 'CERT.UNVERIFIED',
    UNVERIFIED: 'CERT.UNVERIFIED',
  },
  CONTENT: { REFUSED: 'CONTENT.RATING_REFUSED' },
};

export interface NearMiss {
  readonly code: ReasonCode;
  readonly credentialId: string | null;
}

/** Of the credentials of the types asked for, the one with the fewest faults gives the reason its code. */
export function nearestMiss(
  rules: RuleSnapshot,
  { rule, standards, anyOf }: RequirementMatch,
  item: Item,
  slot: number,
  at: Instant,
): NearMiss {
  const { missingCode } = rule.row;
  const codes = CODES[missingCode.slice(0, missingCode.indexOf('.'))];
  const missing = { code: missingCode, credentialId: null };
  if (codes === undefined) return missing;
  let best: { credential: CompiledCredential; faults: Fault[] } | null = null;
  const open = anyOf.flat().filter(({ credentials }) => !credentials.some((one) => holds(one, slot, at)));
  for (const type of new Set(open.map((one) => one.type))) {
    for (const credential of rules.credentials.candidates(type, item)) {
      const faults = faultsOf(credential, item, standards, slot, at);
      if (faults.length > 0 && (best === null || isNearer(credential, faults, best)))
        best = { credential, faults };
    }
  }
  if (best === null) return missing;
  const [first] = best.faults;
  const code = first && codes[first];
  // "Refused" is said of ratings only: another paper of the family CONTENT is simply missing.
  const applies =
    code !== undefined && (code !== 'CONTENT.RATING_REFUSED' || missingCode === 'CONTENT.RATING_MISSING');
  return applies ? { code, credentialId: best.credential.row.id } : missing;
}

function faultsOf(
  credential: CompiledCredential,
  item: Item,
  standards: readonly string[],
  slot: number,
  at: Instant,
): Fault[] {
  const { row, valid, items, markets, counts } = credential;
  const faults = new Set<Fault>();
  if (row.status !== 'verified') faults.add(BY_STATUS[row.status]);
  // An assignment never was a licence, so it is not nearly one either.
  else if (!counts) return [];
  if (valid.until !== null && valid.until <= at) faults.add('EXPIRED');
  else if (valid.from !== null && at < valid.from) faults.add('NOT_YET_VALID');
  if (!items.namesItem(item)) faults.add('CATEGORY');
  const { where } = items.scope;
  if (where !== null && evaluatePredicate(where, item) !== true) faults.add('COMPONENT');
  if (!coversStandards(credential, standards)) faults.add('STANDARD');
  if (!markets.covers(slot, at)) faults.add('TERRITORY');
  return FAULTS.filter((fault) => faults.has(fault));
}

interface Candidate {
  readonly credential: CompiledCredential;
  readonly faults: readonly Fault[];
}

/** Fewer faults, then the lesser fault, then the later end, then the id: independent of the order of rows. */
function isNearer(credential: CompiledCredential, faults: readonly Fault[], best: Candidate): boolean {
  // Stryker disable next-line ConditionalExpression,UnaryOperator: both have a fault, which their type does not tell
  const rank = (fault: Fault | undefined) => (fault === undefined ? -1 : FAULTS.indexOf(fault));
  const difference =
    faults.length - best.faults.length ||
    rank(faults[0]) - rank(best.faults[0]) ||
    (best.credential.valid.until ?? Infinity) - (credential.valid.until ?? Infinity);
  if (difference < 0) return true;
  // Two that never end differ by no number.
  return !(difference > 0) && credential.row.id < best.credential.row.id;
}
