import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, Clock, DomainError, Ids, Transactional } from '@portolan/platform';
import { checkItemCategory } from '../../domain/category/category-tree';
import { checkDeclarations, type Declarations } from '../../domain/app/declarations';
import { PackageName } from '../../domain/app/package-name';
import type { Pricing } from '../../persistence/apps/app.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ItemRegistry } from '../item-registry';
import { type AppView, viewApp } from './app-view';

export interface CreateAppCommand {
  publisherId: string;
  packageName: string;
  /** The locale that stands in where a reader's own is missing. */
  defaultLocale: string;
  /** A path below `app/`. */
  category: string;
  pricing: Pricing;
  /** See `DECLARABLE_ATTRIBUTES`. */
  declarations?: Declarations | undefined;
  actor: AccountActor;
}

/** Against abuse, so a race that exceeds it by one does no harm. */
const APPS_PER_PUBLISHER = 1_000;

/**
 * Registers an app under its package name, not published yet.
 * @throws DomainError `package-name-invalid`, `package-name-taken`, `category-unknown`, `category-of-other-kind`,
 *   `declaration-unknown`, `invalid-attribute`, `too-many-apps`.
 */
@Injectable()
export class CreateApp {
  constructor(
    private readonly apps: AppRepository,
    private readonly items: ItemRegistry,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  @Transactional()
  async execute(command: CreateAppCommand): Promise<AppView> {
    const { publisherId, actor, defaultLocale, category, pricing } = command;
    const packageName = PackageName.parse(command.packageName).value;
    const declarations = command.declarations ?? {};
    checkItemCategory('app', category);
    checkDeclarations(declarations);
    if ((await this.apps.countOf(publisherId)) >= APPS_PER_PUBLISHER)
      throw new DomainError(
        'conflict',
        'too-many-apps',
        `A publisher has at most ${APPS_PER_PUBLISHER} apps.`,
      );
    const app = {
      id: this.ids.next(),
      publisherId,
      packageName,
      defaultLocale,
      category,
      pricing,
      declarations,
      signer: null,
      previousSigners: [],
      firstLiveAt: null,
      createdAt: this.clock.now(),
    };
    await this.apps.insert(app);
    await this.items.put(app);
    await this.audit.record({
      actor,
      action: 'app.create',
      subject: { type: 'app', id: app.id },
      after: { publisherId, packageName, category, pricing, declarations },
    });
    return viewApp(app);
  }
}
