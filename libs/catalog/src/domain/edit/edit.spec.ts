import { conflictsOf, type EditChanges, NO_CHANGES, touchedParts } from './edit-changes';
import { planTrack } from './plan-track';
import { type CurrentRelease, type WantedRelease, wantedStatusOf } from './wanted-release';

const current = (more: Partial<CurrentRelease> = {}): CurrentRelease => ({
  id: 'r',
  status: 'staged',
  versionCodes: [2],
  name: '2.0',
  share: 100,
  targeting: null,
  notes: { en: 'New.' },
  updatePriority: 0,
  ...more,
});
const wanted = (more: Partial<WantedRelease> = {}): WantedRelease => ({
  versionCodes: [2],
  status: 'inProgress',
  name: null,
  share: 100,
  targeting: null,
  notes: null,
  updatePriority: 0,
  ...more,
});
const steps = (from: Partial<CurrentRelease>, to: Partial<WantedRelease>) =>
  planTrack([current(from)], [wanted(to)]).map((step) => step.do);

describe('the way from a track as it is to one as it should be', () => {
  it('makes what is new and hands it to the reviewers, unless it is a draft', () => {
    const release = wanted({ versionCodes: [3], status: 'completed', share: null });
    expect(planTrack([current()], [release])).toEqual([
      { do: 'create', wanted: release, share: 1000, submit: true },
    ]);
    expect(planTrack([], [wanted({ status: 'draft', share: null })])).toMatchObject([{ submit: false }]);
    expect(planTrack([], [wanted({ share: 5 })])).toMatchObject([{ share: 5, submit: true }]);
  });

  it('does nothing where nothing differs, whatever the order of version codes', () => {
    expect(planTrack([current({ versionCodes: [2, 1] })], [wanted({ versionCodes: [1, 2] })])).toEqual([]);
    expect(steps({ status: 'live', share: 1000 }, { status: 'completed', share: null })).toEqual([]);
    expect(steps({ status: 'halted' }, { status: 'halted', share: null })).toEqual([]);
  });

  it('raises, halts and resumes', () => {
    expect(planTrack([current()], [wanted({ share: 500 })])).toEqual([
      { do: 'raise', releaseId: 'r', share: 500 },
    ]);
    expect(steps({}, { status: 'completed', share: null })).toEqual(['raise']);
    expect(steps({}, { status: 'halted', share: null })).toEqual(['halt']);
    expect(steps({ status: 'halted' }, { share: 100 })).toEqual(['resume']);
    expect(steps({ status: 'halted' }, { share: 200 })).toEqual(['resume', 'raise']);
    expect(steps({ status: 'halted', share: 1000 }, { status: 'completed', share: null })).toEqual([
      'resume',
    ]);
  });

  it('halts before it makes something new', () => {
    const plan = planTrack(
      [current()],
      [wanted({ versionCodes: [3] }), wanted({ status: 'halted', share: null })],
    );
    expect(plan.map((step) => step.do)).toEqual(['halt', 'create']);
  });

  it('changes what a waiting release will do, and what any release says', () => {
    expect(steps({ status: 'approved' }, { share: 300, updatePriority: 4 })).toEqual(['prepare']);
    expect(steps({ status: 'draft' }, { status: 'completed', share: null })).toEqual(['prepare', 'submit']);
    const targeting = { countries: ['DE'], includeRestOfWorld: false };
    expect(steps({ status: 'submitted' }, { targeting })).toEqual(['target']);
    expect(
      steps({ status: 'live', share: 1000 }, { status: 'completed', share: null, notes: { en: 'x' } }),
    ).toEqual(['describe']);
    // A name that is not given stays.
    expect(planTrack([current()], [wanted({ notes: { de: 'Neu' } })])).toEqual([
      { do: 'describe', releaseId: 'r', name: '2.0', notes: { de: 'Neu' } },
    ]);
  });

  it.each<[string, Partial<CurrentRelease>, Partial<WantedRelease>]>([
    ['a share that falls', {}, { share: 50 }],
    ['a draft of what is out', {}, { status: 'draft', share: null }],
    ['a draft of what is under review', { status: 'submitted' }, { status: 'draft', share: null }],
    ['a halt of what is not out', { status: 'draft' }, { status: 'halted', share: null }],
    ['a halt of what is not there', { versionCodes: [1] }, { status: 'halted', share: null }],
    ['progress to everybody', {}, { share: 1000 }],
    ['progress without a share', {}, { share: null }],
    ['completion with a share', {}, { status: 'completed', share: 500 }],
    ['no version at all', {}, { versionCodes: [], status: 'completed', share: null }],
  ])('refuses %s', (_what, from, to) => {
    expect(() => steps(from, to)).toThrow('track-change-invalid');
  });

  it('refuses the same versions twice', () => {
    expect(() => planTrack([], [wanted(), wanted()])).toThrow('stand in two releases');
  });

  it('counts what is under review as what it will be', () => {
    expect(wantedStatusOf({ status: 'in-review', share: 100 })).toBe('inProgress');
    expect(wantedStatusOf({ status: 'approved', share: 1000 })).toBe('completed');
    expect(wantedStatusOf({ status: 'rejected', share: 1000 })).toBe('draft');
  });
});

describe('two edits at once', () => {
  const text = { title: 't', shortDescription: '', fullDescription: '' };
  const changes: EditChanges = {
    ...NO_CHANGES,
    listings: { de: text, fr: null },
    tracks: { production: [] },
  };

  it('meet where both changed a part, and nowhere else', () => {
    expect(touchedParts(changes)).toEqual(['listing de', 'listing fr', 'track production']);
    const opened = { 'listing de': '1', 'listing es': '1', 'track production': 'a 1' };
    expect(conflictsOf(changes, opened, { ...opened, 'listing es': '2' })).toEqual([]);
    expect(conflictsOf(changes, opened, { ...opened, 'listing de': '2', 'listing fr': '1' })).toEqual([
      'listing de',
      'listing fr',
    ]);
    const { 'track production': _gone, ...without } = opened;
    expect(conflictsOf(changes, opened, without)).toEqual(['track production']);
  });
});
