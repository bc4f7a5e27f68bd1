import type { INestApplicationContext } from '@nestjs/common';
import type { AccountActor } from '@portolan/platform';
import {
  ApplyChangeSet,
  ApproveChangeSet,
  type ChangeSetRow,
  type Edit,
  ProposeChangeSet,
} from '@portolan/regions';
import { randomUUID } from 'node:crypto';

const person = (...staffRoles: string[]): AccountActor => ({
  kind: 'account',
  accountId: randomUUID(),
  staffRoles,
});
const PROPOSER = person('market-manager');
const APPROVER = person('market-approver', 'legal');

/** Makes edits as the rules ask for it: one person proposes them and, if they open something, another one approves. */
export async function carryOut(
  app: Pick<INestApplicationContext, 'get'>,
  ...edits: Edit[]
): Promise<ChangeSetRow> {
  const { set, diff } = await app
    .get(ProposeChangeSet)
    .execute({ title: 'A test', reason: 'a test', edits, actor: PROPOSER });
  const step = { changeSetId: set.id, hash: diff.hash };
  if (set.needsApproval) await app.get(ApproveChangeSet).execute({ ...step, actor: APPROVER });
  return app.get(ApplyChangeSet).execute({ ...step, actor: PROPOSER });
}

/** Ends a prohibition: somebody of the role legal approves it. */
export function lift(
  app: Pick<INestApplicationContext, 'get'>,
  prohibitionId: string,
): Promise<ChangeSetRow> {
  return carryOut(app, { do: 'lift-prohibition', prohibitionId, reason: 'settled' });
}

/** These markets open, and a plan that offers everything in all markets. */
export async function openStoreIn(
  app: Pick<INestApplicationContext, 'get'>,
  ...codes: string[]
): Promise<void> {
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
