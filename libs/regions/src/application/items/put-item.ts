import { Injectable } from '@nestjs/common';
import { DomainError, Transactional } from '@portolan/platform';
import {
  type AttributeValue,
  checkAttributes,
  checkCategory,
  ITEM_KINDS,
  type ItemFacts,
  type ItemKind,
} from '../../domain';
import { ItemRepository } from '../../persistence/item-repository';

export interface PutItemCommand {
  /** The app's or device's own id. */
  id: string;
  kind: ItemKind;
  /** Lower-case path from the root: `device/smart-home/camera`. */
  category: string;
  publisherId: string;
  /** Names of the whitelist only; a name that is left out is not known. */
  attributes: Readonly<Record<string, AttributeValue>>;
  /** The app that an in-app product belongs to; other kinds have none. */
  parentId?: string | null;
}

const NOTHING_KNOWN: ItemFacts = { published: false, launch: null, withdrawn: null, free: null, prices: [] };

/**
 * Tells regions of an item, or what changed about it. Called by the item's owner in the transaction that makes the
 * change. A new item is not published and has no price; an item's facts stay as they are. In-app products follow their app:
 * its publisher is theirs, and what is known of it counts for them.
 *
 * A transaction that changes both rules and an existing item changes the rules first: purchases lock in that order.
 * @throws DomainError `invalid-category`, `invalid-attribute`, `invalid-item-parent`, `item-kind-fixed`.
 */
@Injectable()
export class PutItem {
  constructor(private readonly items: ItemRepository) {}

  @Transactional()
  async execute(command: PutItemCommand): Promise<void> {
    const { id, kind, category, publisherId, attributes } = command;
    if (!ITEM_KINDS.includes(kind))
      throw new DomainError('invalid', 'invalid-item-kind', `There is no kind ${kind}.`);
    checkCategory(category);
    checkAttributes(attributes);
    const parentId = command.parentId ?? null;
    const revision = await this.items.nextRevision();
    await this.checkParent(kind, parentId);
    const known = await this.items.findForChange(id);
    const changed = { id, kind, category, publisherId, attributes, parentId, revision };
    if (known === null) return this.items.insert({ ...changed, facts: NOTHING_KNOWN });
    if (known.kind !== kind) {
      throw new DomainError(
        'conflict',
        'item-kind-fixed',
        `The item is of the kind ${known.kind} and stays so.`,
      );
    }
    await this.items.update({ ...changed, facts: known.facts });
    if (kind === 'app') await this.items.followApp(changed);
  }

  private async checkParent(kind: ItemKind, parentId: string | null): Promise<void> {
    if (kind !== 'in-app-product') {
      if (parentId !== null) throw invalidParent('Only an in-app product belongs to another item.');
      return;
    }
    const parent = parentId === null ? null : await this.items.find(parentId);
    if (parent?.kind !== 'app') throw invalidParent('An in-app product belongs to an app.');
  }
}

function invalidParent(detail: string): DomainError {
  return new DomainError('invalid', 'invalid-item-parent', detail);
}
