import { Chunk, CHUNK_WORDS, EMPTY_CHUNK, EVERY_POSITION, NO_POSITION } from '../bits/chunk';
import { EMPTY_ROW, type Row } from '../bits/row';
import type { Rows } from '../compile/row-draft';
import type { ChunkDenials } from '../denials/chunk-denials';
import { composeRows } from '../denials/compose-rows';

const words = (first: number) => new Uint32Array(CHUNK_WORDS).fill(first, 0, 1);
const chunk = (first: number) => new Chunk(words(first));
const [A, B] = [chunk(0b1111), chunk(0b1100)];
const [DENIED, OTHER] = [words(0b0101), words(0b1000)];
const same = (rows: readonly Row[]): Rows => ({ list: rows, acquire: rows });
const alike = (...masks: Uint32Array[]): ChunkDenials => ({ list: masks, acquire: masks });
const counts = (rows: Rows, slot = 0) => rows.list[slot]?.map(({ count }) => count);
const none = { list: Uint32Array.of(0), acquire: Uint32Array.of(0) };

describe('the rows of an atlas', () => {
  it('are what facts allow and rules do not deny, chunk by chunk', () => {
    const rows = composeRows(
      { facts: same([[A, B], [B]]), denials: [alike(DENIED, NO_POSITION), alike(OTHER, DENIED)] },
      null,
    );
    expect([counts(rows, 0), counts(rows, 1)]).toEqual([[2, 1], [2]]);
    expect(rows.list[0]?.[0]).toMatchObject({ words: A.words, denied: DENIED });
    expect(rows.list[1]?.[0]).toBe(B);
    expect([rows.list.length, rows.acquire.length]).toEqual([2, 2]);
  });

  it('are as many as there are markets for one of the actions', () => {
    const facts = { list: [[A]], acquire: [[A], [B], [A]] };
    const denials = [alike(NO_POSITION, NO_POSITION, NO_POSITION)];
    for (const given of [facts, { list: facts.acquire, acquire: facts.list }]) {
      const rows = composeRows({ facts: given, denials }, null);
      expect([rows.list.length, rows.acquire.length]).toEqual([3, 3]);
      expect([rows.list, rows.acquire].map((each) => each.map((row) => row[0]?.count ?? 0))).toEqual(
        [given.list, given.acquire].map((each) => [0, 1, 2].map((slot) => each[slot]?.[0]?.count ?? 0)),
      );
    }
  });

  it('are the empty piece where nothing is allowed or everything is denied, and where nobody has looked', () => {
    const facts = same([[EMPTY_CHUNK, A, A]]);
    const rows = composeRows({ facts, denials: [alike(DENIED), alike(EVERY_POSITION)] }, null);
    for (const piece of rows.list[0] ?? []) expect(piece === EMPTY_CHUNK).toBe(true);
    expect(rows.list[0]).toHaveLength(3);
    expect(composeRows({ facts: same([[]]), denials: [] }, null).list[0]).toBe(EMPTY_ROW);
  });

  it('are one piece for both actions where these are alike', () => {
    const facts = { list: [[A, A, A]], acquire: [[A, new Chunk(A.words.slice()), A]] };
    const list = [DENIED, DENIED, DENIED].map((mask) => [mask]);
    const acquire = [DENIED, DENIED, OTHER].map((mask) => [mask]);
    const denials = list.map((masks, index) => ({ list: masks, acquire: acquire[index] ?? [] }));
    const rows = composeRows({ facts, denials }, null);
    const shared = rows.list[0]?.map((piece, index) => piece === rows.acquire[0]?.[index]);
    expect(shared).toEqual([true, false, false]);
    expect(rows.acquire[0]?.map(({ count }) => count)).toEqual([2, 2, 3]);
  });
});

