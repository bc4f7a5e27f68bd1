import { invalidRule } from '../../errors';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WORDS = 4;
const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** @throws DomainError `invalid-item-id` unless it is a uuid in lower case. */
export function writeUuid(id: string, into: Uint32Array, index: number): void {
  if (!UUID.test(id))
    throw invalidRule('invalid-item-id', `${JSON.stringify(id.slice(0, 60))} is no uuid in lower case.`);
  const base = index * WORDS;
  into[base] = parseInt(id.slice(0, 8), 16);
  into[base + 1] = parseInt(id.slice(9, 13) + id.slice(14, 18), 16);
  into[base + 2] = parseInt(id.slice(19, 23) + id.slice(24, 28), 16);
  into[base + 3] = parseInt(id.slice(28), 16);
}

export function readUuid(from: Uint32Array, index: number): string {
  const hex = (word: number) => {
    const value = from[index * WORDS + word] ?? 0;
    return `${pair(value >>> 24)}${pair(value >>> 16)}${pair(value >>> 8)}${pair(value)}`;
  };
  const [second, third] = [hex(1), hex(2)];
  return `${hex(0)}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${hex(3)}`;
}

/** The order of the texts. */
export function compareUuids(a: Uint32Array, i: number, b: Uint32Array, j: number): number {
  for (let word = 0; word < WORDS; word++) {
    const order = (a[i * WORDS + word] ?? 0) - (b[j * WORDS + word] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** Looks at the random end first, since what was made at one time begins alike. */
export function areSameUuids(a: Uint32Array, i: number, b: Uint32Array, j: number): boolean {
  return (
    a[i * WORDS + 3] === b[j * WORDS + 3] &&
    a[i * WORDS + 2] === b[j * WORDS + 2] &&
    a[i * WORDS + 1] === b[j * WORDS + 1] &&
    a[i * WORDS] === b[j * WORDS]
  );
}

/** 32 well-mixed bits of an id; another `seed` gives others. */
export function hashUuid(ids: Uint32Array, index: number, seed: number): number {
  let hash = seed;
  for (let word = 0; word < WORDS; word++) {
    hash = Math.imul(hash ^ (ids[index * WORDS + word] ?? 0), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function pair(value: number): string {
  return PAIRS[value & 255] ?? '';
}
