import { item, items } from '../decision/spec/factories';
import { CompiledItemScope } from './compiled-item-scope';
import type { Item } from './item';
import type { ItemScope } from './item-scope';
import { ScopeIndex } from './scope-index';

const camera = item({ id: 'cam', kind: 'device', category: 'device/smart-home/camera', publisherId: 'p' });
const covers = (scope: Partial<ItemScope>, asked: Item = camera) =>
  new CompiledItemScope(items(scope)).matches(asked);

describe('an item scope', () => {
  it.each<[Partial<ItemScope>, boolean]>([
    [{}, true],
    [{ kinds: ['device'] }, true],
    [{ kinds: ['app', 'in-app-product'] }, false],
    [{ categories: ['device/smart-home'] }, true],
    [{ categories: ['app', 'device'] }, true],
    [{ categories: ['device/phone'] }, false],
    [{ exceptCategories: ['device/smart-home/camera'] }, false],
    [{ exceptCategories: ['device/phone'] }, true],
    [{ categories: ['device'], exceptCategories: ['device/smart-home'] }, false],
    [{ publisherIds: ['q', 'p'] }, true],
    [{ publisherIds: ['q'] }, false],
    [{ itemIds: ['cam'] }, true],
    [{ itemIds: ['other'] }, false],
    [{ itemIds: ['cam'], kinds: ['app'] }, false],
    [{ publisherIds: ['p'], categories: ['app'] }, false],
  ])('%j covers a camera of p: %p', (scope, expected) => {
    expect(covers(scope)).toBe(expected);
  });

  it('does not know where it hangs on an unknown attribute, and knows where another part says no', () => {
    const where = { op: 'eq', attribute: 'gambling', value: true } as const;
    expect(covers({ where })).toBe('unknown');
    expect(covers({ where, kinds: ['app'] })).toBe(false);
    expect(covers({ where }, item({ attributes: { gambling: true } }))).toBe(true);
    expect(covers({ where }, item({ attributes: { gambling: false } }))).toBe(false);
  });
});

describe('an index of scopes', () => {
  const scopes: Record<string, Partial<ItemScope>> = {
    all: {},
    devices: { kinds: ['device'] },
    nested: { categories: ['device', 'device/smart-home', 'device/smart-home/camera'] },
    home: { categories: ['device/smart-home'] },
    apps: { categories: ['app'] },
    publisher: { publisherIds: ['p', 'p'], categories: ['device'] },
    stranger: { publisherIds: ['q'] },
    camera: { itemIds: ['cam', 'cam'], publisherIds: ['p'] },
    another: { itemIds: ['other'] },
    several: { publisherIds: ['q', 'p'] },
  };
  const candidates = (asked: Item, among = Object.keys(scopes)) => {
    const index = new ScopeIndex<string>();
    for (const name of among) index.add(items(scopes[name]), name);
    expect(index.rules).toEqual(among);
    const met: string[] = [];
    index.forEachCandidate(asked, (name) => met.push(name));
    return met;
  };

  it('meets every rule that may cover the item exactly once, and passes by those filed elsewhere', () => {
    expect(candidates(camera).sort()).toEqual(
      ['all', 'camera', 'devices', 'home', 'nested', 'publisher', 'several'].sort(),
    );
    const app = item({ id: 'x', category: 'app', publisherId: 'nobody' });
    expect(candidates(app).sort()).toEqual(['all', 'apps', 'devices']);
    expect(candidates(camera, ['camera', 'stranger'])).toEqual(['camera']);
    expect(candidates(camera, [])).toEqual([]);
  });

  it('meets several rules of one item, publisher or category', () => {
    const index = new ScopeIndex<number>();
    const twice = [{ itemIds: ['cam'] }, { publisherIds: ['p'] }, { categories: ['device'] }, {}];
    twice.forEach((scope, number) => {
      index.add(items(scope), number);
      index.add(items(scope), number + 10);
    });
    const met: number[] = [];
    index.forEachCandidate(camera, (number) => met.push(number));
    expect(met.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 10, 11, 12, 13]);
  });
});
