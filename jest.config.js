/**
 * Three projects: pure specs beside the code, integration tests against a real Postgres, and
 * end-to-end tests over real HTTP. The last two share one server that test/support/global-setup.ts starts.
 *
 * Modules are evaluated once a process, not once a test file: see test/support/realm/runtime.js.
 */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs', ignoreDynamic: false },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};
const libraries = ['platform', 'regions', 'accounts', 'catalog', 'payments'];
const base = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/support/realm/environment.js',
  runtime: '<rootDir>/test/support/realm/runtime.js',
  // A mutation run works on copies of the project.
  modulePathIgnorePatterns: ['<rootDir>/.mutation/'],
  setupFiles: ['<rootDir>/test/support/property-seed.js'],
  transform: { '\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: Object.fromEntries(
    libraries.map((name) => [`^@portolan/${name}$`, `<rootDir>/libs/${name}/src/index.ts`]),
  ),
};
const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/slow-first.js',
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'] },
    {
      ...base,
      ...withDatabase,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
    },
    { ...base, ...withDatabase, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
};
