/**
 * `npm run mutation`: changes the domain of regions in every place, one at a time, and asks its specs to notice. All
 * parts, or the named ones (`npm run mutation -- market item`); `--sample 0.2` judges a share of the mutants, `--seed 7`
 * another one of that size, and `--report` none: it prints what was judged last. Ends with 1 below 85 %.
 */
const { spawnSync } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { PARTS, partNamed } = require('./parts');
const { countsOf, score, totalOf } = require('./score');
const { leftFor, PASSES } = require('./passes');

const REQUIRED = 85;
/** The specs draw this share of their random cases for each mutant. */
const CASES = '0.03';

function judge(part, sample, seed) {
  const env = { PROPERTY_SHARE: CASES, ...process.env, MUTATION_PART: part };
  if (sample < 1) Object.assign(env, { MUTATION_SAMPLE: String(sample), MUTATION_SEED: seed });
  const config = join('tools', 'mutation', 'stryker.config.mjs');
  const run = (pass) => {
    const hasNone = pass === 'laws' && partNamed(part).laws.length === 0;
    if (hasNone || leftFor(part, pass)?.size === 0) return true;
    return (
      spawnSync('stryker', ['run', config], { stdio: 'inherit', env: { ...env, MUTATION_PASS: pass } })
        .status === 0
    );
  };
  const isJudged = PASSES.every(run);
  if (isJudged)
    writeFileSync(`${partNamed(part).report}.sample.json`, JSON.stringify({ share: sample, seed }));
  return isJudged;
}

function print(row, percent, margin) {
  const counts = `${row.noticed} noticed, ${row.missed} missed, ${row.ignored} set aside with a reason`;
  const rest = row.statics > 0 ? `, ${row.statics} not judged` : '';
  const share = row.share < 1 ? `; ${Math.round(100 * row.share)} % of all` : '';
  console.log(
    `${row.part.padEnd(18)} ${percent.toFixed(1).padStart(5)} %${margin}  ${counts}${rest}${share}`,
  );
}

function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      report: { type: 'boolean', default: false },
    },
  });
  const sample = Number(values.sample);
  if (!(sample > 0 && sample <= 1)) throw new Error('A sample is a share of the mutants, as 0.2.');
  const parts = positionals.length === 0 ? PARTS : positionals.map((name) => partNamed(name).part);
  const failed = values.report ? [] : parts.filter((part) => !judge(part, sample, values.seed));
  if (failed.length > 0) throw new Error(`Not judged: ${failed.join(', ')}.`);
  const rows = parts.map(countsOf).filter(({ noticed, missed }) => noticed + missed > 0);
  for (const row of rows) print(row, score(row), '');
  const total = totalOf(rows);
  print(total, total.score, total.margin > 0 ? ` +- ${total.margin.toFixed(1)} (95 %)` : '');
  process.exit(total.score >= REQUIRED ? 0 : 1);
}

main();
