/**
 * `npm run mutation`: changes the domain of regions in every place, one at a time, and asks its specs to notice. All
 * parts, or the named ones (`npm run mutation -- market item`). Prints the score by part and ends with 1 below 85 %.
 */
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { PARTS, partNamed } = require('./parts');

const REQUIRED = 85;
/** The specs draw this share of their random cases for each mutant. */
const SHARE = '0.05';
const NOTICED = ['Killed', 'Timeout'];
const MISSED = ['Survived', 'NoCoverage'];

function judge(part) {
  const env = { ...process.env, MUTATION_PART: part, PROPERTY_SHARE: process.env.PROPERTY_SHARE ?? SHARE };
  const config = join('tools', 'mutation', 'stryker.config.js');
  return spawnSync('stryker', ['run', config], { stdio: 'inherit', env }).status === 0;
}

function countsOf(part) {
  const { files } = JSON.parse(readFileSync(`${partNamed(part).report}.report.json`, 'utf8'));
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (states) => all.filter((status) => states.includes(status)).length;
  return { part, noticed: count(NOTICED), missed: count(MISSED), ignored: count(['Ignored']) };
}

const score = ({ noticed, missed }) => (100 * noticed) / (noticed + missed);

function main() {
  const asked = process.argv.slice(2);
  const parts = asked.length === 0 ? PARTS : asked.map((name) => partNamed(name).part);
  const failed = parts.filter((part) => !judge(part));
  if (failed.length > 0) throw new Error(`Not judged: ${failed.join(', ')}.`);
  const rows = parts.map(countsOf);
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  const total = { part: 'total', noticed: sum('noticed'), missed: sum('missed'), ignored: sum('ignored') };
  for (const row of [...rows, total]) {
    const counts = `${row.noticed} noticed, ${row.missed} missed, ${row.ignored} set aside with a reason`;
    console.log(`${row.part.padEnd(18)} ${score(row).toFixed(2).padStart(6)} %  ${counts}`);
  }
  process.exit(score(total) >= REQUIRED ? 0 : 1);
}

main();
