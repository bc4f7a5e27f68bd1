import { Injectable } from '@nestjs/common';
import { type AccountActor, AuditLog, DomainError } from '@portolan/platform';
import { expansionOf, readExpansionKey, type WantedExpansion } from '../../domain/edit/expansion-files';
import { ExpansionRepository } from '../../persistence/artifacts/expansion-repository';
import { expansionFileMissing, ExpansionTarget } from './expansion-target';

export interface ApplyExpansionsCommand {
  appId: string;
  editId: string;
  /** By `expansionKey`. */
  wanted: Readonly<Record<string, WantedExpansion>>;
  actor: AccountActor;
}

/**
 * Gives packages the expansion files that an edit wants, inside the caller's transaction.
 * @throws DomainError `version-code-unknown`, `expansion-file-settled`, `expansion-file-missing`; `expansion-file-in-use` (conflict) if another
 *   package would be left with a file that the package of its name has given up.
 */
@Injectable()
export class ApplyExpansions {
  constructor(
    private readonly target: ExpansionTarget,
    private readonly expansions: ExpansionRepository,
    private readonly audit: AuditLog,
  ) {}

  async execute({ appId, editId, wanted, actor }: ApplyExpansionsCommand): Promise<void> {
    const keys = Object.keys(wanted);
    if (keys.length === 0) return;
    const current = await this.expansions.of(appId);
    const uploaded = await this.expansions.uploadedIn(editId);
    for (const key of keys) {
      const { versionCode, type } = readExpansionKey(key);
      const artifactId = await this.target.find(appId, versionCode);
      const file = expansionOf({ versionCode, type }, wanted, current, uploaded);
      if (file === null) throw expansionFileMissing(versionCode, type);
      await this.expansions.attach({ appId, artifactId, type, fileId: file.id });
      await this.audit.record({
        actor,
        action: 'artifact.expansion',
        subject: { type: 'artifact', id: artifactId },
        before: { type, sha256: current.get(key)?.sha256 ?? null },
        after: { type, sha256: file.sha256, ofVersion: file.versionCode },
      });
    }
    const orphans = await this.expansions.orphans(appId);
    if (orphans.length > 0)
      throw new DomainError(
        'conflict',
        'expansion-file-in-use',
        `Version codes ${orphans.slice(0, 20).join(', ')} go with a file that this edit takes from the package that it is named after.`,
      );
  }
}
