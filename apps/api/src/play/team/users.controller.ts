import { Body, Controller, Delete, Get, Param, Patch, Post, Query, UseGuards } from '@nestjs/common';
import {
  FindTeammate,
  InviteMember,
  ListTeammates,
  RemoveTeammate,
  ReviseAccess,
  type TeammateView,
} from '@portolan/accounts';
import { type AccountActor, DomainError } from '@portolan/platform';
import type { z } from 'zod';
import { CurrentActor } from '../../auth/current-actor';
import { AttemptGuard, CountsAs } from '../../auth/limits/attempt.guard';
import { uuid } from '../../http/schemas';
import { DEVELOPER, DeveloperRoute } from '../play-route';
import { type GoogleUser, GoogleUsers, withWords } from './google-users';
import { readWords } from './permission-words';
import {
  listQuery,
  maskQuery,
  masked,
  packageOf,
  refuseExpiration,
  userBody,
  type UserBody,
  userPath,
} from './team-schemas';

const PAGE = 100;
const MOST = 1_000;

/** `users`: the team of a publisher, and who is invited into it. */
@Controller(`${DEVELOPER}/users`)
export class PlayUsersController {
  constructor(
    private readonly users: GoogleUsers,
    private readonly listTeammates: ListTeammates,
    private readonly findTeammate: FindTeammate,
    private readonly inviteMember: InviteMember,
    private readonly reviseAccess: ReviseAccess,
    private readonly removeTeammate: RemoveTeammate,
  ) {}

  @Get()
  @DeveloperRoute()
  async list(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Query({ schema: listQuery }) { pageSize = PAGE, pageToken }: z.infer<typeof listQuery>,
  ): Promise<{ users: GoogleUser[]; nextPageToken?: string }> {
    const most = pageSize <= 0 ? (pageSize === 0 ? PAGE : MOST) : pageSize;
    const found: TeammateView[] = [];
    let cursor = pageToken === '' ? undefined : pageToken;
    do {
      const limit = Math.min(PAGE, most - found.length);
      const page = await this.listTeammates.execute({ publisherId, page: { limit, cursor } });
      found.push(...page.data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && found.length < most);
    const users = await this.users.view(publisherId, found);
    return { users, ...(cursor !== undefined && { nextPageToken: cursor }) };
  }

  /** Invites, as Google does: who has an account here has to accept, too. */
  @Post()
  @CountsAs('invite')
  @UseGuards(AttemptGuard)
  @DeveloperRoute()
  async create(
    @Param('publisherId', { schema: uuid }) publisherId: string,
    @Body({ schema: userBody }) body: UserBody,
    @CurrentActor() actor: AccountActor,
  ): Promise<GoogleUser> {
    refuseExpiration(body);
    const email = body.email ?? body.name?.split('/').at(-1) ?? '';
    if ((await this.findTeammate.execute({ publisherId, email })) !== null)
      throw new DomainError(
        'conflict',
        'user-exists',
        'This person is in the team, or invited: change that.',
      );
    const { admin, permissions } = readWords(body.developerAccountPermissions ?? [], 'developer');
    const apps = await Promise.all(
      (body.grants ?? []).map(async (grant) => ({
        appId: await this.users.appOf(publisherId, packageOf(grant)),
        permissions: readWords(grant.appLevelPermissions ?? [], 'app').permissions,
      })),
    );
    if (!admin && permissions.length + apps.length === 0)
      throw new DomainError(
        'invalid',
        'access-empty',
        'Nobody is invited to do nothing: name developerAccountPermissions, or grants in the same request.',
      );
    const roles = admin ? (['admin'] as const) : [];
    await this.inviteMember.execute({ actor, publisherId, email, roles, permissions, apps });
    return this.one(publisherId, await this.findTeammate.execute({ publisherId, email }));
  }

  @Patch(':email')
  @DeveloperRoute()
  async patch(
    @Param({ schema: userPath }) { publisherId, email }: z.infer<typeof userPath>,
    @Query({ schema: maskQuery }) { updateMask }: z.infer<typeof maskQuery>,
    @Body({ schema: userBody }) body: UserBody,
    @CurrentActor() actor: AccountActor,
  ): Promise<GoogleUser> {
    refuseExpiration(body);
    const isNamed = masked(updateMask, body, 'developerAccountPermissions');
    const words = readWords(body.developerAccountPermissions ?? [], 'developer');
    const revised = await this.reviseAccess.execute({
      ...{ actor, publisherId, email },
      revise: (now) => (isNamed ? withWords(now, words) : now),
    });
    return this.one(publisherId, revised);
  }

  @Delete(':email')
  @DeveloperRoute(204)
  delete(
    @Param({ schema: userPath }) path: z.infer<typeof userPath>,
    @CurrentActor() actor: AccountActor,
  ): Promise<void> {
    return this.removeTeammate.execute({ ...path, actor });
  }

  private async one(publisherId: string, teammate: TeammateView | null): Promise<GoogleUser> {
    const [user] = await this.users.view(publisherId, teammate === null ? [] : [teammate]);
    if (user === undefined)
      throw new DomainError('conflict', 'user-gone', 'Somebody removed the user meanwhile.');
    return user;
  }
}
