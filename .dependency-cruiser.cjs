/** The import line: apps -> {catalog, payments, accounts} -> regions -> platform. Nothing else, and no circles. */
const library = (name) => `^libs/${name}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'Files that import each other cannot be understood apart.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'platform-knows-nobody',
      severity: 'error',
      from: { path: library('platform') },
      to: { path: '^(libs/(?!platform/)|apps/)' },
    },
    {
      name: 'regions-on-platform-only',
      severity: 'error',
      from: { path: library('regions') },
      to: { path: '^(libs/(?!regions/|platform/)|apps/)' },
    },
    {
      name: 'business-libraries-do-not-know-each-other',
      severity: 'error',
      comment: 'Where one needs another it owns a port, and apps/api binds it.',
      from: { path: '^libs/(catalog|payments|accounts)/' },
      to: { path: '^(libs/(catalog|payments|accounts)/|apps/)', pathNot: '^libs/$1/' },
    },
    {
      name: 'one-door',
      severity: 'error',
      comment: 'A library is imported through its index.ts.',
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^libs/$2/' },
    },
    {
      name: 'apps-do-not-know-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/(?!$1/)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment:
        'Domain code imports the domain of its own library and the doors of the libraries below it: no framework, no other package, nothing of Node but its hashes. eslint.config.mjs says which names of the platform are pure.',
      from: { path: '^libs/([^/]+)/src/domain/', pathNot: '(\\.spec\\.ts$|/spec/)' },
      to: { pathNot: '^(libs/$1/src/domain/|libs/(platform|regions)/src/index\\.ts$|crypto$)' },
    },
    {
      name: 'production-does-not-import-tests',
      severity: 'error',
      from: { path: '^(apps|libs|tools)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
