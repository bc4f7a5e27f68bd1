import { Injectable } from '@nestjs/common';
import { FindAppByPackage, FindDeviceBySlug } from '@portolan/catalog';
import { type Actor, DomainError, notFound } from '@portolan/platform';
import {
  type AvailabilityQuestion,
  DecideAsKnown,
  DecideAvailability,
  type Decision,
  type DecisionView,
  decisionView,
} from '@portolan/regions';
import { Readers, staffReader } from './readers';

/** How a question names its item. */
export interface ItemName {
  item?: string | undefined;
  package?: string | undefined;
  device?: string | undefined;
}

/** Decides, and tells each reader only what they may know. */
@Injectable()
export class AnswerAvailability {
  constructor(
    private readonly decide: DecideAvailability,
    private readonly decideAsKnown: DecideAsKnown,
    private readonly readers: Readers,
    private readonly byPackage: FindAppByPackage,
    private readonly bySlug: FindDeviceBySlug,
  ) {}

  /** @throws DomainError `item-not-found`, the same for what is unknown and for what the reader may not know of. */
  async one(
    name: ItemName,
    question: Omit<AvailabilityQuestion, 'itemId'>,
    actor: Actor,
  ): Promise<DecisionView> {
    const itemId = await this.idOf(name);
    // The market is checked in any case, so that an unknown item does not hide an unknown market.
    const [answer] = await this.many([{ ...question, itemId: itemId ?? NOTHING }], actor);
    if (answer === null || answer === undefined) throw notFound('item');
    return answer;
  }

  /**
   * What the store would have said by what it knew at an instant; `at` is that instant unless the question says another.
   * @throws DomainError `staff-only`, `item-not-found`, and what `DecideAsKnown` throws.
   */
  async oneAsKnown(
    name: ItemName,
    question: Omit<AvailabilityQuestion, 'itemId'>,
    knownAt: Date,
    actor: Actor,
  ): Promise<DecisionView> {
    const itemId = (await this.idOf(name)) ?? NOTHING;
    const [answer] = await this.manyAsKnown([{ ...question, itemId }], knownAt, actor);
    if (answer === null || answer === undefined) throw notFound('item');
    return answer;
  }

  /**
   * Likewise in the order of the questions; null for what was not known then.
   * @throws DomainError `staff-only`, and what `DecideAsKnown` throws.
   */
  async manyAsKnown(
    questions: readonly AvailabilityQuestion[],
    knownAt: Date,
    actor: Actor,
  ): Promise<(DecisionView | null)[]> {
    if (actor.kind !== 'account' || actor.staffRoles.length === 0)
      throw new DomainError('forbidden', 'staff-only', 'What was known when, staff may ask.');
    const decisions = await this.decideAsKnown.execute({ questions, knownAt });
    return decisions.map((decision) =>
      decision === null ? null : decisionView(decision, staffReader(actor)),
    );
  }

  /** In the order of the questions; null for what is unknown and for what the reader may not know of. */
  async many(questions: readonly AvailabilityQuestion[], actor: Actor): Promise<(DecisionView | null)[]> {
    const decisions = await this.decide.execute({ questions });
    const readers = await this.readers.of(
      actor,
      decisions.flatMap((decision) => (decision === null ? [] : [decision.itemId])),
    );
    const readerOf = (decision: Decision) => readers.get(decision.itemId) ?? 'public';
    const secret = await this.secretNow(
      questions.filter(({ itemId }) => (readers.get(itemId) ?? 'public') === 'public'),
    );
    return decisions.map((decision) => {
      if (decision === null) return null;
      const reader = readerOf(decision);
      const kept = reader === 'public' && (decision.state === 'hidden' || secret.has(placeOf(decision)));
      return kept ? null : decisionView(decision, reader);
    });
  }

  /**
   * What the public may not know of today, whatever instant it asks about: a question about next year must not
   * tell what an embargo hides, nor when it ends.
   */
  private async secretNow(questions: readonly AvailabilityQuestion[]): Promise<Set<string>> {
    const dated = questions.filter(({ at }) => at !== undefined);
    const asked = new Map(
      dated.map(({ itemId, market, action }) => [placeOf({ itemId, market }), { itemId, market, action }]),
    );
    if (asked.size === 0) return new Set();
    const decisions = await this.decide.execute({ questions: [...asked.values()] });
    return new Set(
      decisions.flatMap((decision) => (decision?.state === 'hidden' ? [placeOf(decision)] : [])),
    );
  }

  private async idOf(name: ItemName): Promise<string | null> {
    if (name.item !== undefined) return name.item;
    if (name.package !== undefined) return this.byPackage.execute(name.package);
    return name.device === undefined ? null : this.bySlug.execute(name.device);
  }
}

/** An id that nothing has. */
const NOTHING = '00000000-0000-0000-0000-000000000000';

/** `hidden` says what an item is in a market, whatever was asked to be done with it. */
function placeOf({ itemId, market }: { itemId: string; market: string }): string {
  return `${market} ${itemId}`;
}
