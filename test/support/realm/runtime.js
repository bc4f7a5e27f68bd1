/**
 * Evaluates a test file, and the jest around it, anew for each file, as jest does; and whatever the file asks for once a
 * process, as Node does. The frameworks alone take seconds to be evaluated, and code that has run before is compiled
 * already. So no file may leave a module otherwise than it found it: what is spied on is put back after each.
 */
const { statSync } = require('node:fs');
const Module = require('node:module');
const { sep } = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');
// Where `@portolan/<library>` is found.
require('../../../tools/typescript-hook');

/** Those of jest know which test file they belong to. */
const WORDS_OF_JEST = new Set(['@jest/globals', 'expect']);
const PACKAGES = `${sep}node_modules${sep}`;
/** By file, for the lines in stacks of errors. */
const sourceMaps = new Map();
/** When each file of the project that is loaded was written, in milliseconds since 1970. */
const written = new Map();
let current;

class SharedRuntime extends Runtime {
  constructor(...context) {
    super(...context);
    current = this;
    this.transformCache.sourceMaps = sourceMaps;
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, { filename });
    forgetIfChanged();
  }

  requireModuleOrMock(from, name) {
    if (WORDS_OF_JEST.has(name)) return super.requireModuleOrMock(from, name);
    return Module.createRequire(from)(name);
  }
}

/** Under `jest --watch` one process sees files change. */
function forgetIfChanged() {
  const isAsRead = ([file, at]) => statSync(file, { throwIfNoEntry: false })?.mtimeMs === at;
  if ([...written].every(isAsRead)) return;
  for (const file of Object.keys(require.cache)) if (!file.includes(PACKAGES)) delete require.cache[file];
  written.clear();
}

/** Through jest's own transformer: it keeps what it has compiled on disk, for the other workers and for the next run. */
Module._extensions['.ts'] = (module, filename) => {
  written.set(filename, statSync(filename).mtimeMs);
  module._compile(current.transformCache.transform(filename), filename);
};

module.exports = { __esModule: true, default: SharedRuntime };
