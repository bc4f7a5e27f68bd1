import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type ApkReport, InspectionPool } from '../../apk';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';

/** The threads in which this process inspects packages. They start with the first one and end with the process. */
@Injectable()
export class PackageInspector implements OnModuleDestroy {
  private readonly pool: InspectionPool;

  constructor(@Inject(CATALOG_OPTIONS) { trackers }: CatalogOptions) {
    this.pool = new InspectionPool({ trackers });
  }

  /** @throws ApkRejected with a code of `APK_PROBLEMS`. */
  async inspect(path: string): Promise<ApkReport> {
    return this.pool.inspect(path);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.close();
  }
}
