import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { TransactionHost } from '@nestjs-cls/transactional';
import type { TransactionalAdapterTypeOrm } from '@nestjs-cls/transactional-adapter-typeorm';
import type { DataSource, EntitySubscriberInterface, QueryRunner } from 'typeorm';

type Work = () => void;

/**
 * What this process has to know of its own commits, for instance that something it keeps in memory is out of date. Nothing that must
 * happen belongs here: a process may die between the commit and the call. That is what jobs are for.
 */
@Injectable()
export class AfterCommit {
  private readonly waiting = new WeakMap<QueryRunner, Work[]>();

  constructor(
    private readonly host: TransactionHost<TransactionalAdapterTypeOrm>,
    @InjectDataSource() dataSource: DataSource,
  ) {
    const subscriber: EntitySubscriberInterface = {
      afterTransactionCommit: ({ queryRunner }) => {
        // A savepoint that is released is no commit yet.
        if (queryRunner.isTransactionActive) return;
        const works = this.waiting.get(queryRunner) ?? [];
        this.waiting.delete(queryRunner);
        for (const work of works) work();
      },
    };
    dataSource.subscribers.push(subscriber);
  }

  /**
   * Calls `work` before the use case that commits returns; never if it rolls back. Without a transaction at once, so call
   * this after the statement then. `work` must not throw.
   */
  run(work: Work): void {
    const { queryRunner } = this.host.tx;
    if (!this.host.isTransactionActive() || queryRunner === undefined) return work();
    const works = this.waiting.get(queryRunner);
    if (works === undefined) this.waiting.set(queryRunner, [work]);
    else works.push(work);
  }
}
