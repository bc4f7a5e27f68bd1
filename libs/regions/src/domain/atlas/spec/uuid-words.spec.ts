import { areSameUuids, compareUuids, hashUuid, readUuid, writeUuid } from '../items/uuid-words';

const ID = '01234567-89ab-7cde-8f01-23456789abcd';

function wordsOf(...ids: string[]): Uint32Array {
  const words = new Uint32Array(4 * ids.length);
  ids.forEach((id, index) => writeUuid(id, words, index));
  return words;
}

describe('uuids as words', () => {
  it('are read as they were written, at any place', () => {
    const ids = [ID, 'ffffffff-ffff-ffff-ffff-ffffffffffff', '00000000-0000-0000-0000-00000000000f'];
    const words = wordsOf(...ids);
    expect(ids.map((_, index) => readUuid(words, index))).toEqual(ids);
  });

  it.each([
    ['in capitals', ID.toUpperCase()],
    ['something before it', ` ${ID}`],
    ['something behind it', `${ID}0`],
    ['a line behind it', `${ID}\n`],
    ['no hyphens', ID.replaceAll('-', '')],
    ['another letter', ID.replace('a', 'g')],
    ['a short first part', ID.slice(1)],
    ['a long first part', `0${ID}`],
    ['a short second part', '01234567-89a-7cde-8f01-23456789abcd'],
    ['a letter in the second part', '01234567-89ax-7cde-8f01-23456789abcd'],
    ['a short third part', '01234567-89ab-7cd-8f01-23456789abcd'],
    ['a letter in the third part', '01234567-89ab-7xde-8f01-23456789abcd'],
    ['a short fourth part', '01234567-89ab-7cde-8f0-23456789abcd'],
    ['a letter in the fourth part', '01234567-89ab-7cde-8x01-23456789abcd'],
    ['a short last part', '01234567-89ab-7cde-8f01-23456789abc'],
    ['a letter in the last part', '01234567-89ab-7cde-8f01-23456789abcx'],
    ['nothing', ''],
  ])('are refused with %s', (_, id) => {
    expect(() => wordsOf(id)).toThrow(expect.objectContaining({ code: 'invalid-item-id' }));
  });

  it('say in the refusal what was given, of a long text the beginning', () => {
    expect(() => wordsOf('Not-a-uuid')).toThrow('"Not-a-uuid" is no uuid in lower case.');
    expect(() => wordsOf('x'.repeat(5_000))).toThrow(`"${'x'.repeat(60)}" is no uuid in lower case.`);
  });

  it('sort as their texts do, and are the same if all of them is', () => {
    const ids = [
      ID,
      ID.replace('01234567', 'f1234567'),
      ID.replace('89ab', 'f9ab'),
      ID.replace('7cde', '7cdf'),
      ID.replace('8f01', '0f01'),
      ID.replace('23456789abcd', '23456789abce'),
    ];
    const words = wordsOf(...ids);
    ids.forEach((a, i) => {
      ids.forEach((b, j) => {
        expect(Math.sign(compareUuids(words, i, words, j))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(areSameUuids(words, i, words, j)).toBe(a === b);
      });
    });
  });

  it('are hashed as ever: hashes of epochs that are kept for good are made of these', () => {
    const words = wordsOf(ID, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
    expect([0, 1].map((index) => hashUuid(words, index, 0x243f6a88))).toEqual([-1763413149, 1429757790]);
    expect([0, 1].map((index) => hashUuid(words, index, 0x13198a2e))).toEqual([-2122386212, -1072646410]);
  });
});
