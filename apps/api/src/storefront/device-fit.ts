import { Injectable } from '@nestjs/common';
import { ChooseVersions, type ChosenVersion, type DeviceDescription } from '@portolan/catalog';
import type { Actor } from '@portolan/platform';

interface Reader {
  market: string;
  actor: Actor;
  device: DeviceDescription | undefined;
}

/** Says of apps whether they run on the device that the reader describes. */
@Injectable()
export class DeviceFit {
  constructor(private readonly chooseVersions: ChooseVersions) {}

  /** `fits` for the rows of a list; null while no device is described. */
  async mark<Row extends { id: string }>(reader: Reader, rows: readonly Row[]) {
    const choices = await this.choices(
      reader,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, fits: choices === null ? null : fits(choices.get(row.id)) }));
  }

  /** What the device would get of one app; null while none is described. */
  async of(reader: Reader, appId: string) {
    const choice = (await this.choices(reader, [appId]))?.get(appId);
    if (choice === undefined) return null;
    const {
      versionCode = null,
      versionName = null,
      sizeBytes = null,
    } = choice.outcome === 'deliver' ? choice.package : {};
    const misfits = choice.outcome === 'none' ? choice.misfits : [];
    return { fits: fits(choice), versionCode, versionName, sizeBytes, misfits };
  }

  private async choices(
    { market, actor, device }: Reader,
    appIds: string[],
  ): Promise<Map<string, ChosenVersion> | null> {
    if (device === undefined) return null;
    const accountId = actor.kind === 'account' ? actor.accountId : null;
    return this.chooseVersions.execute({ appIds, accountId, market, device });
  }
}

function fits(choice: ChosenVersion | undefined): boolean {
  return choice?.outcome === 'deliver';
}
