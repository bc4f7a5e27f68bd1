import { QueryFailedError } from 'typeorm';
import { createLogger, PinoNestLogger } from './logger';

describe('the log', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  beforeEach(() => lines.splice(0));

  it('says which statement failed, without the values that people gave', () => {
    const refused = Object.assign(new Error('null value in column "name"'), {
      code: '23502',
      detail: 'Failing row contains (ada@example.org).',
    });
    const error = new QueryFailedError('INSERT INTO account', ['ada@example.org', 'her hash'], refused);
    new PinoNestLogger(logger).error(error, 'Http');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/ada@example\.org|her hash/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      context: 'Http',
      msg: 'null value in column "name"',
      err: { type: 'QueryFailedError', query: 'INSERT INTO account', code: '23502' },
    });
  });

  it('keeps passwords and tokens to itself', () => {
    logger.info({ password: 'a lighthouse', body: { refreshToken: 'abc' } }, 'seen');
    expect(lines[0]).not.toMatch(/lighthouse|abc/);
  });
});
