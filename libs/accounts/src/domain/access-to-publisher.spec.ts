import fc from 'fast-check';
import { checkTeamChange, ownerDelta, publisherRolesAllow } from './access-to-publisher';
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
    const leave = { before: ['viewer'], after: [], own: true } as const;
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
  expect(ownerDelta({ before: ['owner'], after: [] })).toBe(-1);
  expect(ownerDelta({ before: ['owner', 'admin'], after: ['owner'] })).toBe(0);
  expect(ownerDelta({ before: [], after: ['owner'] })).toBe(1);
});
