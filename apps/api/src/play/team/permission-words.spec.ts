import { PERMISSIONS } from '@portolan/accounts';
import { adminWords, readWords, writeWords } from './permission-words';

describe("Google's words for permissions", () => {
  it('are read as permissions that say no more', () => {
    expect(readWords(['CAN_VIEW_NON_FINANCIAL_DATA_GLOBAL'], 'developer')).toEqual({
      admin: false,
      permissions: ['apps:read'],
    });
    expect(readWords(['CAN_SEE_ALL_APPS'], 'developer').permissions).toEqual(['apps:read']);
    expect(readWords(['CAN_ACCESS_APP', 'CAN_MANAGE_PUBLIC_LISTING'], 'app').permissions).toEqual([
      'apps:read',
      'listings:write',
    ]);
    expect(readWords(['CAN_MANAGE_PERMISSIONS_GLOBAL'], 'developer').admin).toBe(true);
  });

  it.each([
    ['CAN_MANAGE_ORDERS', 'app'],
    ['CAN_VIEW_FINANCIAL_DATA_GLOBAL', 'developer'],
    ['CAN_MANAGE_PERMISSIONS', 'app'],
    ['CAN_ACCESS_APP', 'developer'],
    ['CAN_MANAGE_TRACK_APKS', 'app'],
  ] as const)('refuse %s where it has no counterpart (%s)', (word, level) => {
    expect(() => readWords([word], level)).toThrow(word);
  });

  it('take testing tracks beside production, and not alone', () => {
    const words = ['CAN_MANAGE_TRACK_APKS', 'CAN_MANAGE_PUBLIC_APKS'];
    expect(readWords(words, 'app').permissions).toEqual(['artifacts:write', 'releases:write']);
    expect(() => readWords(['CAN_MANAGE_TRACK_USERS_GLOBAL'], 'developer')).toThrow(
      'CAN_MANAGE_PUBLIC_APKS_GLOBAL',
    );
  });

  it('say what is held, and leave over what they cannot say', () => {
    const { words, unsaid } = writeWords(PERMISSIONS, 'app');
    expect(unsaid).toEqual(['territories:write', 'prices:write']);
    expect(readWords(words, 'app').permissions.sort()).toEqual(
      PERMISSIONS.filter((one) => !unsaid.includes(one)).sort(),
    );
    expect(writeWords(['releases:write'], 'app')).toEqual({ words: [], unsaid: ['releases:write'] });
    expect(adminWords()[0]).toBe('CAN_MANAGE_PERMISSIONS_GLOBAL');
  });
});
