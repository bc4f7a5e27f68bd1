import {
  checkTransition,
  mayBecome,
  RELEASE_STATUSES,
  RELEASE_TRANSITIONS,
  type ReleaseStatus,
} from './release-status';

/** All that can come after, any number of steps later. */
function reachable(from: ReleaseStatus, seen = new Set<ReleaseStatus>()): Set<ReleaseStatus> {
  for (const to of RELEASE_TRANSITIONS[from]) {
    if (seen.has(to)) continue;
    seen.add(to);
    reachable(to, seen);
  }
  return seen;
}

describe('the life of a release', () => {
  it('reaches every status from the draft', () => {
    expect(new Set(['draft', ...reachable('draft')])).toEqual(new Set(RELEASE_STATUSES));
  });

  it('leads back under review only from a rejection, and not to people without an approval', () => {
    for (const status of RELEASE_STATUSES) {
      if (mayBecome(status, 'live')) expect(['approved', 'staged', 'superseded', 'halted']).toContain(status);
      if (mayBecome(status, 'staged')) expect(['approved', 'halted']).toContain(status);
    }
    for (const status of ['staged', 'live', 'superseded', 'halted'] as const)
      for (const before of ['draft', 'submitted', 'in-review', 'approved'] as const)
        expect(reachable(status)).not.toContain(before);
    expect(RELEASE_TRANSITIONS.rejected).toEqual(['submitted']);
  });

  it('refuses any other step and says which there are', () => {
    expect(() => checkTransition('draft', 'live')).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'release-status-conflict',
        extra: { releaseStatus: 'draft', mayBecome: ['submitted'] },
      }) as Error,
    );
  });
});
