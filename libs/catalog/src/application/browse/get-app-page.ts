import { Injectable } from '@nestjs/common';
import { type AppPage, ItemPages } from '../../persistence/storefront/item-pages';

/** The storefront's page of an app in the nearest locale; null while nothing of it is delivered. */
@Injectable()
export class GetAppPage {
  constructor(private readonly pages: ItemPages) {}

  async execute(appId: string, locales: readonly string[]): Promise<AppPage | null> {
    return this.pages.app(appId, locales);
  }
}
