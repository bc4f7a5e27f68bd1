import { categoryDepth, categoryLineage, checkCategory, isWithinCategory } from './category-path';

describe('a category path', () => {
  it.each(['app', 'device/smart-home/camera', '5g', 'a/b/c/d/e/f/g/h', 'a'.repeat(200)])(
    'may be %p',
    (path) => {
      expect(() => checkCategory(path)).not.toThrow();
    },
  );

  it.each([
    '',
    '/app',
    'app/',
    'app//game',
    'App',
    'app/Game',
    'app_kit',
    'app-',
    '-app',
    'app--kit',
    'app/-game',
    'app/game-',
    'a/b/c/d/e/f/g/h/i',
    'a'.repeat(201),
    'app game',
  ])('may not be %p', (path) => {
    const detail = `${JSON.stringify(path.slice(0, 60))} is no category path like device/phone.`;
    expect(() => checkCategory(path)).toThrow(
      expect.objectContaining({ code: 'invalid-category', detail }) as Error,
    );
  });

  it('lies within itself and what is above it, not within what merely begins alike', () => {
    expect(isWithinCategory('device/phone', 'device/phone')).toBe(true);
    expect(isWithinCategory('device/phone', 'device')).toBe(true);
    expect(isWithinCategory('device/phones', 'device/phone')).toBe(false);
    expect(isWithinCategory('device', 'device/phone')).toBe(false);
    expect(isWithinCategory('app', 'device')).toBe(false);
  });

  it('has a depth and a lineage, deepest first', () => {
    expect(categoryLineage('device/smart-home/camera')).toEqual([
      'device/smart-home/camera',
      'device/smart-home',
      'device',
    ]);
    expect(categoryLineage('app')).toEqual(['app']);
    expect(['app', 'device/smart-home/camera'].map(categoryDepth)).toEqual([1, 3]);
  });
});
