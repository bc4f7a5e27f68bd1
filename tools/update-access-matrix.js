/** `npm run matrix:update`: writes test/e2e/access-matrix.json from what the routes do now. */
const { spawnSync } = require('node:child_process');

const jest = require.resolve('jest/bin/jest');
const { status } = spawnSync(
  process.execPath,
  [jest, 'test/e2e/access-matrix.spec.ts', '--selectProjects=e2e'],
  {
    stdio: 'inherit',
    env: { ...process.env, UPDATE_ACCESS_MATRIX: 'true' },
  },
);
process.exit(status ?? 1);
