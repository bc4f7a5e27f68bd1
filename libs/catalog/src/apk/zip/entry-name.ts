import { ApkRejected } from '../apk-problems';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The name of an entry as text, refused when an extractor or a log could be led astray by it. */
export function parseEntryName(bytes: Buffer): string {
  const name = decode(bytes);
  const unsafe =
    name === ''
      ? 'is empty'
      : name.startsWith('/') || /^[a-z]:/i.test(name)
        ? 'is absolute'
        : name.includes('\\')
          ? 'has a backslash'
          : CONTROL.test(name)
            ? 'has a control character'
            : name.split('/').some((segment) => segment === '..' || segment === '.')
              ? 'has a relative segment'
              : null;
  if (unsafe !== null)
    throw new ApkRejected('apk-zip-unsafe-name', `the entry name ${JSON.stringify(name)} ${unsafe}`);
  return name;
}

function decode(bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ApkRejected('apk-zip-unsafe-name', `the entry name ${bytes.toString('hex')} is not UTF-8`);
  }
}
