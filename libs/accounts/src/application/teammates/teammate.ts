import type { AppGrant, Permission } from '../../domain/permissions';
import type { PublisherRole } from '../../domain/roles';

/** Somebody in a team, or invited into it, told apart by their address. */
export interface TeammateView {
  email: string;
  state: 'member' | 'invited' | 'invitation-expired';
  roles: readonly PublisherRole[];
  /** In the publisher and all of its apps, beside the roles'. */
  permissions: readonly Permission[];
  /** In single apps, beside the above. */
  apps: readonly AppGrant[];
}

export type TeammateAccess = Pick<TeammateView, 'roles' | 'permissions' | 'apps'>;