describe('the rows of an atlas that comes from another', () => {
  const facts = same([[A, B], [A]]);
  const denials = [alike(DENIED, DENIED), alike(OTHER, OTHER)];
  const old = () => ({ facts, denials, rows: composeRows({ facts, denials }, null) });

  it('are the old ones, where neither facts nor denials are others', () => {
    const before = old();
    const rows = composeRows({ facts, denials }, before);
    expect(rows.list.map((row, slot) => row === before.rows.list[slot])).toEqual([true, true]);
    const copied = denials.map(({ list, acquire }) => ({ list: [...list], acquire: [...acquire] }));
    const again = composeRows({ facts, denials: copied }, before);
    expect(again.acquire.map((row, slot) => row === before.rows.acquire[slot])).toEqual([true, true]);
  });

  it('are others in the market and chunk that is denied something else, and the old ones beside', () => {
    const before = old();
    const changed = [alike(DENIED, DENIED), alike(words(0b1100), OTHER)];
    const rows = composeRows({ facts, denials: changed }, before, {
      list: Uint32Array.of(1),
      acquire: Uint32Array.of(1),
    });
    expect(counts(rows)).toEqual([2, 0]);
    expect(rows.list[0]?.[0]).toBe(before.rows.list[0]?.[0]);
    expect(rows.list[1]).toBe(before.rows.list[1]);
    expect(rows.acquire[0]?.[1]).toBe(rows.list[0]?.[1]);
    expect(counts(before.rows)).toEqual([2, 1]);
  });

  it('are others for the one action that is denied something else', () => {
    const before = old();
    const changed = [{ list: [DENIED, DENIED], acquire: [OTHER, DENIED] }, alike(OTHER, OTHER)];
    const rows = composeRows({ facts, denials: changed }, before);
    expect(rows.list[0]).toBe(before.rows.list[0]);
    expect(rows.acquire[0]?.map(({ count }) => count)).toEqual([3, 1]);
    expect(rows.acquire[1]).toBe(before.rows.acquire[1]);
  });

  it('are not looked at where nothing was touched', () => {
    const before = old();
    const changed = [alike(OTHER, OTHER), alike(OTHER, OTHER)];
    expect(composeRows({ facts, denials: changed }, before, none).list[0]).toBe(before.rows.list[0]);
    const acquired = { list: Uint32Array.of(0), acquire: Uint32Array.of(2) };
    const rows = composeRows({ facts, denials: changed }, before, acquired);
    expect([rows.list[1]?.[0]?.count, rows.acquire[1]?.[0]?.count]).toEqual([2, 3]);
    expect(rows.acquire[0]).toBe(before.rows.acquire[0]);
  });

  it('follow the facts, even where no rule has changed', () => {
    const before = old();
    const now = same([[B, B], [A]]);
    const rows = composeRows({ facts: now, denials }, before, none);
    expect(counts(rows)).toEqual([1, 1]);
    expect(rows.list[0]?.[1]).toBe(before.rows.list[0]?.[1]);
    expect(rows.list[1]).toBe(before.rows.list[1]);
    const gone = composeRows({ facts: same([[], [A]]), denials }, before, none);
    expect(gone.list[0]).toBe(EMPTY_ROW);
  });

  it('are the old ones where other facts or denials come to the same', () => {
    const before = old();
    const copied = composeRows({ facts: same([[A, B], [A]]), denials }, before);
    expect(copied.list.map((row, slot) => row === before.rows.list[slot])).toEqual([true, true]);
    const empty = { facts: same([[EMPTY_CHUNK]]), denials: [alike(DENIED)] };
    const nothing = { ...empty, rows: composeRows(empty, null) };
    const rows = composeRows({ ...empty, denials: [alike(OTHER)] }, nothing);
    expect(rows.list[0]).toBe(nothing.rows.list[0]);
  });

  it('are longer or shorter with the facts', () => {
    const before = old();
    const longer = composeRows(
      { facts: same([[A, B, A], [A]]), denials: [...denials, alike(NO_POSITION)] },
      before,
    );
    expect(counts(longer)).toEqual([2, 1, 4]);
    expect(longer.list[1] === before.rows.list[1]).toBe(true);
    const shorter = composeRows({ facts: same([[A], [A]]), denials }, before);
    expect(counts(shorter)).toEqual([2]);
    expect(shorter.list[0]?.[0]).toBe(before.rows.list[0]?.[0]);
  });

  it('take no piece that is denied or allowed something else', () => {
    const before = old();
    const facts2 = same([[new Chunk(A.words.slice()), B], [A]]);
    const rows = composeRows({ facts: facts2, denials }, before);
    expect(rows.list[0]?.[0]?.words).toBe(facts2.list[0]?.[0]?.words);
    expect(rows.list[0]?.[0]?.denied).toBe(DENIED);
    const lifted = composeRows(
      { facts, denials: [alike(NO_POSITION, NO_POSITION), ...denials.slice(1)] },
      before,
    );
    expect(lifted.list[0]?.[0]).toBe(A);
    expect(lifted.list[0]?.[1]).toBe(before.rows.list[0]?.[1]);
  });
});
