import { Injectable } from '@nestjs/common';
import { BaseRepository, DomainError, notFound, withConstraints } from '@portolan/platform';
import { In } from 'typeorm';
import { App } from './app.entity';

/** Loads and saves one app. */
@Injectable()
export class AppRepository extends BaseRepository {
  /** @throws DomainError `package-name-taken`. */
  async insert(app: App): Promise<void> {
    const taken = () =>
      new DomainError(
        'conflict',
        'package-name-taken',
        `"${app.packageName}" is an app of this store already.`,
      );
    await withConstraints({ app_package_name_unique: taken }, () => this.manager.insert(App, app));
  }

  /** @throws DomainError `app-not-found`. */
  async get(id: string): Promise<App> {
    return this.found(await this.manager.findOneBy(App, { id }));
  }

  /**
   * Locks the app until the transaction ends. Everything that changes its releases, artifacts or listings takes
   * this lock first, so that the order of locks is one and the rules across them hold.
   * @throws DomainError `app-not-found`.
   */
  async lock(id: string): Promise<App> {
    return this.found(
      await this.manager.findOne(App, { where: { id }, lock: { mode: 'pessimistic_write' } }),
    );
  }

  /** The apps of these names, locked like `lock`, in one order so that two imports cannot deadlock. */
  async lockByPackageNames(packageNames: readonly string[]): Promise<App[]> {
    return this.manager.find(App, {
      where: { packageName: In([...packageNames]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async save(app: App): Promise<void> {
    await this.manager.save(App, app);
  }

  /** Apps of a publisher; for the limit. */
  async countOf(publisherId: string): Promise<number> {
    return this.manager.countBy(App, { publisherId });
  }

  private found(app: App | null): App {
    if (app === null) throw notFound('app');
    return app;
  }
}
