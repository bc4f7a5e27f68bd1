import { Body, Controller, Get, Param, Patch, Put } from '@nestjs/common';
import {
  EXPANSION_TYPES,
  type ExpansionFile,
  expansionKey,
  type ExpansionType,
  ReadEdit,
  ReferenceExpansion,
} from '@portolan/catalog';
import { DomainError, notFound } from '@portolan/platform';
import { z } from 'zod';
import { OwnedApp } from '../../auth/current-actor';
import { expansionFileBody } from '../google-shapes';
import { APPLICATION, PlayRoute } from '../play-route';
import { known } from './edits.controller';

interface Path {
  editId: string;
  versionCode: string;
  type: string;
}
type Wish = z.infer<typeof expansionFileBody>;

/** As Google writes one: its size where it is the package's own, the version whose file it is where it is not. */
interface GoogleExpansionFile {
  fileSize?: string;
  referencesVersion?: number;
}

const place = z.object({
  versionCode: z.coerce.number().int().min(0).max(2_147_483_647),
  type: z.enum(EXPANSION_TYPES),
});

/** `edits.expansionfiles` but for the upload: which files (OBB) a package goes with. */
@Controller(`${APPLICATION}/edits/:editId/apks/:versionCode/expansionFiles/:type`)
export class PlayExpansionFilesController {
  constructor(
    private readonly readEdit: ReadEdit,
    private readonly referenceExpansion: ReferenceExpansion,
  ) {}

  @Get()
  @PlayRoute('apps:read')
  async get(@OwnedApp() appId: string, @Param() path: Path): Promise<GoogleExpansionFile> {
    const { editId, versionCode, type } = read(path);
    const { expansionFiles } = await this.readEdit.execute({ appId, editId });
    const file = expansionFiles.get(expansionKey(versionCode, type));
    if (file === undefined) throw notFound('expansion-file');
    return view(versionCode, file);
  }

  /** @throws DomainError `expansion-reference-missing` for a body without a version: a file is uploaded, and none is taken away. */
  @Put()
  @PlayRoute('artifacts:write')
  update(
    @OwnedApp() appId: string,
    @Param() path: Path,
    @Body({ schema: expansionFileBody }) { referencesVersion }: Wish,
  ): Promise<GoogleExpansionFile> {
    if (referencesVersion === null || referencesVersion === undefined)
      throw new DomainError(
        'invalid',
        'expansion-reference-missing',
        'Send referencesVersion, the version code whose file this package is to go with; a new file is uploaded.',
      );
    return this.reference(appId, path, referencesVersion);
  }

  @Patch()
  @PlayRoute('artifacts:write')
  patch(
    @OwnedApp() appId: string,
    @Param() path: Path,
    @Body({ schema: expansionFileBody }) { referencesVersion }: Wish,
  ): Promise<GoogleExpansionFile> {
    if (referencesVersion === null || referencesVersion === undefined) return this.get(appId, path);
    return this.reference(appId, path, referencesVersion);
  }

  private async reference(
    appId: string,
    path: Path,
    referencesVersion: number,
  ): Promise<GoogleExpansionFile> {
    const { versionCode, ...rest } = read(path);
    const file = await this.referenceExpansion.execute({ appId, versionCode, referencesVersion, ...rest });
    return view(versionCode, file);
  }
}

/** @throws DomainError `edit-not-found`, `expansion-file-not-found` for what names no package and no type. */
function read({ editId, ...path }: Path): { editId: string; versionCode: number; type: ExpansionType } {
  const named = place.safeParse(path);
  if (!named.success) throw notFound('expansion-file');
  return { editId: known(editId), ...named.data };
}

function view(versionCode: number, file: ExpansionFile): GoogleExpansionFile {
  return file.versionCode === versionCode
    ? { fileSize: String(file.sizeBytes) }
    : { referencesVersion: file.versionCode };
}
