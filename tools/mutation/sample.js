/**
 * Which mutants are judged: all of them, or a seeded share. Whether one is drawn hangs on itself alone, so that a larger
 * share contains the smaller one. `MUTATION_SAMPLE=0.2`, `MUTATION_SEED=7`.
 */
const { createHash } = require('node:crypto');

const share = Number(process.env.MUTATION_SAMPLE ?? 1);
const seed = process.env.MUTATION_SEED ?? '1';

/** `mutant`: the text that names it. */
function isDrawn(mutant) {
  return createHash('sha256').update(`${seed} ${mutant}`).digest().readUInt32BE() / 2 ** 32 < share;
}

module.exports = { isDrawn, seed, share };
