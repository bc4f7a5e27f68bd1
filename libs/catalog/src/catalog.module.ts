import { Module } from '@nestjs/common';

/** Apps, devices, artifacts, releases, listings and review. */
@Module({ providers: [], exports: [] })
export class CatalogModule {}
