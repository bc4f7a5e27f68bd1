import { Injectable } from '@nestjs/common';
import {
  type AccessWish,
  type AppGrant,
  type Permission,
  permissionsOf,
  type PublisherRole,
  type TeammateAccess,
  type TeammateView,
} from '@portolan/accounts';
import { FindAppByPackage, FindOwnerOf, ItemTitles } from '@portolan/catalog';
import { DomainError, notFound } from '@portolan/platform';
import { adminWords, type ReadWords, readWords, writeWords } from './permission-words';

export interface GoogleGrant {
  name: string;
  packageName: string;
  appLevelPermissions: string[];
}

export interface GoogleUser {
  name: string;
  email: string;
  accessState: 'ACCESS_GRANTED' | 'INVITED' | 'INVITATION_EXPIRED';
  developerAccountPermissions: string[];
  grants: GoogleGrant[];
  /** There is more than these words can say. */
  partial: boolean;
}

const STATES = {
  member: 'ACCESS_GRANTED',
  invited: 'INVITED',
  'invitation-expired': 'INVITATION_EXPIRED',
} as const;

/** Members and grants as Google writes them. */
@Injectable()
export class GoogleUsers {
  constructor(
    private readonly titles: ItemTitles,
    private readonly apps: FindAppByPackage,
    private readonly owners: FindOwnerOf,
  ) {}

  async view(publisherId: string, teammates: readonly TeammateView[]): Promise<GoogleUser[]> {
    const ids = teammates.flatMap(({ apps }) => apps.map(({ appId }) => appId));
    const titles = await this.titles.execute([...new Set(ids)]);
    return teammates.map((teammate) => {
      const { email, state, apps } = teammate;
      const name = `developers/${publisherId}/users/${email}`;
      const { words, unsaid } = wordsOf(teammate);
      const grants = apps.flatMap(({ appId, permissions }) => {
        const packageName = titles.get(appId)?.packageName ?? null;
        return packageName === null ? [] : [grantView(name, packageName, permissions)];
      });
      const isMore =
        teammate.roles.includes('owner') ||
        unsaid.length > 0 ||
        apps.some(({ permissions }) => writeWords(permissions, 'app').unsaid.length > 0);
      return {
        ...{ name, email, accessState: STATES[state], developerAccountPermissions: words },
        grants,
        partial: isMore,
      };
    });
  }

  /** The publisher's app. @throws DomainError `package-not-found`, also for an app of somebody else. */
  async appOf(publisherId: string, packageName: string): Promise<string> {
    const appId = await this.apps.execute(packageName);
    const own = appId === null ? [] : await this.owners.appsOf(publisherId, [appId]);
    if (appId === null || own.length === 0) throw notFound('package', packageName);
    return appId;
  }
}

export function grantView(user: string, packageName: string, permissions: readonly Permission[]) {
  const appLevelPermissions = writeWords(permissions, 'app').words;
  return { name: `${user}/grants/${packageName}`, packageName, appLevelPermissions };
}

function wordsOf({ roles, permissions }: TeammateAccess): { words: string[]; unsaid: Permission[] } {
  const isAdmin = roles.includes('owner') || roles.includes('admin');
  if (isAdmin) return { words: adminWords(), unsaid: [] };
  return writeWords([...new Set([...permissionsOf(roles), ...permissions])], 'developer');
}

/**
 * What somebody has once they have these words in the whole publisher. What no word says stays, and so do roles that allow no more.
 * @throws DomainError `owner-unmanaged` (403).
 */
export function withWords(now: TeammateAccess, wanted: ReadWords): AccessWish {
  refuseOwner(now);
  const { apps, permissions } = now;
  const others = now.roles.filter((role) => role !== 'admin');
  const held = [...new Set([...permissionsOf(others), ...permissions])];
  const after = [...new Set([...wanted.permissions, ...writeWords(held, 'developer').unsaid])];
  const kept = others.filter((role) => permissionsOf([role]).every((one) => after.includes(one)));
  const roles: PublisherRole[] = wanted.admin ? ['admin', ...kept] : kept;
  const ofRoles = permissionsOf(kept);
  return { roles, permissions: after.filter((one) => !ofRoles.includes(one)), apps };
}

/** @throws DomainError `owner-unmanaged` (403), `grant-exists` (409), `grant-not-found` (404). */
export function withGrant(
  now: TeammateAccess,
  change: { appId: string; words: readonly string[] | null; when: 'absent' | 'present' },
): AccessWish {
  refuseOwner(now);
  const { appId, words, when } = change;
  const before = now.apps.find((grant) => grant.appId === appId);
  if (before === undefined && when === 'present') throw notFound('grant');
  if (before !== undefined && when === 'absent')
    throw new DomainError('conflict', 'grant-exists', 'There is a grant for this app: change that one.');
  const others = now.apps.filter((grant) => grant.appId !== appId);
  if (words === null) return { ...now, apps: others };
  const unsaid = writeWords(before?.permissions ?? [], 'app').unsaid;
  const grant: AppGrant = { appId, permissions: [...readWords(words, 'app').permissions, ...unsaid] };
  return { ...now, apps: [...others, grant] };
}

function refuseOwner({ roles }: TeammateAccess): void {
  if (roles.includes('owner'))
    throw new DomainError(
      'forbidden',
      'owner-unmanaged',
      'An owner may do everything, which is not changed over this API.',
    );
}
