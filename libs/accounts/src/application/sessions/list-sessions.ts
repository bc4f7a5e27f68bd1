import { Injectable } from '@nestjs/common';
import { Clock } from '@portolan/platform';
import { Sessions } from '../../persistence/sessions';

/** One place where somebody is signed in. Times are RFC 3339. */
export interface SessionView {
  id: string;
  /** The one that asks. */
  current: boolean;
  /** What the client called itself when it signed in. */
  device: string | null;
  /** The network address that it signed in from. */
  address: string | null;
  openedAt: string;
  /** When its tokens were last renewed. */
  lastUsedAt: string;
  expiresAt: string;
}

/** Where a person is signed in. */
@Injectable()
export class ListSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** The last used first; at most 100. */
  async execute(query: { accountId: string; sessionId: string | null }): Promise<SessionView[]> {
    const rows = await this.sessions.listLive(query.accountId, this.clock.now());
    return rows.map(({ id, device, address, createdAt, lastUsedAt, expiresAt }) => ({
      ...{ id, device, address },
      current: id === query.sessionId,
      openedAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
  }
}
