import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Rules of the house that a general rule set does not know. Each message says what to do instead. */
const transactionEscapes = {
  paths: [
    {
      name: '@nestjs/typeorm',
      importNames: ['InjectRepository', 'InjectEntityManager', 'InjectDataSource'],
      message: 'It escapes the running transaction in silence. Extend BaseRepository of @portolan/platform.',
    },
  ],
};
const pureDomain = {
  paths: [
    ...transactionEscapes.paths,
    {
      name: '@portolan/platform',
      allowImportNames: ['DomainError', 'FieldError', 'Money', 'allCurrencies'],
      message: 'Domain code takes errors and values from the platform: its services belong to use cases.',
    },
  ],
  patterns: [
    {
      group: ['@nestjs/*', 'typeorm', 'zod', 'pg', 'fastify', 'stripe', 'nestjs-cls', '@nestjs-cls/*'],
      message: 'Domain code is pure TypeScript: no framework, no database, no validation library.',
    },
  ],
};

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.portolan/**', 'reports/**', '.mutation/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      'no-restricted-imports': ['error', transactionEscapes],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['libs/platform/src/database/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': ['error', pureDomain],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Time is injected.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is injected.' },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Randomness is injected.',
        },
      ],
    },
  },
  {
    files: ['tools/**/*.ts', 'test/bench/**/*.ts', 'apps/stripe-sandbox/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: globals.node },
    rules: { ...tseslint.configs.disableTypeChecked.rules, '@typescript-eslint/no-require-imports': 'off' },
  },
);
