import { invalidRule } from '../errors';
import type { Instant } from '../period';

const HOUR = 3_600_000;
const LOCAL_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which a zone's wall clock shows a time (`2017-11-07T00:00`, seconds optional). A time that the
 * zone skips becomes the first instant after the gap (so a whole day that never was, Pacific/Apia 2011-12-30,
 * becomes the beginning of the next); a time that occurs twice becomes its first occurrence.
 * @throws DomainError `invalid-local-time`, `unknown-zone`.
 */
export function localTimeToInstant(zone: string, local: string): Instant {
  const wall = wallClock(local);
  // No zone is more than 14 hours ahead of UTC or 12 behind, so the two offsets around any change are met here.
  const earliest = wall - 15 * HOUR;
  const latest = wall + 13 * HOUR;
  // A time that comes twice comes first with the offset from before the change.
  const candidates = [wall - offsetAt(zone, earliest), wall - offsetAt(zone, latest)];
  const first = candidates.find((instant) => instant + offsetAt(zone, instant) === wall);
  return first ?? endOfGap(zone, wall, earliest, latest);
}

/** Checks the form and that the date exists in the calendar; gives the time as if it were UTC. */
export function wallClock(local: string): number {
  const match = LOCAL_TIME.exec(local);
  // Stryker disable next-line ArrayDeclaration: what does not match is refused, whatever is read from it
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const printed = match === null ? '' : new Date(wall).toISOString().slice(0, 19);
  if (match === null || year < 1970 || printed !== (local.length === 16 ? `${local}:00` : local)) {
    throw invalidRule(
      'invalid-local-time',
      `${JSON.stringify(local.slice(0, 40))} is no time like 2017-11-07T00:00.`,
    );
  }
  return wall;
}

/** Minutes and seconds included: what the wall clock is ahead of UTC, in milliseconds. */
function offsetAt(zone: string, instant: Instant): number {
  const second = Math.floor(instant / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(second)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

function endOfGap(zone: string, wall: number, before: Instant, after: Instant): Instant {
  let low = before;
  let high = after;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(zone, middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw invalidRule('unknown-zone', `${JSON.stringify(zone)} is no IANA time zone.`);
  }
  formats.set(zone, format);
  return format;
}
