import { localTimeToInstant } from './local-time';

const at = (zone: string, local: string) => new Date(localTimeToInstant(zone, local)).toISOString();

describe('market-local time', () => {
  it.each([
    ['an ordinary day', 'Europe/Madrid', '2017-11-07T00:00', '2017-11-06T23:00:00.000Z'],
    ['the first day that counts', 'Etc/UTC', '1970-01-01T00:00', '1970-01-01T00:00:00.000Z'],
    ['seconds', 'Asia/Kolkata', '2020-06-29T23:59:59', '2020-06-29T18:29:59.000Z'],
    ['the far east of the date line', 'Pacific/Kiritimati', '2026-01-01T00:00', '2025-12-31T10:00:00.000Z'],
    ['the far west of it', 'Pacific/Midway', '2026-01-01T00:00', '2026-01-01T11:00:00.000Z'],
    ['a day that never was', 'Pacific/Apia', '2011-12-30T12:00', '2011-12-30T10:00:00.000Z'],
    ['an hour that is skipped', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['an hour that comes twice', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['a midnight that is skipped', 'America/Santiago', '2026-09-06T00:00', '2026-09-06T04:00:00.000Z'],
    ['half an hour of summer time', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
  ])('%s', (_, zone, local, instant) => {
    expect(at(zone, local)).toBe(instant);
  });

  it.each([
    '2017-11-07',
    '2017-02-29T00:00',
    '2017-11-07T24:00',
    '2017-11-07T00:00Z',
    'soon',
    'on 2017-11-07T00:00',
    '2017-11-07T00:00 or so',
    '0001-01-01T00:00',
    '1969-12-31T23:59',
  ])('refuses %p', (local) => {
    expect(() => at('Etc/UTC', local)).toThrow(
      expect.objectContaining({ code: 'invalid-local-time' }) as Error,
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => at('Europe/Atlantis', '2017-11-07T00:00')).toThrow(
      expect.objectContaining({
        code: 'unknown-zone',
        message: expect.stringContaining('Europe/Atlantis') as string,
      }) as Error,
    );
  });
});
