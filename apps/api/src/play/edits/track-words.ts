import type { WantedRelease } from '@portolan/catalog';
import type { ReleaseBody } from '../google-shapes';

/** The open track is what Google calls beta. The closed track `alpha` is one that every app may use without making it. */
const OURS: Readonly<Record<string, string>> = { beta: 'open' };
const GOOGLES: Readonly<Record<string, string>> = { open: 'beta' };

export const ourTrack = (name: string): string => OURS[name] ?? name;
export const googleTrack = (name: string): string => GOOGLES[name] ?? name;
/** What a client finds before anybody has used it. */
export const ALPHA = 'alpha';

/** A release as Google writes it. */
export interface GoogleRelease {
  name?: string;
  versionCodes: string[];
  status: WantedRelease['status'];
  userFraction?: number;
  countryTargeting?: { countries: string[]; includeRestOfWorld: boolean };
  releaseNotes?: { language: string; text: string }[];
  inAppUpdatePriority?: number;
}

export function toGoogleRelease(release: WantedRelease): GoogleRelease {
  const { name, versionCodes, status, share, targeting, notes, updatePriority } = release;
  return {
    ...(name !== null && { name }),
    versionCodes: versionCodes.map(String),
    status,
    ...(share !== null && share < 1_000 && { userFraction: share / 1_000 }),
    ...(targeting !== null && {
      countryTargeting: {
        countries: [...targeting.countries],
        includeRestOfWorld: targeting.includeRestOfWorld,
      },
    }),
    ...(notes !== null && {
      releaseNotes: Object.entries(notes).map(([language, text]) => ({ language, text })),
    }),
    ...(updatePriority > 0 && { inAppUpdatePriority: updatePriority }),
  };
}

/** Shares are thousandths here: a smaller fraction that is no nothing is one thousandth. */
export function fromGoogleRelease(body: ReleaseBody): WantedRelease {
  const { name, countryTargeting } = body;
  const userFraction = body.userFraction ?? 0;
  const releaseNotes = body.releaseNotes ?? null;
  const countries = countryTargeting?.countries ?? [];
  const includeRestOfWorld = countryTargeting?.includeRestOfWorld ?? false;
  const isTargeted = countries.length > 0 || includeRestOfWorld;
  return {
    name: name || null,
    versionCodes: body.versionCodes ?? [],
    status: body.status,
    share: userFraction === 0 ? null : Math.max(1, Math.round(userFraction * 1_000)),
    targeting: isTargeted ? { countries, includeRestOfWorld } : null,
    notes:
      releaseNotes === null
        ? null
        : Object.fromEntries(releaseNotes.map((note) => [note.language, note.text])),
    updatePriority: body.inAppUpdatePriority ?? 0,
  };
}
