import type { Decision, Instant, ItemScope, Reason, UnlockStep } from '../../../libs/regions/src/domain';
import { place } from '../facts/places';
import type { Ink } from './ink';
import { type Cell, paragraph } from './layout';

/** `8 December 2014`, by the market's own calendar. */
export function day(at: Instant, market: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: place(market).zone }).format(at);
}

/** `8 Dec 2014`, for columns. */
export function shortDay(at: Instant, market: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: place(market).zone,
  }).format(at);
}

/** `2017-11-06T23:00:00Z` */
export function utc(at: Instant): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** `2017-11-07 00:00:00`, by the market's own clock. */
export function clock(at: Instant, market: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: place(market).zone,
  });
  return parts.format(at);
}

export function nameOf(market: string): string {
  return place(market).name;
}

export function verdict({ allowed }: Decision, yes = 'yes', no = 'no'): Cell {
  return allowed ? { text: yes, tone: 'good' } : { text: no, tone: 'bad' };
}

/** `device/phone, device/smart-home` */
export function scopeOf({ categories, itemIds }: ItemScope): string {
  return [...categories, ...itemIds].join(', ');
}

/** Each reason with its rule and what that rests on. */
export function reasonLines(reasons: readonly Reason[], ink: Ink): string[] {
  return reasons.flatMap(({ code, ruleId, legalBasis, authority }) => {
    const basis = [authority?.name, legalBasis].filter((part) => part !== undefined && part !== null);
    const rule = ruleId === null ? '' : ` by ${ruleId}`;
    return paragraph(`${code}${rule}${basis.length === 0 ? '' : ` (${basis.join('; ')})`}`, ink, 'bad');
  });
}

/** `COMMERCIAL.MARKET_NOT_OPEN_YET` is `market not open yet`. */
export function codeWords(code: string): string {
  return code
    .slice(code.indexOf('.') + 1)
    .toLowerCase()
    .replaceAll('_', ' ');
}

export function stepWords(step: UnlockStep): string {
  const object: Partial<Record<UnlockStep['do'], string>> = {
    'verify-credential': step.do === 'verify-credential' ? step.credentialType : '',
    'lift-prohibition': step.do === 'lift-prohibition' ? step.prohibitionId : '',
    'open-market': step.do === 'open-market' ? step.market : '',
  };
  return `${step.do.replaceAll('-', ' ')} ${object[step.do] ?? ''}`.trimEnd();
}

export function wayWords(steps: readonly UnlockStep[]): string {
  return steps.map(stepWords).join(' and ');
}
