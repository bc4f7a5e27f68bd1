import { Injectable } from '@nestjs/common';
import { Clock, type Page, type PageRequest } from '@portolan/platform';
import {
  type SharedPackage,
  SharedPackageRepository,
} from '../../persistence/artifacts/shared-package-repository';

/** The shared packages of an app whose links work, newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListSharedPackages {
  constructor(
    private readonly shared: SharedPackageRepository,
    private readonly clock: Clock,
  ) {}

  execute(appId: string, page: PageRequest): Promise<Page<SharedPackage>> {
    return this.shared.listLive(appId, this.clock.now(), page);
  }
}
