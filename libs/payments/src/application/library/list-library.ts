import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { LibraryIndex, type OwnedItem } from '../../persistence/library-index';
import { ItemDirectory } from '../ports/item-directory';

/** What an account owns, with its name. `title` and `packageName` are null for an app that is gone from the catalogue. */
export interface LibraryEntry extends OwnedItem {
  title: string | null;
  packageName: string | null;
}

/** What an account owns, newest first. It says nothing about what may be delivered where: that is decided on download. */
@Injectable()
export class ListLibrary {
  constructor(
    private readonly library: LibraryIndex,
    private readonly items: ItemDirectory,
  ) {}

  /** @param query.locales for the titles; BCP 47, best first */
  async execute(query: {
    accountId: string;
    locales?: readonly string[] | undefined;
    page: PageRequest;
  }): Promise<Page<LibraryEntry>> {
    const { data, nextCursor } = await this.library.list(query.accountId, query.page);
    const described = await this.items.describe(
      data.map(({ itemId }) => itemId),
      query.locales,
    );
    const entries = data.map((owned) => {
      const item = described.get(owned.itemId);
      return { ...owned, title: item?.title ?? null, packageName: item?.packageName ?? null };
    });
    return { data: entries, nextCursor };
  }
}
