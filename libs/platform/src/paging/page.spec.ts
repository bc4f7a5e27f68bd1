import * as fc from 'fast-check';
import { DomainError } from '../errors/domain-error';
import { decodeCursor, encodeCursor, toPage } from './page';

describe('cursors', () => {
  it('come back as they went', () => {
    const key = ['2026-11-23T10:00:00.000Z', '01a2083d-f747-745d-b06f-33dd57211cbb', 7, 'naïve'];
    expect(decodeCursor(encodeCursor(key), ['instant', 'uuid', 'number', 'string'])).toEqual(key);
  });

  it('are refused when they are not ours, whatever they hold', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    );
    fc.assert(
      fc.property(hostile, (cursor) => {
        try {
          const key = decodeCursor(cursor, ['instant', 'uuid']);
          expect(key).toHaveLength(2);
        } catch (error) {
          expect((error as DomainError).code).toBe('cursor-invalid');
        }
      }),
    );
    expect(() => decodeCursor(encodeCursor(['a\0b']), ['string'])).toThrow(DomainError);
    expect(() => decodeCursor(encodeCursor(['2026-99-99T00:00:00Z']), ['instant'])).toThrow(DomainError);
    expect(() => decodeCursor('x'.repeat(1_001), ['string'])).toThrow(DomainError);
  });

  it('point behind the last row that is shown, and are absent on the last page', () => {
    const page = toPage([1, 2, 3], 2, (row) => [row], String);
    expect(page).toEqual({ data: ['1', '2'], nextCursor: encodeCursor([2]) });
    expect(toPage([1, 2], 2, (row) => [row], String).nextCursor).toBeNull();
  });
});
