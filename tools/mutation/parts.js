const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');
const DOMAIN = 'libs/regions/src/domain';
const files = readdirSync(DOMAIN, { recursive: true }).filter((file) => file.endsWith('.ts'));
const isSpec = (file) => file.endsWith('.spec.ts');
const isJudged = (file) => !isSpec(file) && !/(^|\/)(spec\/.*|index\.ts)$/.test(file);
const folderOf = (file) => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.');

/** Every folder with code of its own, without those in it: `market`, `decision`, `decision/evaluate` ... */
const PARTS = [...new Set(files.filter(isJudged).map(folderOf))].sort();

/** The specs of these know much of the rest, and take long to find in it what its own specs find at once. */
const APART = ['atlas', 'plan'];
const LARGEST = 'atlas/spec/denials.spec.ts';
const homeOf = (file) => APART.find((folder) => file === folder || file.startsWith(`${folder}/`));

/**
 * What a part's mutants are and which specs judge them: those of the atlas judge the atlas, those of plans the plans, the others
 * the rest. Nearly all mutants fall to an example, and laws take long: they are asked about the others only. The one spec of many
 * thousands of items stays out.
 */
function partNamed(part) {
  if (!PARTS.includes(part)) throw new Error(`No part "${part}"; there are ${PARTS.join(', ')}.`);
  const path = (file) => join(DOMAIN, file);
  const specs = files
    .filter((file) => isSpec(file) && homeOf(file) === homeOf(part) && file !== LARGEST)
    .map(path);
  const isSlow = (file) => /(laws|differential|changes|reading|denial-masks)\.spec\.ts$/.test(file);
  return {
    part,
    report: join(ROOT, 'reports/mutation', part === '.' ? 'domain' : part.replaceAll('/', '-')),
    mutants: files.filter((file) => isJudged(file) && folderOf(file) === part).map(path),
    examples: specs.filter((file) => !isSlow(file)),
    laws: specs.filter(isSlow),
  };
}

module.exports = { PARTS, partNamed };
