import { CHANGE_SET_STATES, type ChangeSetState, mayBecome } from './change-set-state';

const from = (state: ChangeSetState) => CHANGE_SET_STATES.filter((next) => mayBecome(state, next));

describe('a change set', () => {
  it.each<[ChangeSetState, ChangeSetState[]]>([
    ['draft', ['draft', 'previewed', 'cancelled']],
    ['previewed', ['draft', 'previewed', 'awaiting-approval', 'scheduled', 'applied', 'cancelled']],
    ['awaiting-approval', ['draft', 'previewed', 'approved', 'cancelled']],
    ['approved', ['draft', 'previewed', 'scheduled', 'applied', 'cancelled']],
    ['scheduled', ['applied', 'suspended', 'cancelled']],
    ['suspended', ['draft', 'previewed', 'cancelled']],
    ['applied', ['reverted']],
    ['cancelled', []],
    ['reverted', []],
  ])('that is %s may become %p and nothing else', (state, next) => {
    expect(from(state)).toEqual(next);
  });

  it('is never applied without a preview, nor twice', () => {
    expect(CHANGE_SET_STATES.filter((state) => mayBecome(state, 'applied'))).toEqual([
      'previewed',
      'approved',
      'scheduled',
    ]);
  });

  it('is approved only while somebody waits for it', () => {
    expect(CHANGE_SET_STATES.filter((state) => mayBecome(state, 'approved'))).toEqual(['awaiting-approval']);
  });
});
