import { attributesOf, checkDeclarations, DECLARABLE_ATTRIBUTES } from './declarations';
import { checkListing, LISTING_LIMITS } from './listing';
import { PackageName } from './package-name';

describe('package names', () => {
  it.each(['org.example.app', 'a.b', 'Org.Example_2.app'])('take %s', (name) => {
    expect(PackageName.parse(name).value).toBe(name);
  });

  it.each([
    '',
    'app',
    'org..app',
    '.org.app',
    'org.app.',
    '1org.app',
    'org.1app',
    'org.ap-p',
    'org.äpp',
    `a.${'b'.repeat(254)}`,
    'org.app\n',
  ])('refuse %j', (name) => {
    expect(() => PackageName.parse(name)).toThrow(
      expect.objectContaining({ code: 'package-name-invalid' }) as Error,
    );
  });
});

describe('listings', () => {
  const text = { title: 'Title', shortDescription: 'Short', fullDescription: 'Full\n\nof text' };

  it('are trimmed and may be full to the limit', () => {
    expect(checkListing({ ...text, title: '  Title ' })).toEqual(text);
    const full = { ...text, title: 'x'.repeat(LISTING_LIMITS.title) };
    expect(checkListing(full)).toEqual(full);
  });

  it('are refused with every fault at once', () => {
    const bad = { title: 'a\u2028b', shortDescription: 'x'.repeat(81), fullDescription: 'x'.repeat(4_001) };
    expect(() => checkListing(bad)).toThrow(
      expect.objectContaining({
        code: 'listing-invalid',
        errors: [
          expect.objectContaining({ pointer: '/shortDescription' }) as object,
          expect.objectContaining({ pointer: '/fullDescription' }) as object,
          expect.objectContaining({ pointer: '/title', code: 'control-character' }) as object,
        ],
      }) as Error,
    );
  });
});

describe('declarations', () => {
  it('are names that rules know, of the right type', () => {
    expect(() => checkDeclarations({ gambling: true, 'content.violence': 'mild' })).not.toThrow();
    for (const name of DECLARABLE_ATTRIBUTES)
      expect(() => checkDeclarations({ [name]: 7 })).toThrow(
        expect.objectContaining({ code: 'invalid-attribute' }) as Error,
      );
    for (const name of ['rating.usk', 'price.free', 'chipset.vendor', '__proto__x'])
      expect(() => checkDeclarations({ [name]: true })).toThrow(
        expect.objectContaining({ code: 'declaration-unknown' }) as Error,
      );
  });

  it('do not outweigh what the package shows', () => {
    const permissions = ['android.permission.INTERNET', 'android.permission.ACCESS_FINE_LOCATION'];
    expect(attributesOf({ gambling: false, 'data.collectsLocation': false }, permissions)).toEqual({
      gambling: false,
      'data.collectsLocation': true,
    });
    expect(attributesOf({}, ['android.permission.INTERNET'])).toEqual({});
  });
});
