/**
 * Property tests draw the same cases in every run, so that a red run means a change. Other cases:
 * `PROPERTY_SEED=7 npx jest`, or `PROPERTY_SEED=random`; a failing run prints the seed it had.
 */
const fc = require('fast-check');

const wanted = process.env.PROPERTY_SEED ?? '20261123';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
