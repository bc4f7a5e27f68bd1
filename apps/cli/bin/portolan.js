#!/usr/bin/env node
/** `npx portolan`: the publisher's command line. It runs what `npm run build` made. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const main = join(__dirname, '../../../dist/apps/cli/src/main.js');
if (!existsSync(main)) {
  process.stderr.write('portolan is not built yet: run `npm run build` once.\n');
  process.exit(1);
}
require(main);
