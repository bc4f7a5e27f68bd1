import type { Declarations } from '../app/declarations';
import type { PackageFacts } from '../artifact/package-facts';
import { findingsOf, isBlocking, REVIEW_POLICIES } from './review-policy';

const clean: PackageFacts = {
  packageName: 'org.example.app',
  versionCode: 1,
  versionCodeMajor: 0,
  versionName: '1',
  targetSdk: 34,
  permissions: [],
  debuggable: false,
  testOnly: false,
  signature: { certificates: [{ sha256: 'a'.repeat(64), debug: false }] },
};
const LOCATION = [{ name: 'android.permission.ACCESS_COARSE_LOCATION' }];

describe('automated checks', () => {
  it('find nothing in a clean package', () => {
    expect(findingsOf('default', { facts: clean, declarations: {} })).toEqual([]);
  });

  it.each([
    ['debuggable', { debuggable: true }, true],
    ['test-only', { testOnly: true }, true],
    ['debug-certificate', { signature: { certificates: [{ sha256: 'b'.repeat(64), debug: true }] } }, true],
    ['target-sdk-old', { targetSdk: 22 }, false],
    ['location-denied', { permissions: LOCATION }, false],
  ])('find %s', (code, facts, blocks) => {
    const subject = { facts: { ...clean, ...facts }, declarations: { 'data.collectsLocation': false } };
    const found = findingsOf('default', subject);
    expect(found).toEqual([
      { code, severity: blocks ? 'block' : 'warn', detail: expect.any(String) as string },
    ]);
    expect(findingsOf('demo', subject).some(isBlocking)).toBe(false);
  });

  it('believe who declares the location or says nothing', () => {
    const facts = { ...clean, permissions: LOCATION };
    const honest: Declarations[] = [{}, { 'data.collectsLocation': true }];
    for (const declarations of honest) expect(findingsOf('default', { facts, declarations })).toEqual([]);
  });

  it('list what blocks first, and every policy knows every check', () => {
    const facts = { ...clean, targetSdk: 4, debuggable: true, testOnly: true };
    expect(findingsOf('default', { facts, declarations: {} }).map(({ severity }) => severity)).toEqual([
      'block',
      'block',
      'warn',
    ]);
    expect(Object.keys(REVIEW_POLICIES.demo)).toEqual(Object.keys(REVIEW_POLICIES.default));
  });
});
