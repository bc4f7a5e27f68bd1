import { Global, Module } from '@nestjs/common';
import { OwnerDirectory } from '../auth/owner-directory';
import { CatalogOwners } from './owner-directory';

/** Where a library or the API needs something that another library knows: each port and what it is bound to. */
@Global()
@Module({
  providers: [{ provide: OwnerDirectory, useClass: CatalogOwners }],
  exports: [OwnerDirectory],
})
export class BindingsModule {}
