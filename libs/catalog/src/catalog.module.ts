import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RegionsModule } from '@portolan/regions';
import { INNER_SERVICES, USE_CASES } from './application';
import { CATALOG_OPTIONS, type CatalogOptions } from './catalog-options';
import { ENTITIES, REPOSITORIES } from './persistence';

/** Apps, devices, artifacts, releases, listings and review. Global: any face may call its use cases. */
@Module({})
export class CatalogModule {
  static forRoot(options: CatalogOptions): DynamicModule {
    return {
      module: CatalogModule,
      global: true,
      imports: [TypeOrmModule.forFeature([...ENTITIES]), RegionsModule],
      providers: [
        ...REPOSITORIES,
        ...INNER_SERVICES,
        ...USE_CASES,
        { provide: CATALOG_OPTIONS, useValue: options },
      ],
      exports: [...USE_CASES],
    };
  }
}
