import { plainCode, recoveryCode } from './recovery-codes';

it('is read in groups and compared without them', () => {
  const code = recoveryCode(Buffer.from([...Array(16).keys()]));
  expect(code).toBe('2345-6789-abcd-efgh');
  expect(plainCode(` ${code.toUpperCase()} `)).toBe('23456789abcdefgh');
  expect(plainCode(code.replaceAll('-', ' '))).toBe('23456789abcdefgh');
});
