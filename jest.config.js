/**
 * Three projects: pure specs beside the code, integration tests against a real Postgres, and
 * end-to-end tests over real HTTP. The last two share one server that test/support/global-setup.ts starts.
 *
 * Jest below Node 24.9 cannot `require` ES modules, so the packages that ship them go through swc too.
 */
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Names of the installed packages whose `.js` files are ES modules. */
function esmPackages(folder = join(__dirname, 'node_modules'), scope = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    if (entry.name.startsWith('@') && scope === '')
      return esmPackages(join(folder, entry.name), `${entry.name}/`);
    try {
      const { type } = JSON.parse(readFileSync(join(folder, entry.name, 'package.json'), 'utf8'));
      return type === 'module' ? [`${scope}${entry.name}`] : [];
    } catch {
      return [];
    }
  });
}
const esmOnly = esmPackages().map((name) => name.replaceAll('.', '\\.'));

const swc = (syntax) => ({
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs', ignoreDynamic: false },
  jsc: {
    target: 'es2022',
    parser: { syntax, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
});
const libraries = ['platform', 'regions', 'accounts', 'catalog', 'payments'];
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  // A mutation run works on copies of the project.
  modulePathIgnorePatterns: ['<rootDir>/.mutation/'],
  setupFiles: ['<rootDir>/test/support/property-seed.js'],
  transform: { '\\.ts$': ['@swc/jest', swc('typescript')], '\\.m?js$': ['@swc/jest', swc('ecmascript')] },
  transformIgnorePatterns: [`/node_modules/(?!.*/node_modules/)(?!(?:${esmOnly.join('|')})/)`],
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
