import type { Declarations } from '../app/declarations';
import type { PackageFacts } from '../artifact/package-facts';
import { type CheckedRelease, findingsOf, isBlocking, REVIEW_POLICIES } from './review-policy';

const SIGNER = 'a'.repeat(64);
const clean: PackageFacts = {
  packageName: 'org.example.app',
  versionCode: 1,
  versionCodeMajor: 0,
  versionName: '1',
  targetSdk: 34,
  permissions: [],
  debuggable: false,
  testOnly: false,
  iconPath: 'res/icon.png',
  code: { trackers: [], unread: null },
  signature: { certificates: [{ sha256: SIGNER, debug: false }] },
};
const text = { locale: 'en', title: 'Lamp', shortDescription: 'Light', fullDescription: 'Light.' };
const release = (more: Partial<CheckedRelease> = {}): CheckedRelease => ({
  packages: [clean],
  declarations: {},
  category: 'app/tools',
  liveSigner: SIGNER,
  page: { listings: [text], icon: true, iconCopied: false },
  ...more,
});
const page = (more: Partial<CheckedRelease['page']>) => release({ page: { ...release().page, ...more } });
const asks = (...names: string[]) => names.map((name) => ({ name: `android.permission.${name}` }));
const ads = { id: 'applovin', name: 'AppLovin', purpose: 'advertising' };

describe('automated checks', () => {
  it('find nothing in a clean release, nor in a report from before a check was there', () => {
    expect(findingsOf('default', release())).toEqual([]);
    const { iconPath: _, code: __, ...old } = clean;
    expect(findingsOf('default', release({ packages: [old], liveSigner: null }))).toEqual([]);
    expect(findingsOf('default', page({ icon: false }))).toEqual([]);
  });

  it.each([
    ['debuggable', { debuggable: true }, true],
    ['test-only', { testOnly: true }, true],
    ['debug-certificate', { signature: { certificates: [{ sha256: SIGNER, debug: true }] } }, true],
    [
      'certificate-changed',
      { signature: { certificates: [{ sha256: 'b'.repeat(64), debug: false }] } },
      false,
    ],
    ['target-sdk-old', { targetSdk: 22 }, false],
    ['location-denied', { permissions: asks('ACCESS_COARSE_LOCATION') }, false],
    ['permission-unexpected', { permissions: asks('READ_SMS', 'CAMERA') }, false],
    ['known-tracker', { code: { trackers: [{ ...ads, purpose: 'analytics' }], unread: null } }, false],
    ['code-unread', { code: { trackers: [], unread: 'classes.dex is too large' } }, false],
  ])('find %s in a package', (code, facts, blocks) => {
    const declarations = { 'data.collectsLocation': false, advertising: false };
    const subject = release({ packages: [clean, { ...clean, ...facts }], declarations });
    const found = findingsOf('default', subject);
    expect(found).toEqual([
      { code, severity: blocks ? 'block' : 'warn', detail: expect.any(String) as string },
    ]);
    expect(findingsOf('demo', subject).some(isBlocking)).toBe(false);
  });

  it('find advertising that was denied', () => {
    const packages = [{ ...clean, code: { trackers: [ads], unread: null } }];
    const codes = (declarations: Declarations) =>
      findingsOf('default', release({ packages, declarations })).map(({ code }) => code);
    expect(codes({ advertising: false })).toEqual(['known-tracker', 'advertising-denied']);
    const honest: Declarations[] = [{}, { advertising: true }];
    for (const declarations of honest) expect(codes(declarations)).toEqual(['known-tracker']);
  });

  it('find what is wrong with pages', () => {
    const long = { ...text, locale: 'de', title: 'x'.repeat(31) };
    const cases: [CheckedRelease, string, string][] = [
      [
        page({ listings: [text, { ...text, locale: 'fr', fullDescription: '' }] }),
        'listing-incomplete',
        'fr',
      ],
      [page({ listings: [text, long] }), 'listing-title-long', 'de'],
      [page({ iconCopied: true }), 'icon-copied', 'another publisher'],
      [
        release({ packages: [{ ...clean, iconPath: null }], page: { ...release().page, icon: false } }),
        'icon-missing',
        'icon',
      ],
    ];
    for (const [subject, code, word] of cases)
      expect(findingsOf('default', subject)).toEqual([
        { code, severity: 'warn', detail: expect.stringContaining(word) as string },
      ]);
    const many = Array.from({ length: 9 }, (_, i) => ({ ...long, locale: `l${i}` }));
    expect(findingsOf('default', page({ listings: many }))[0]?.detail).toContain('l4 and 4 more');
  });

  it('expect far-reaching permissions where they belong', () => {
    const found = (category: string, ...names: string[]) =>
      findingsOf('default', release({ category, packages: [{ ...clean, permissions: asks(...names) }] }));
    expect(found('app/communication', 'READ_SMS', 'READ_CONTACTS')).toEqual([]);
    expect(found('app/communication/chat', 'READ_SMS')).toEqual([]);
    expect(found('app/game/casino', 'READ_SMS', 'READ_SMS', 'READ_CALL_LOG')[0]?.detail).toContain(
      'android.permission.READ_CALL_LOG, android.permission.READ_SMS.',
    );
    expect(found('app/communications', 'READ_SMS')).toHaveLength(1);
  });

  it('believe who declares the location or says nothing', () => {
    const packages = [{ ...clean, permissions: asks('ACCESS_COARSE_LOCATION') }];
    const honest: Declarations[] = [{}, { 'data.collectsLocation': true }];
    for (const declarations of honest)
      expect(findingsOf('default', release({ packages, declarations }))).toEqual([]);
  });

  it('list what blocks first, each kind once, and every policy knows every check', () => {
    const bad = { ...clean, targetSdk: 4, debuggable: true, testOnly: true };
    const found = findingsOf('default', release({ packages: [{ ...clean, targetSdk: 4 }, bad, bad] }));
    expect(found.map(({ severity }) => severity)).toEqual(['block', 'block', 'warn']);
    expect(Object.keys(REVIEW_POLICIES.demo)).toEqual(Object.keys(REVIEW_POLICIES.default));
  });
});
