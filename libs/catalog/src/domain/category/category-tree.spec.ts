import { checkCategory } from '@portolan/regions';
import { CATEGORY_PATHS, categoryName, checkItemCategory } from './category-tree';

describe('the category tree', () => {
  it('has paths that rules can speak of, each below its parent', () => {
    for (const [place, path] of CATEGORY_PATHS.entries()) {
      expect(() => checkCategory(path)).not.toThrow();
      const parent = path.split('/').slice(0, -1).join('/');
      if (parent !== '') expect(CATEGORY_PATHS.slice(0, place)).toContain(parent);
    }
  });

  it('has a name in every language, and no two siblings share one', () => {
    for (const locale of ['en', 'de', 'es', 'fr']) {
      const names = CATEGORY_PATHS.map(
        (path) => `${path.split('/').slice(0, -1).join('/')}: ${categoryName(path, [locale])}`,
      );
      expect(new Set(names).size).toBe(names.length);
    }
    expect(categoryName('app/game', ['de-AT'])).toBe('Spiele');
    expect(categoryName('app/game', ['ja'])).toBe('Games');
  });

  it('files an item below the root of its kind', () => {
    expect(() => checkItemCategory('device', 'device/phone')).not.toThrow();
    expect(() => checkItemCategory('device', 'app/game')).toThrow(
      expect.objectContaining({ code: 'category-of-other-kind' }) as Error,
    );
    expect(() => checkItemCategory('app', 'app')).toThrow(
      expect.objectContaining({ code: 'category-of-other-kind' }) as Error,
    );
  });
});
