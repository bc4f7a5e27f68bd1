import type { Declarations } from '../../domain/app/declarations';
import type { App, Pricing } from '../../persistence/apps/app.entity';

/** An app as its publisher reads it. Times are RFC 3339. */
export interface AppView {
  id: string;
  publisherId: string;
  packageName: string;
  defaultLocale: string;
  category: string;
  pricing: Pricing;
  declarations: Declarations;
  /** SHA-256 of the certificates that every package must be signed with, hex; empty before the first upload. */
  signer: string[];
  /** The certificates before a change of key, the oldest first; packages must carry the proof that leads from them. */
  previousSigners: string[];
  /** When a release first went live; null before that. */
  firstLiveAt: string | null;
  createdAt: string;
}

export function viewApp(app: App): AppView {
  return {
    id: app.id,
    publisherId: app.publisherId,
    packageName: app.packageName,
    defaultLocale: app.defaultLocale,
    category: app.category,
    pricing: app.pricing,
    declarations: app.declarations,
    signer: app.signer?.split(',') ?? [],
    previousSigners: app.previousSigners,
    firstLiveAt: app.firstLiveAt?.toISOString() ?? null,
    createdAt: app.createdAt.toISOString(),
  };
}
