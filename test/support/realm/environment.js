/**
 * Where test files run: in the realm of the process, not in one that is made for each file, so that they can share the
 * modules that runtime.js keeps. What a file changed of the process is put back after it.
 */
const { ModuleMocker } = require('jest-mock');

/** What jest keeps in the realm for one file: whoever reports its tests, and what it said about time and second tries. */
const OF_ONE_FILE = [
  'EVENT_HANDLERS',
  'TEST_TIMEOUT_SYMBOL',
  'RETRY_TIMES',
  'RETRY_IMMEDIATELY',
  'WAIT_BEFORE_RETRY',
  'LOG_ERRORS_BEFORE_RETRY',
].map((name) => Symbol.for(name));

class SharedRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  /** Time is injected in this project; nobody asks for the clocks of jest. */
  fakeTimers = null;
  fakeTimersModern = null;

  constructor() {
    const { exit } = process;
    this.before = {
      environment: { ...process.env },
      exit,
      folder: process.cwd(),
      console: globalThis.console,
    };
  }

  async setup() {}

  async teardown() {
    const { environment, exit, folder, console } = this.before;
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
    process.exit = exit;
    process.chdir(folder);
    globalThis.console = console;
    // A file that found them would report its tests for the one before, too.
    for (const name of OF_ONE_FILE) delete globalThis[name];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
}

module.exports = SharedRealm;
