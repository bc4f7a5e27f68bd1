import { Injectable } from '@nestjs/common';
import {
  type ChosenVersion,
  ChooseVersions,
  type DeviceDescription,
  FindTestedApps,
} from '@portolan/catalog';
import { Deliverables, type DeliveryAnswer, type DeliveryTarget } from '@portolan/payments';

/** Owners and testers are delivered the version that the catalogue chooses for them. */
@Injectable()
export class CatalogDeliverables extends Deliverables {
  constructor(
    private readonly chooseVersions: ChooseVersions,
    private readonly findTested: FindTestedApps,
  ) {
    super();
  }

  override async isTested(appId: string, accountId: string): Promise<boolean> {
    return (await this.findTested.execute({ accountId, appIds: [appId] })).has(appId);
  }

  override async unfitFor(target: DeliveryTarget, appIds: readonly string[]): Promise<Set<string>> {
    const choices = await this.chooseVersions.execute({ ...whoOf(target), appIds });
    return new Set(
      [...choices].flatMap(([appId, choice]) => (answerOf(choice).kind === 'unfit' ? [appId] : [])),
    );
  }

  override async choose(appId: string, target: DeliveryTarget): Promise<DeliveryAnswer> {
    const { installed } = target;
    const choices = await this.chooseVersions.execute({
      ...whoOf(target),
      appIds: [appId],
      installed: installed === undefined ? undefined : new Map([[appId, installed]]),
    });
    return answerOf(choices.get(appId));
  }
}

function whoOf({ accountId, market, device }: DeliveryTarget) {
  // Payments hands on what the routes have checked against the catalogue's schema.
  return { accountId, market, device: device as DeviceDescription | undefined };
}

function answerOf(choice: ChosenVersion | undefined): DeliveryAnswer {
  if (choice?.outcome === 'deliver') return { kind: 'file', file: choice.package };
  if (choice?.outcome === 'keep') return { kind: 'keep' };
  const misfits = choice?.misfits ?? [];
  return misfits.length > 0 ? { kind: 'unfit', misfits } : { kind: 'nothing' };
}
