import { Injectable } from '@nestjs/common';
import { PutItem, SetItemFacts } from '@portolan/regions';
import { attributesOf } from '../domain/app/declarations';
import type { App } from '../persistence/apps/app.entity';
import type { Artifact } from '../persistence/artifacts/artifact.entity';

/**
 * Tells regions what it must know of an app, in the transaction that changes it: regions asks nobody. An app is
 * published while a release of it is delivered.
 */
@Injectable()
export class ItemRegistry {
  constructor(
    private readonly putItem: PutItem,
    private readonly setFacts: SetItemFacts,
  ) {}

  /** @param delivered the package that people get now; null if there is none. */
  async put(app: App, delivered: Artifact | null): Promise<void> {
    const permissions = delivered?.report.permissions.map(({ name }) => name) ?? [];
    await this.putItem.execute({
      id: app.id,
      kind: 'app',
      category: app.category,
      publisherId: app.publisherId,
      attributes: attributesOf(app.declarations, permissions),
    });
    await this.setFacts.execute({
      itemId: app.id,
      published: delivered !== null,
      free: app.pricing === 'free',
    });
  }
}
