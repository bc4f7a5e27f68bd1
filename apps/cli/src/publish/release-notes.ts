import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usage } from '../failure';

export interface ReleaseNote {
  language: string;
  text: string;
}

/** `de-DE.txt`, or `whatsnew-de-DE` as other tools name them. */
const NAME = /^(?:whatsnew-)?([a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?)(?:\.(?:txt|md))?$/;

/**
 * The notes of a folder, one file a language; other files are none of ours.
 * @throws Failure `usage` for a folder without any, and for a note that is too long.
 */
export async function readNotes(folder: string, longest: number): Promise<ReleaseNote[]> {
  const names = await readdir(folder).catch(() => {
    throw usage(`There is no folder ${folder}.`);
  });
  const notes = new Map<string, string>();
  for (const name of names.sort()) {
    const language = NAME.exec(name)?.[1];
    if (language === undefined) continue;
    const text = (await readFile(join(folder, name), 'utf8')).trim();
    if ([...text].length > longest)
      throw usage(`${join(folder, name)}: ${[...text].length} characters; ${longest} at most.`);
    if (notes.has(language)) throw usage(`${folder} has two files for ${language}.`);
    notes.set(language, text);
  }
  if (notes.size === 0) throw usage(`${folder} has no release notes: name them de-DE.txt, en-US.txt.`);
  return [...notes].map(([language, text]) => ({ language, text }));
}
