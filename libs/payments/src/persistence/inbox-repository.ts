import { Injectable } from '@nestjs/common';
import { BaseRepository } from '@portolan/platform';

/** What a provider told us, once. */
export interface InboxEvent {
  id: string;
  type: string;
  objectType: string;
  objectId: string | null;
  paymentId: string | null;
  processed: boolean;
}

interface Row {
  id: string;
  type: string;
  object_type: string;
  object_id: string | null;
  payment_id: string | null;
  processed_at: Date | null;
}

export interface ReceivedEvent {
  id: string;
  source: string;
  externalId: string;
  type: string;
  objectType: string;
  objectId: string | null;
  paymentId: string | null;
  payload: object;
  receivedAt: Date;
}

@Injectable()
export class InboxRepository extends BaseRepository {
  /** @returns false if it had come before */
  async store(event: ReceivedEvent): Promise<boolean> {
    const row = await this.queryOne(
      `INSERT INTO inbox_event (id, source, external_id, type, object_type, object_id, payment_id, payload, received_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT ON CONSTRAINT inbox_event_once DO NOTHING RETURNING id`,
      [
        event.id,
        event.source,
        event.externalId,
        event.type,
        event.objectType,
        event.objectId,
        event.paymentId,
        event.payload,
        event.receivedAt,
      ],
    );
    return row !== null;
  }

  async find(id: string): Promise<InboxEvent | null> {
    const row = await this.queryOne<Row>('SELECT e.* FROM inbox_event e WHERE e.id = $1', [id]);
    if (row === null) return null;
    return {
      id: row.id,
      type: row.type,
      objectType: row.object_type,
      objectId: row.object_id,
      paymentId: row.payment_id,
      processed: row.processed_at !== null,
    };
  }

  async close(id: string, outcome: string, at: Date): Promise<void> {
    await this.query('UPDATE inbox_event SET processed_at = $2, outcome = $3 WHERE id = $1', [
      id,
      at,
      outcome,
    ]);
  }
}
