import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectApk } from './inspect-apk';
import { verdictOf } from './writing/temporary-file';

const FOLDER = join(__dirname, '../../../../../shared/data/catalogue/apks');
const present = existsSync(join(FOLDER, 'APKS.tsv'));
if (!present) process.stderr.write('published-apks: skipped: no ../shared/data\n');

/** What aapt and apksigner say of each package, as a row of the table beside them. */
function readRows(): Record<string, string>[] {
  const [head = '', ...lines] = readFileSync(join(FOLDER, 'APKS.tsv'), 'utf8').trimEnd().split('\n');
  const columns = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

const placeholders: Record<string, string>[] = [{ apksigner: 'OK' }, { apksigner: 'FAIL' }];
const rows = present ? readRows() : placeholders;
const optional = (value: number | string | null | undefined): string => (value ?? '').toString();

(present ? describe : describe.skip)('real packages of an app repository', () => {
  it('are 14', () => expect(rows).toHaveLength(14));

  it.each(rows.filter((row) => row.apksigner === 'OK').map((row) => [row.file, row]))(
    '%s',
    async (file, row) => {
      const report = await inspectApk(join(FOLDER, String(file)));
      const { schemes, certificates } = report.signature;
      expect({
        file,
        size: optional(report.sizeBytes),
        package: report.packageName,
        versionCode: optional(report.versionCode),
        versionName: optional(report.versionName),
        minSdk: optional(report.declared.minSdk),
        targetSdk: optional(report.declared.targetSdk),
        nPerms: optional(report.permissions.length + report.impliedPermissions.length),
        apksigner: 'OK',
        v1: String(schemes.v1),
        v2: String(schemes.v2),
        v3: String(schemes.v3),
        certSHA256: certificates.map(({ sha256 }) => sha256.slice(0, 12)).join(),
      }).toEqual(row);
    },
  );

  it.each(rows.filter((row) => row.apksigner !== 'OK').map((row) => [row.file]))(
    '%s is refused',
    async (file) => {
      expect(await verdictOf(inspectApk(join(FOLDER, String(file))))).toBe('apk-signature-digest-mismatch');
    },
  );
});
