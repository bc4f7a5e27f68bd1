import { Injectable } from '@nestjs/common';
import { AuditLog, Clock, systemActor } from '@portolan/platform';
import { FindProhibitionEnds } from '@portolan/regions';
import { takedownLiftedMail } from '../../domain/review/takedown-mails';
import { type Takedown, TakedownRepository } from '../../persistence/reviews/takedown-repository';
import { PublisherMail } from '../review-ports';

/** A takedown lasts as long as its prohibition, which regions ends: what has ended is asked for, and noted. */
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
    if (takedowns.length === 0) return new Map();
    const ends = await this.ends.execute({ ids: takedowns.map(({ prohibitionId }) => prohibitionId) });
    const now = this.clock.now();
    return new Map(
      takedowns.flatMap(({ id, prohibitionId, issuedAt }) => {
        // One without an end that is known was lifted in the moment in which it began.
        const end = ends.has(prohibitionId) ? (ends.get(prohibitionId) ?? null) : issuedAt;
        return end !== null && end <= now ? [[id, end] as const] : [];
      }),
    );
  }

  /** Inside a use case: notes those of an app (null: of any) that have ended, and tells their publishers. */
  async note(appId: string | null): Promise<void> {
    let after: string | null = null;
    for (;;) {
      const found: Takedown[] = await this.takedowns.inForce(appId, after);
      const ended = await this.of(found);
      for (const takedown of found) {
        const at = ended.get(takedown.id);
        if (at !== undefined && (await this.takedowns.end(takedown.id, at))) await this.tell(takedown, at);
      }
      after = found.at(-1)?.id ?? null;
      if (after === null) return;
    }
  }

  private async tell({ id, publisherId, packageName, markets }: Takedown, at: Date): Promise<void> {
    await this.mail.write(publisherId, takedownLiftedMail(packageName, markets));
    await this.audit.record({
      actor: systemActor('takedowns'),
      action: 'takedown.end',
      subject: { type: 'takedown', id },
      after: { liftedAt: at.toISOString() },
    });
  }
}
