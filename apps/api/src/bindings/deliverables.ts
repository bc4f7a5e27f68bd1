import { Injectable } from '@nestjs/common';
import { ChooseVersions, type DeviceDescription, FindTestedApps } from '@portolan/catalog';
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

  override async choose(appId: string, target: DeliveryTarget): Promise<DeliveryAnswer> {
    const { accountId, market, installed } = target;
    // Payments hands on what the download route has checked against the catalogue's schema.
    const device = target.device as DeviceDescription | undefined;
    const choice = (
      await this.chooseVersions.execute({
        appIds: [appId],
        accountId,
        market,
        device,
        installed: installed === undefined ? undefined : new Map([[appId, installed]]),
      })
    ).get(appId);
    if (choice?.outcome === 'deliver') return { kind: 'file', file: choice.package };
    if (choice?.outcome === 'keep') return { kind: 'keep' };
    const misfits = choice?.misfits ?? [];
    return misfits.length > 0 ? { kind: 'unfit', misfits } : { kind: 'nothing' };
  }
}
