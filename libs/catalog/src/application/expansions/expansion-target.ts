import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError } from '@portolan/platform';
import { CATALOG_OPTIONS, type CatalogOptions } from '../../catalog-options';
import type { ExpansionType } from '../../domain/edit/expansion-files';
import { appealableAfter } from '../../domain/review/appeal-deadline';
import { ArtifactRepository } from '../../persistence/artifacts/artifact-repository';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';

/** Finds the package whose expansion file is to change. */
@Injectable()
export class ExpansionTarget {
  constructor(
    private readonly artifacts: ArtifactRepository,
    private readonly expansions: ExpansionRepository,
    private readonly clock: Clock,
    @Inject(CATALOG_OPTIONS) private readonly options: CatalogOptions,
  ) {}

  /**
   * What reviewers were handed stays what it is: a package of a release that was submitted keeps its files, until it is rejected and
   * no appeal can bring it back.
   * @returns the id of the package.
   * @throws DomainError `version-code-unknown` (not-found), `expansion-file-settled` (conflict).
   */
  async find(appId: string, versionCode: number): Promise<string> {
    const id = (await this.artifacts.idsByVersionCode(appId, [versionCode])).get(versionCode);
    if (id === undefined)
      throw new DomainError(
        'not-found',
        'version-code-unknown',
        `No package with version code ${versionCode}.`,
      );
    const openTo = appealableAfter(this.options.appealDays, this.clock.now());
    if (await this.expansions.isSettled(id, openTo))
      throw new DomainError(
        'conflict',
        'expansion-file-settled',
        `The package with version code ${versionCode} is in a release that was submitted, or was rejected and may be appealed: what goes with it stays. Upload a package with a higher version code.`,
      );
    return id;
  }
}

export function expansionFileMissing(versionCode: number, type: ExpansionType): DomainError {
  return new DomainError(
    'invalid',
    'expansion-file-missing',
    `Version code ${versionCode} has no expansion file "${type}" to reference.`,
  );
}
