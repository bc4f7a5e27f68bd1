import fc from 'fast-check';
import { checkArtifact } from './artifact-rules';
import { longVersionCodeOf, signerOf, type PackageFacts } from './package-facts';

const facts = (more: Partial<PackageFacts> = {}): PackageFacts => ({
  packageName: 'org.example.app',
  versionCode: 5,
  versionCodeMajor: 0,
  versionName: '1',
  targetSdk: 34,
  permissions: [],
  debuggable: false,
  testOnly: false,
  signature: { certificates: [{ sha256: 'aa', debug: false }] },
  ...more,
});
const target = { packageName: 'org.example.app', signer: 'aa', previousSigners: [], highestVersionCode: 4 };

describe('what a package must be to follow another', () => {
  it('passes with the same name and signer and a higher version, or as the first', () => {
    expect(() => checkArtifact(facts(), target)).not.toThrow();
    expect(() => checkArtifact(facts(), { ...target, signer: null, highestVersionCode: null })).not.toThrow();
    expect(() => checkArtifact(facts({ versionCode: 0, versionCodeMajor: 1 }), target)).not.toThrow();
  });

  it.each([
    ['artifact-package-mismatch', { packageName: 'org.example.App' }],
    ['artifact-certificate-mismatch', { signature: { certificates: [{ sha256: 'bb', debug: false }] } }],
    [
      'artifact-certificate-mismatch',
      { signature: { certificates: ['aa', 'bb'].map((sha256) => ({ sha256, debug: false })) } },
    ],
    ['artifact-version-code-not-higher', { versionCode: 4 }],
    ['artifact-version-code-not-higher', { versionCode: 3 }],
    ['artifact-version-code-too-high', { versionCodeMajor: 2 ** 31 - 1 }],
  ])('is refused as %s', (code, more) => {
    expect(() => checkArtifact(facts(more), target)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('has one signer whatever the order of its certificates', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{4,8}$/), { minLength: 1, maxLength: 5 }),
        (hashes) => {
          const signed = (order: string[]) =>
            signerOf(
              facts({ signature: { certificates: order.map((sha256) => ({ sha256, debug: false })) } }),
            );
          expect(signed([...hashes].reverse())).toBe(signed(hashes));
        },
      ),
    );
  });

  it('compares both halves of the version code, as devices do', () => {
    expect(longVersionCodeOf(facts({ versionCodeMajor: 1, versionCode: 0 }))).toBe(4_294_967_296);
  });

  describe('after a change of key', () => {
    const by = (...lineage: string[]) =>
      facts({
        signature: {
          certificates: [{ sha256: lineage.at(-1) ?? '', debug: false }],
          lineage: lineage.length > 1 ? lineage : [],
        },
      });
    const rotated = { ...target, signer: 'bb', previousSigners: ['aa'] };

    it('passes when the pinned key vouches for the new one, at once or over several', () => {
      expect(() => checkArtifact(by('aa', 'bb'), target)).not.toThrow();
      expect(() => checkArtifact(by('aa', 'bb', 'cc'), target)).not.toThrow();
      expect(() => checkArtifact(by('00', 'aa', 'bb'), target)).not.toThrow();
      expect(() => checkArtifact(by('aa', 'bb'), rotated)).not.toThrow();
      expect(() => checkArtifact(by('aa', 'bb', 'cc'), rotated)).not.toThrow();
    });

    it.each([
      ['artifact-certificate-mismatch', 'a key that nobody vouched for', by('bb'), target],
      ['artifact-certificate-mismatch', 'a history of others', by('cc', 'bb'), target],
      ['artifact-certificate-mismatch', 'the key before', by('aa'), rotated],
      ['artifact-certificate-mismatch', 'the key before with its own history', by('00', 'aa'), rotated],
      ['artifact-lineage-incomplete', 'the new key alone', by('bb'), rotated],
      ['artifact-lineage-incomplete', 'a history that leaves out the first', by('bb', 'cc'), rotated],
      ['artifact-lineage-incomplete', 'a history in another order', by('bb', 'aa', 'cc'), rotated],
    ])('is refused as %s: %s', (code, _what, package_, at) => {
      expect(() => checkArtifact(package_, at)).toThrow(expect.objectContaining({ code }) as Error);
    });
  });
});
