import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError, Transactional } from '@portolan/platform';
import { checkItemCategory } from '../../domain/category/category-tree';
import { checkDeclarations, type Declarations } from '../../domain/app/declarations';
import type { App, Pricing } from '../../persistence/apps/app.entity';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ListingRepository } from '../../persistence/apps/listing-repository';
import { ItemRegistry } from '../item-registry';
import { type AppView, viewApp } from './app-view';

export interface UpdateAppCommand {
  appId: string;
  defaultLocale?: string | undefined;
  category?: string | undefined;
  pricing?: Pricing | undefined;
  /** Replaces all declarations. */
  declarations?: Declarations | undefined;
  actor: AccountActor;
}

/**
 * Changes what is named and leaves the rest.
 * @throws DomainError `app-not-found`, `category-unknown`, `category-of-other-kind`, `declaration-unknown`,
 *   `invalid-attribute`, `default-locale-without-listing`, `pricing-cannot-become-paid`.
 */
@Injectable()
export class UpdateApp {
  constructor(
    private readonly apps: AppRepository,
    private readonly listings: ListingRepository,
    private readonly items: ItemRegistry,
    private readonly audit: AuditLog,
  ) {}

  @Transactional()
  async execute(command: UpdateAppCommand): Promise<AppView> {
    const { appId, actor, category, declarations, pricing, defaultLocale } = command;
    const app = await this.apps.lock(appId);
    const before = viewApp(app);
    if (category !== undefined) {
      checkItemCategory('app', category);
      app.category = category;
    }
    if (declarations !== undefined) {
      checkDeclarations(declarations);
      app.declarations = declarations;
    }
    if (pricing !== undefined) setPricing(app, pricing);
    if (defaultLocale !== undefined) await this.setDefaultLocale(app, defaultLocale);
    await this.apps.save(app);
    await this.items.put(app);
    const after = viewApp(app);
    await this.audit.record({
      actor,
      action: 'app.update',
      subject: { type: 'app', id: appId },
      before,
      after,
    });
    return after;
  }

  /** Once there are listings, the default must be one of them: every reader may end up there. */
  private async setDefaultLocale(app: App, locale: string): Promise<void> {
    const locales = await this.listings.localesOf(app.id);
    if (locales.length > 0 && !locales.includes(locale)) {
      throw new DomainError(
        'conflict',
        'default-locale-without-listing',
        `Write a listing in ${locale} before it becomes the default.`,
      );
    }
    app.defaultLocale = locale;
  }
}

/** Who installed an app for nothing must not find one day that it has to be bought. */
function setPricing(app: App, pricing: Pricing): void {
  if (app.pricing === 'free' && pricing === 'paid' && app.firstLiveAt !== null) {
    throw new DomainError(
      'conflict',
      'pricing-cannot-become-paid',
      'An app that was published as free stays free.',
    );
  }
  app.pricing = pricing;
}
