import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, systemActor } from '@portolan/platform';
import { FindProhibitionEnds } from '@portolan/regions';
import { takedownLiftedMail, takedownResumedMail } from '../../domain/review/takedown-mails';
import { type Takedown, TakedownRepository } from '../../persistence/reviews/takedown-repository';
import { PublisherMail } from '../review-ports';

export interface TakedownState {
  /** Null: it is in force. */
  endedAt: Date | null;
  /** The prohibitions that keep it in force, which change sets lift; none once it has ended. */
  inForce: string[];
}

/** A takedown lasts as long as its prohibition, which regions ends, and brings back: both are asked for, and noted. */
@Injectable()
export class TakedownEnds {
  constructor(
    private readonly takedowns: TakedownRepository,
    private readonly ends: FindProhibitionEnds,
    private readonly mail: PublisherMail,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** When each of those that have ended did so. */
  async of(takedowns: readonly Takedown[]): Promise<Map<string, Date>> {
    const states = await this.states(takedowns);
    return new Map(
      [...states].flatMap(([id, { endedAt }]) => (endedAt === null ? [] : [[id, endedAt] as const])),
    );
  }

  /** How each of them stands now. */
  async states(takedowns: readonly Takedown[]): Promise<Map<string, TakedownState>> {
    if (takedowns.length === 0) return new Map();
    const ends = await this.ends.execute({ ids: takedowns.map(({ prohibitionId }) => prohibitionId) });
    const now = this.clock.now();
    return new Map(
      takedowns.map(({ id, prohibitionId, issuedAt }) => {
        // One without an end that is known was lifted in the moment in which it began.
        const { until, standing } = ends.get(prohibitionId) ?? { until: issuedAt, standing: [] };
        const inForce = standing.filter((one) => one.until === null || one.until > now);
        const endedAt = until !== null && until <= now ? until : null;
        return [id, { endedAt, inForce: inForce.map((one) => one.id) }] as const;
      }),
    );
  }

  /** Inside a use case: notes those of an app (null: of any) that have ended or are in force again, and tells their publishers. */
  async note(appId: string | null): Promise<void> {
    await this.each(
      (after) => this.takedowns.over(appId, after),
      async (takedown, endedAt) => {
        if (endedAt === undefined && (await this.takedowns.resume(takedown.id)))
          await this.tell(takedown, null);
      },
    );
    await this.each(
      (after) => this.takedowns.inForce(appId, after),
      async (takedown, endedAt) => {
        if (endedAt !== undefined && (await this.takedowns.end(takedown.id, endedAt)))
          await this.tell(takedown, endedAt);
      },
    );
  }

  private async each(
    find: (after: string | null) => Promise<Takedown[]>,
    act: (takedown: Takedown, endedAt: Date | undefined) => Promise<void>,
  ): Promise<void> {
    let after: string | null = null;
    do {
      const found: Takedown[] = await find(after);
      const ended = await this.of(found);
      for (const takedown of found) await act(takedown, ended.get(takedown.id));
      after = found.at(-1)?.id ?? null;
    } while (after !== null);
  }

  private async tell(
    { id, publisherId, packageName, markets }: Takedown,
    endedAt: Date | null,
  ): Promise<void> {
    const write = endedAt === null ? takedownResumedMail : takedownLiftedMail;
    await this.mail.write(publisherId, write(packageName, markets));
    await this.audit.record({
      actor: systemActor('takedowns'),
      action: endedAt === null ? 'takedown.resume' : 'takedown.end',
      subject: { type: 'takedown', id },
      after: { liftedAt: endedAt?.toISOString() ?? null },
    });
  }
}
