import { Injectable } from '@nestjs/common';
import {
  type DeliveredPackage,
  type DeviceDescription,
  expansionFileName,
  FindDeliveredPackages,
  FindTestedApps,
} from '@portolan/catalog';
import { EntitlementOf } from '@portolan/payments';
import { type Actor, DomainError } from '@portolan/platform';
import {
  AssertTestable,
  type Decision,
  decisionView,
  type Entitlement,
  type MarketView,
} from '@portolan/regions';
import type { InstalledPackage, UpdatesAnswer } from './schemas';

type UpdateLists = Omit<UpdatesAnswer, 'epoch'>;

interface Candidate {
  installed: InstalledPackage;
  delivered: DeliveredPackage;
  entitlement: Entitlement;
  /** Whether the account got it from this store, so that its existence is no news. */
  owned: boolean;
  /** Whether the account tests it, and nobody else can have it yet. */
  tested: boolean;
}

/**
 * Which installed apps have a newer version that this person may have. What is owned is judged by its entitlement; a
 * free app counts as owned by whoever has it; a paid one that is not owned is none of the store's business. A block
 * that stops updates is told with its reasons, unless even the app's existence may not be known. What is tested before it is published is
 * known to its testers alone. Which version is newer for
 * this account and device is the catalogue's choice.
 */
@Injectable()
export class UpdateCheck {
  constructor(
    private readonly findDelivered: FindDeliveredPackages,
    private readonly entitlementOf: EntitlementOf,
    private readonly findTested: FindTestedApps,
    private readonly testable: AssertTestable,
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
      const { delivered: found, entitlement, tested } = candidate;
      if (tested) {
        if (await this.isTestable(found.appId, view.code)) addFile(answer, candidate);
        continue;
      }
      add(answer, candidate, view.decide(found.appId, 'update', entitlement));
    }
    return answer;
  }

  private async isTestable(itemId: string, market: string): Promise<boolean> {
    try {
      await this.testable.execute({ itemId, market });
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
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
    const tested =
      actor.kind === 'account'
        ? await this.findTested.execute({
            accountId: actor.accountId,
            appIds: itemIds.filter((id) => !owned.has(id)),
          })
        : new Set<string>();
    return newer.flatMap((pair): Candidate[] => {
      const record = owned.get(pair.delivered.appId);
      const isTested = tested.has(pair.delivered.appId);
      if (record === undefined && !pair.delivered.free && !isTested) return [];
      const status = record === undefined || record.status === 'active' ? 'active' : 'revoked';
      return [{ ...pair, entitlement: { status }, owned: record !== undefined, tested: isTested }];
    });
  }
}

function add(answer: UpdateLists, candidate: Candidate, decision: Decision | null): void {
  const { delivered, owned } = candidate;
  if (decision === null || (decision.state === 'hidden' && !owned)) return;
  const { packageName } = delivered;
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
  addFile(answer, candidate);
}

/** The newer version, or why the device cannot have it. */
function addFile(answer: UpdateLists, { installed, delivered }: Candidate): void {
  const { packageName, file, misfits } = delivered;
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
  const expansionFiles = file.expansionFiles.map(({ fileKey: _, versionCode: ofVersion, ...one }) => ({
    ...one,
    name: expansionFileName({ type: one.type, versionCode: ofVersion }, packageName),
  }));
  const version = { versionCode, versionName, sizeBytes, sha256, minSdk, expansionFiles };
  answer.updates.push({ packageName, ...version, updatePriority, whatsNew });
}
