import type { Clock } from '@portolan/platform';
import { Atlas, buildSnapshot } from '../../domain';
import { rows } from '../../domain/decision/spec/factories';
import type { LiveAtlas } from '../decisions/live-atlas';
import { KnownAnswers } from './known-answers';
import type { KnownWorlds } from './known-worlds';
import { World } from './world';

const given = rows();
const snapshot = buildSnapshot(given);
const served = Atlas.compile([], snapshot, 1_000, 1);

function answers(now: number) {
  const asked: (Date | null)[] = [];
  const state = { atlas: served };
  const live = {
    catchUp: () => Promise.resolve(),
    now: () => Promise.resolve({ atlas: state.atlas, rules: { snapshot, rows: given }, mark: 'a' }),
  };
  const worlds = {
    get: (knownAt: Date | null) => {
      asked.push(knownAt);
      return Promise.resolve(new World(given, []));
    },
  };
  const clock = { now: () => new Date(now) };
  const known = new KnownAnswers(
    live as unknown as LiveAtlas,
    worlds as unknown as KnownWorlds,
    clock as unknown as Clock,
  );
  return { known, asked, state };
}

describe('the answers that staff ask about', () => {
  it('are those in use for a question about now, be the clock a moment behind them', async () => {
    const { known, asked } = answers(990);
    const { atlas, at } = await known.get(null, null);
    expect([atlas, at]).toEqual([served, 1_000]);
    expect(asked).toEqual([]);
  });

  it('are read from the past for an instant before them, and for what was known then', async () => {
    const { known, asked } = answers(2_000);
    expect((await known.get(null, 500)).at).toBe(500);
    expect((await known.get(new Date(700), null)).at).toBe(700);
    expect(asked).toEqual([null, new Date(700)]);
  });

  it('are made once for a later instant, until others are in use', async () => {
    const { known, state } = answers(2_000);
    const later = served.validUntil ?? NaN;
    const first = await known.get(null, later);
    expect(first.atlas).not.toBe(served);
    expect((await known.get(null, later)).atlas).toBe(first.atlas);
    expect((await known.get(null, null)).atlas).toBe(served);
    state.atlas = Atlas.compile([], snapshot, 1_000, 2);
    expect((await known.get(null, later)).atlas).not.toBe(first.atlas);
  });
});
