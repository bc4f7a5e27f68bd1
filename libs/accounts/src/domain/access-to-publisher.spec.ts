import fc from 'fast-check';
import {
  accessAllows,
  checkTeamChange,
  ownerDelta,
  publisherRolesAllow,
  visibleApps,
} from './access-to-publisher';
import { PERMISSIONS, type PublisherAccess, rolesWith } from './permissions';
import { PUBLISHER_ROLES } from './roles';

const roles = fc.subarray([...PUBLISHER_ROLES]);
const someRoles = fc.subarray([...PUBLISHER_ROLES], { minLength: 1 });

describe('publisherRolesAllow', () => {
  it.each([
    [['owner'], ['owner'], true],
    [['admin'], ['owner'], false],
    [['admin'], ['owner', 'finance'], true],
    [['admin'], ['release-manager'], true],
    [['finance'], ['release-manager'], false],
    [['finance'], ['viewer'], true],
    [['viewer'], ['finance'], false],
    [[], ['viewer'], false],
  ] as const)('%j for %j: %s', (held, wanted, expected) => {
    expect(publisherRolesAllow(held, wanted)).toBe(expected);
  });

  it('never takes a right away when a role is added', () => {
    fc.assert(
      fc.property(roles, roles, someRoles, (held, more, wanted) => {
        return !publisherRolesAllow(held, wanted) || publisherRolesAllow([...held, ...more], wanted);
      }),
    );
  });
});

describe('checkTeamChange', () => {
  it('lets everybody leave and nobody below an administrator change others', () => {
    const leave = { before: ['viewer'], after: null, own: true } as const;
    expect(() => checkTeamChange(['viewer'], leave)).not.toThrow();
    expect(() => checkTeamChange(['release-manager', 'finance'], { ...leave, own: false })).toThrow(
      expect.objectContaining({ code: 'team-role-required' }),
    );
  });

  it('lets nobody but an owner make, change or remove an owner', () => {
    fc.assert(
      fc.property(roles, roles, (before, after) => {
        fc.pre(before.includes('owner') || after.includes('owner'));
        const change = { before, after, own: false };
        expect(() => checkTeamChange(['owner'], change)).not.toThrow();
        expect(() => checkTeamChange(['admin', 'finance'], change)).toThrow(
          expect.objectContaining({ code: 'owner-required' }),
        );
      }),
    );
  });

  it('does not let members raise themselves', () => {
    const raise = { before: ['viewer'], after: ['viewer', 'finance'], own: true } as const;
    expect(() => checkTeamChange(['viewer'], raise)).toThrow(
      expect.objectContaining({ code: 'team-role-required' }),
    );
  });
});

it('ownerDelta counts owners', () => {
  expect(ownerDelta({ before: ['owner'], after: null })).toBe(-1);
  expect(ownerDelta({ before: ['owner', 'admin'], after: ['owner'] })).toBe(0);
  expect(ownerDelta({ before: [], after: ['owner'] })).toBe(1);
});

describe('accessAllows', () => {
  const access = (given: Partial<PublisherAccess>): PublisherAccess => ({
    roles: [],
    permissions: [],
    apps: new Map(),
    ...given,
  });
  const about = (permission: (typeof PERMISSIONS)[number], app: string | 'any' | null) => ({
    roles: rolesWith(permission),
    permission,
    app,
  });

  it('keeps a permission in one app to that app', () => {
    const held = access({ apps: new Map([['a', ['releases:write', 'apps:read']]]) });
    expect(accessAllows(held, about('releases:write', 'a'))).toBe(true);
    expect(accessAllows(held, about('releases:write', 'b'))).toBe(false);
    expect(accessAllows(held, about('releases:write', null))).toBe(false);
    expect(accessAllows(held, about('prices:write', 'a'))).toBe(false);
    expect(accessAllows(held, about('apps:read', 'any'))).toBe(true);
    expect(visibleApps(held)).toEqual(['a']);
  });

  it('lets nothing but a role do what no permission stands for', () => {
    const wanted = { roles: ['admin'], permission: null, app: null } as const;
    expect(accessAllows(access({ permissions: PERMISSIONS }), wanted)).toBe(false);
    expect(accessAllows(access({ roles: ['admin'] }), wanted)).toBe(true);
  });

  it('shows everybody who belongs to it what the publisher is, and nothing else', () => {
    expect(accessAllows(access({}), { roles: [], permission: 'publisher:read', app: null })).toBe(true);
    for (const permission of PERMISSIONS)
      expect(accessAllows(access({}), about(permission, 'a'))).toBe(false);
    expect(visibleApps(access({}))).toEqual([]);
    expect(visibleApps(access({ roles: ['finance'] }))).toBeUndefined();
  });

  it('lets each role do through permissions what it could do before there were any', () => {
    expect(rolesWith('releases:write')).toEqual(['owner', 'admin', 'release-manager']);
    expect(rolesWith('prices:write')).toEqual(['owner', 'admin', 'finance']);
    expect(rolesWith('apps:read')).toEqual([...PUBLISHER_ROLES]);
  });
});
