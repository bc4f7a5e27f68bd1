import { Injectable } from '@nestjs/common';
import { Propagation, TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';

/** Reading what is committed, whatever the caller's own transaction has written. */
@Injectable()
export class ReadSnapshot {
  constructor(private readonly host: TransactionHost<TransactionalAdapterTypeOrm>) {}

  /** Every statement in `read` sees the same state of the database: that of the first one. Write nothing in it. */
  run<T>(read: () => Promise<T>): Promise<T> {
    return this.host.withTransaction(Propagation.RequiresNew, { isolationLevel: 'REPEATABLE READ' }, read);
  }
}
