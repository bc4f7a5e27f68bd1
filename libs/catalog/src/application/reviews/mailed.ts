import type { MailedRelease } from '../../domain/review/review-mails';
import type { ReleaseInContext } from '../../persistence/releases/release-repository';

/** A release as mails name it. */
export function mailed({ app, release, artifact }: ReleaseInContext): MailedRelease {
  return { packageName: app.packageName, versionCode: artifact.versionCode, track: release.track };
}
