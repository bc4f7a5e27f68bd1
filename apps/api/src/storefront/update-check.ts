import { Injectable } from '@nestjs/common';
import { type DeliveredPackage, type DeviceDescription, FindDeliveredPackages } from '@portolan/catalog';
import { EntitlementOf } from '@portolan/payments';
import type { Actor } from '@portolan/platform';
import { type Decision, decisionView, type Entitlement, type MarketView } from '@portolan/regions';
import type { InstalledPackage, UpdatesAnswer } from './schemas';

type UpdateLists = Omit<UpdatesAnswer, 'epoch'>;

interface Candidate {
  installed: InstalledPackage;
  delivered: DeliveredPackage;
  entitlement: Entitlement;
  /** Whether the account got it from this store, so that its existence is no news. */
  owned: boolean;
}

/**
 * Which installed apps have a newer version that this person may have. What is owned is judged by its entitlement; a
 * free app counts as owned by whoever has it; a paid one that is not owned is none of the store's business. A block
 * that stops updates is told with its reasons, unless even the app's existence may not be known. Which version is newer for
 * this account and device is the catalogue's choice.
 */
@Injectable()
export class UpdateCheck {
  constructor(
    private readonly findDelivered: FindDeliveredPackages,
    private readonly entitlementOf: EntitlementOf,
  ) {}

  async execute(query: {
    view: MarketView;
    installed: readonly InstalledPackage[];
    device?: DeviceDescription | undefined;
    locales: readonly string[];
    actor: Actor;
  }): Promise<UpdateLists> {
    const { view, device, locales, actor } = query;
    const installed = new Map(query.installed.map((entry) => [entry.packageName, entry]));
    const delivered = await this.findDelivered.execute({
      installed: new Map(query.installed.map(({ packageName, versionCode }) => [packageName, versionCode])),
      accountId: actor.kind === 'account' ? actor.accountId : null,
      market: view.code,
      device,
      locales,
    });
    const candidates = await this.candidates(installed, delivered, actor);
    const answer: UpdateLists = { updates: [], blocked: [] };
    for (const candidate of candidates) {
      const { delivered: found, entitlement } = candidate;
      add(answer, candidate, view.decide(found.appId, 'update', entitlement));
    }
    return answer;
  }

  private async candidates(
    installed: ReadonlyMap<string, InstalledPackage>,
    delivered: readonly DeliveredPackage[],
    actor: Actor,
  ): Promise<Candidate[]> {
    const newer = delivered.flatMap((found) => {
      const entry = installed.get(found.packageName);
      return entry === undefined ? [] : [{ installed: entry, delivered: found }];
    });
    const itemIds = newer.map(({ delivered: { appId } }) => appId);
    const owned =
      actor.kind === 'account'
        ? await this.entitlementOf.execute({ accountId: actor.accountId, itemIds })
        : new Map<string, never>();
    return newer.flatMap((pair): Candidate[] => {
      const record = owned.get(pair.delivered.appId);
      if (record === undefined && !pair.delivered.free) return [];
      const status = record === undefined || record.status === 'active' ? 'active' : 'revoked';
      return [{ ...pair, entitlement: { status }, owned: record !== undefined }];
    });
  }
}

function add(answer: UpdateLists, candidate: Candidate, decision: Decision | null): void {
  const { installed, delivered, owned } = candidate;
  if (decision === null || (decision.state === 'hidden' && !owned)) return;
  const { packageName, file, misfits } = delivered;
  if (!decision.allowed) {
    const { reasons } = decisionView(decision, 'public');
    answer.blocked.push({
      packageName,
      code: 'update-not-allowed',
      reasons: reasons.map((reason) => ({ ...reason })),
      misfits: [],
    });
    return;
  }
  if (file === null) {
    answer.blocked.push({ packageName, code: 'device-not-compatible', reasons: [], misfits: [...misfits] });
    return;
  }
  const { certificateSha256 } = installed;
  // The device would refuse it: what is installed came from somebody else.
  if (certificateSha256 !== undefined && !file.follows.includes(certificateSha256)) {
    answer.blocked.push({ packageName, code: 'signer-differs', reasons: [], misfits: [] });
    return;
  }
  const { versionCode, versionName, sizeBytes, sha256, updatePriority, whatsNew } = file;
  const { minSdk } = file.needs;
  const version = { versionCode, versionName, sizeBytes, sha256, minSdk };
  answer.updates.push({ packageName, ...version, updatePriority, whatsNew });
}
