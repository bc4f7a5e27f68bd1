import type { INestApplicationContext } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  type ChangeSetRow,
  CreateChangeSet,
  type Edit,
  PreviewChangeSet,
  RevertChangeSet,
  type RuleDiff,
  SubmitChangeSet,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';

type App = Pick<INestApplicationContext, 'get'>;

const person = (...staffRoles: string[]): AccountActor => ({
  kind: 'account',
  accountId: randomUUID(),
  staffRoles,
});

/** Those who carry change sets out in tests; the approver also holds the role `legal`. */
export const manager = person('market-manager');
const approver = person('market-approver', 'legal');

export interface CarriedOut {
  changeSetId: string;
  /** What the preview said; the set applied only because it did just that. */
  diff: RuleDiff;
  needsApproval: boolean;
  /** As it was applied. */
  set: ChangeSetRow;
}

/** Makes edits as the rules ask for it: one person proposes them and, if they open something, another one approves. */
export async function carryOut(app: App, ...edits: Edit[]): Promise<CarriedOut> {
  const proposal = { title: 'A set', reason: 'a test', edits, actor: manager };
  const { id } = await app.get(CreateChangeSet).execute(proposal);
  return finish(app, id);
}

/** Takes an applied set back, likewise. */
export async function takeBack(app: App, changeSetId: string): Promise<CarriedOut> {
  const asked = { changeSetId, reason: 'a mistake', actor: manager };
  const { id } = await app.get(RevertChangeSet).execute(asked);
  return finish(app, id);
}

async function finish(app: App, changeSetId: string): Promise<CarriedOut> {
  const by = (actor: AccountActor) => ({ changeSetId, actor });
  const { diff, set: previewed } = await app.get(PreviewChangeSet).execute(by(manager));
  const { hash } = diff;
  if (previewed.needsApproval) {
    await app.get(SubmitChangeSet).execute({ ...by(manager), hash });
    await app.get(ApproveChangeSet).execute({ ...by(approver), hash });
  }
  const set = await app.get(ApplyChangeSet).execute({ ...by(manager), hash });
  return { changeSetId, diff, needsApproval: previewed.needsApproval, set };
}

/** Ends a prohibition: somebody of the role legal approves it. */
export function lift(app: App, prohibitionId: string): Promise<CarriedOut> {
  return carryOut(app, { do: 'lift-prohibition', prohibitionId, reason: 'settled' });
}

/** These markets open, and a plan that offers everything in all markets. */
export async function openStoreIn(app: App, ...codes: string[]): Promise<void> {
  await carryOut(
    app,
    ...codes.map((market): Edit => ({
      do: 'change-market-status',
      market,
      status: 'open',
      reason: 'opening',
    })),
    { do: 'set-plan', markets: { expression: 'WORLD', coversFutureMarkets: true }, offered: true },
  );
}
