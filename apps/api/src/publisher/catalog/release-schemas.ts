import {
  PACKAGES_PER_RELEASE,
  RELEASE_NOTE_MAX_LENGTH,
  TARGETED_COUNTRIES_MAX,
  TRACK_NAME,
  TRACK_NAME_MAX_LENGTH,
} from '@portolan/catalog';
import { z } from 'zod';
import { locale, marketCode, text, uuid } from '../../http/schemas';
import { release } from './schemas';

/** What publishers send about releases and tracks. */

export const trackName = z.string().max(TRACK_NAME_MAX_LENGTH).regex(TRACK_NAME);
const notes = z
  .record(locale, text(0, RELEASE_NOTE_MAX_LENGTH))
  .refine((all) => Object.keys(all).length <= 100, 'at most 100 locales');
const sharePercent = z
  .number()
  .min(0.1)
  .max(100)
  // Not `multipleOf`: 0.3 is no exact multiple of 0.1 in binary.
  .refine((percent) => Math.abs(percent * 10 - Math.round(percent * 10)) < 1e-6, 'must be in steps of 0.1')
  .meta({ description: 'Percent of the people of the track, in steps of 0.1.' });
/** Thousandths, as the catalogue counts. */
export const shareOf = (percent: number): number => Math.round(percent * 10);
export const targeting = z
  .strictObject({
    countries: z.array(marketCode).max(TARGETED_COUNTRIES_MAX),
    includeRestOfWorld: z.boolean().default(false),
  })
  .refine(({ countries, includeRestOfWorld }) => countries.length > 0 || includeRestOfWorld, 'reaches nobody')
  .meta({ id: 'CountryTargeting' });
const updatePriority = z.number().int().min(0).max(5);
const name = text(1, 50);

export const createBody = z
  .strictObject({
    artifactId: uuid.optional().meta({ description: 'The package; or several in `artifactIds`.' }),
    artifactIds: z.array(uuid).min(1).max(PACKAGES_PER_RELEASE).optional(),
    track: trackName.default('production'),
    name: name.optional(),
    notes: notes.default({}),
    sharePercent: sharePercent.default(100),
    targeting: targeting.nullable().default(null),
    updatePriority: updatePriority.default(0),
    managed: z
      .boolean()
      .default(false)
      .meta({ description: 'Approved, it waits for `POST /v1/releases/{releaseId}/publish`.' }),
  })
  .refine(
    ({ artifactId, artifactIds }) => (artifactId === undefined) !== (artifactIds === undefined),
    'name either artifactId or artifactIds',
  )
  .meta({ id: 'CreateRelease' });

/** The command's form of a body: one package, and what there is besides it. */
export function createCommand(body: z.infer<typeof createBody>) {
  const { artifactId, artifactIds = [], sharePercent: percent, ...rest } = body;
  const [first = '', ...otherArtifactIds] = artifactId === undefined ? artifactIds : [artifactId];
  return { ...rest, artifactId: first, otherArtifactIds, share: shareOf(percent) };
}

export const updateBody = z
  .strictObject({
    name: name.nullable().optional(),
    notes: notes.optional(),
    sharePercent: sharePercent.optional(),
    updatePriority: updatePriority.optional(),
    managed: z.boolean().optional(),
  })
  .meta({ id: 'UpdateRelease' });

export const haltBody = z.strictObject({ reason: text(1, 500) }).meta({ id: 'HaltRelease' });
export const rolloutBody = z.strictObject({ sharePercent }).meta({ id: 'RaiseRollout' });
export const targetBody = z.strictObject({ targeting: targeting.nullable() }).meta({ id: 'TargetRelease' });

export const createTrackBody = z.strictObject({ name: trackName }).meta({ id: 'CreateTrack' });
export const track = z
  .object({
    name: z.string(),
    kind: z.enum(['internal', 'closed', 'open', 'production']),
    testers: z.number().int().nullable(),
    releases: z.array(release),
  })
  .meta({ id: 'Track' });
export const trackList = z.object({ data: z.array(track) });
export const testersBody = z
  .strictObject({
    emails: z.array(z.email().max(254)).max(2_000),
    groupIds: z.array(uuid).max(10).optional(),
  })
  .meta({ id: 'PutTesters' });
export const testers = z
  .object({ emails: z.array(z.string()), groupIds: z.array(uuid), version: z.number().int() })
  .meta({ id: 'Testers' });
