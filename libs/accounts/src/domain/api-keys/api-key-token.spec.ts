import { apiKeyToken, looksLikeApiKey, prefixOf } from './api-key-token';

it('names the key in the part before the secret', () => {
  const { prefix, token } = apiKeyToken(Buffer.alloc(16, 7), 'x'.repeat(43));
  expect(prefix).toBe('ptk_0707070707070707');
  expect(prefixOf(token)).toBe(prefix);
  expect(looksLikeApiKey(token)).toBe(true);
  for (const other of [prefix, `${token}x`, token.slice(1), token.toUpperCase(), `${prefix}_`, ''])
    expect(prefixOf(other)).toBeNull();
});
