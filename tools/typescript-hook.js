/**
 * Lets plain Node run this project's TypeScript as jest reads it, for what cannot run inside jest: a second process of a
 * test, a mutation run. `node -r ./tools/typescript-hook.js file.ts`.
 */
const { transformSync } = require('@swc/core');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { projects } = require('../jest.config');

const [, options] = projects[0].transform['\\.ts$'];
/** Where `@portolan/<library>` is found; a caller may put others in their place. */
const doors = new Map(
  ['platform', 'regions', 'accounts', 'catalog', 'payments'].map((name) => [
    `@portolan/${name}`,
    join(__dirname, '..', 'libs', name, 'src', 'index.ts'),
  ]),
);

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
  module._compile(code, filename);
};
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) => doors.get(request) ?? resolve(request, ...rest);

module.exports = { doors };
