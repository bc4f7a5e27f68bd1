import { Injectable } from '@nestjs/common';
import { Transactional } from '@portolan/platform';
import {
  type ExpansionFile,
  expansionKey,
  expansionOf,
  type ExpansionType,
} from '../../domain/edit/expansion-files';
import { AppRepository } from '../../persistence/apps/app-repository';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { ChangeEdit } from '../edits/change-edit';
import { expansionFileMissing, ExpansionTarget } from './expansion-target';

export interface ReferenceExpansionCommand {
  appId: string;
  editId: string;
  /** Of the package that is to go with another's file. */
  versionCode: number;
  type: ExpansionType;
  /** Of the other one. */
  referencesVersion: number;
}

/**
 * Lets a package go with the file that another version has (or will have, by this edit), so that it is neither uploaded nor downloaded
 * again: the file keeps its name.
 * @throws DomainError `edit-*`, `version-code-unknown`, `expansion-file-settled`, `expansion-file-missing` for a version without a file, and
 *   for one that references itself.
 */
@Injectable()
export class ReferenceExpansion {
  constructor(
    private readonly apps: AppRepository,
    private readonly target: ExpansionTarget,
    private readonly expansions: ExpansionRepository,
    private readonly changeEdit: ChangeEdit,
  ) {}

  @Transactional()
  async execute(command: ReferenceExpansionCommand): Promise<ExpansionFile> {
    const { appId, editId, versionCode, type, referencesVersion } = command;
    await this.apps.lock(appId);
    await this.target.find(appId, versionCode);
    const current = await this.expansions.of(appId);
    const uploaded = await this.expansions.uploadedIn(editId);
    let file: ExpansionFile | null = null;
    await this.changeEdit.execute({
      appId,
      editId,
      change: (changes) => {
        const wanted = {
          ...changes.expansionFiles,
          [expansionKey(versionCode, type)]: { referencesVersion },
        };
        file = expansionOf({ versionCode, type }, wanted, current, uploaded);
        if (file === null) throw expansionFileMissing(referencesVersion, type);
        return { ...changes, expansionFiles: wanted };
      },
    });
    if (file === null) throw expansionFileMissing(referencesVersion, type);
    return file;
  }
}
