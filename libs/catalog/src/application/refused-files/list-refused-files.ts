import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@portolan/platform';
import { RefusedFileRepository } from '../../persistence/artifacts/refused-file-repository';

/** A file that the store takes from nobody. Time as RFC 3339. */
export interface RefusedFileView {
  sha256: string;
  reason: string;
  addedBy: string;
  addedAt: string;
}

/** Newest first. @throws DomainError `cursor-invalid`. */
@Injectable()
export class ListRefusedFiles {
  constructor(private readonly refused: RefusedFileRepository) {}

  async execute(page: PageRequest): Promise<Page<RefusedFileView>> {
    const { data, ...rest } = await this.refused.list(page);
    return { ...rest, data: data.map((file) => ({ ...file, addedAt: file.addedAt.toISOString() })) };
  }
}
