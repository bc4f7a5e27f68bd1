import { buildSnapshot, type Market } from '../../domain';
import { rows } from '../../domain/decision/spec/factories';
import { columnsOf, MOST_COLUMNS } from './matrix-columns';

const world = rows();
const [sample] = world.markets;

function rulesOf(count: number) {
  if (sample === undefined) throw new Error('There are no markets.');
  const markets = Array.from({ length: count }, (_, slot): Market => {
    const code = `X${String.fromCharCode(65 + (slot % 26))}-${String(slot).padStart(3, '0')}`;
    return { ...sample, code, slot, parent: null };
  });
  return buildSnapshot(rows({ markets, groups: world.groups.filter(({ code }) => code === 'WORLD') }));
}

describe('the columns of the matrix', () => {
  it('are the markets of an expression, by code, up to a number that is told', () => {
    const columns = columnsOf(rulesOf(MOST_COLUMNS), 'WORLD', 0).map(({ code }) => code);
    expect(columns).toHaveLength(MOST_COLUMNS);
    expect(columns).toEqual([...columns].sort());
    expect(() => columnsOf(rulesOf(MOST_COLUMNS + 1), 'WORLD', 0)).toThrow(
      `A matrix has at most ${MOST_COLUMNS} markets; these are ${MOST_COLUMNS + 1}.`,
    );
  });
});
