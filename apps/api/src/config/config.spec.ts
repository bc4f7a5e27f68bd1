import { ConfigError, describeConfig, loadConfig } from './config';

const usable = {
  DATABASE_URL: 'postgres://store@127.0.0.1/store',
  AUTH_SECRET: 'x'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_12345',
};

describe('the configuration', () => {
  it('takes what is usable and fills in the rest', () => {
    const config = loadConfig({ ...usable, PORT: '8080' });
    expect(config).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', PUBLIC_URL: 'http://127.0.0.1:8080' });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('names everything that is missing or wrong at once', () => {
    const { STRIPE_SECRET_KEY: _, ...rest } = usable;
    const attempt = () =>
      loadConfig({ ...rest, PORT: '70000', DATABASE_URL: 'mysql://x', AUTH_SECRET: 'short' });
    expect(attempt).toThrow(ConfigError);
    for (const name of ['STRIPE_SECRET_KEY', 'PORT', 'DATABASE_URL', 'AUTH_SECRET'])
      expect(attempt).toThrow(new RegExp(`^  ${name}: `, 'm'));
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ ...usable, PORT: '' }).PORT).toBe(3000);
  });

  it('describes every variable', () => {
    const described = describeConfig();
    expect(described.length).toBeGreaterThan(15);
    expect(described.filter(({ meaning }) => meaning === '')).toEqual([]);
  });
});
