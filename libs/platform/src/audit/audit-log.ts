import { Injectable } from '@nestjs/common';
import { TransactionHost } from '@nestjs-cls/transactional';
import { ClsService } from 'nestjs-cls';
import { Clock } from '../clock/clock';
import { BaseRepository } from '../database/base-repository';
import { Ids } from '../ids/ids';
import { decodeCursor, toPage, type Page, type PageRequest } from '../paging/page';
import { type Actor, nameOfActor } from './actor';

/** One change of state. `before`/`after` hold what a reader needs to understand it, never a secret. */
export interface AuditEvent {
  actor: Actor;
  /** `<subject>.<verb>`, e.g. `market.close`. */
  action: string;
  subject: { type: string; id: string };
  before?: object | null;
  after?: object | null;
  reason?: string | null;
  /** The one role that may read the event, for what is secret; null: whoever may read the log. */
  restrictedTo?: string | null;
}

/** A recorded event as operations staff read it. Times are RFC 3339. */
export interface AuditRecord {
  id: string;
  at: string;
  actor: { kind: string; id: string | null };
  action: string;
  subject: { type: string; id: string };
  before: object | null;
  after: object | null;
  reason: string | null;
  requestId: string | null;
}

export interface AuditFilter {
  /** Roles of the reader: events restricted to another role are left out. */
  readerRoles: readonly string[];
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  action?: string | undefined;
}

interface Row {
  id: string;
  at: Date;
  actor_kind: string;
  actor_id: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  before: object | null;
  after: object | null;
  reason: string | null;
  request_id: string | null;
}

/** Writes each change of state in the transaction that makes it, and lists what was written. */
@Injectable()
export class AuditLog extends BaseRepository {
  constructor(
    host: TransactionHost,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly cls: ClsService,
  ) {
    super(host);
  }

  /** Records one event; call it inside the use case's transaction. */
  record(event: AuditEvent): Promise<void> {
    return this.recordAll([event]);
  }

  /** Likewise many at once, in few statements. */
  async recordAll(events: readonly AuditEvent[]): Promise<void> {
    const requestId = this.cls.isActive() ? (this.cls.getId() ?? null) : null;
    const at = this.clock.now();
    const rows = events.map(({ actor, subject, ...event }) => {
      const name = nameOfActor(actor);
      return {
        id: this.ids.next(),
        at,
        actor_kind: name.kind,
        actor_id: name.id,
        action: event.action,
        subject_type: subject.type,
        subject_id: subject.id,
        before: event.before ?? null,
        after: event.after ?? null,
        reason: event.reason ?? null,
        restricted_to: event.restrictedTo ?? null,
        request_id: requestId,
      };
    });
    await this.insertRows('audit_event', rows);
  }

  /** Newest first. */
  async list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>> {
    const after = decodeCursor(page.cursor, ['instant', 'uuid']);
    const rows = await this.query<Row>(
      `SELECT e.* FROM audit_event e
        WHERE ($1::text IS NULL OR e.subject_type = $1)
          AND ($2::text IS NULL OR e.subject_id = $2)
          AND ($3::text IS NULL OR e.action = $3)
          AND (e.restricted_to IS NULL OR e.restricted_to = ANY ($7::text[]))
          AND ($4::text IS NULL OR (e.at, e.id) < ($4::timestamptz, $5::uuid))
        ORDER BY e.at DESC, e.id DESC LIMIT $6`,
      [
        filter.subjectType ?? null,
        filter.subjectId ?? null,
        filter.action ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        page.limit + 1,
        [...filter.readerRoles],
      ],
    );
    return toPage(rows, page.limit, (row) => [row.at.toISOString(), row.id], view);
  }
}

function view(row: Row): AuditRecord {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id },
    action: row.action,
    subject: { type: row.subject_type, id: row.subject_id },
    before: row.before,
    after: row.after,
    reason: row.reason,
    requestId: row.request_id,
  };
}
