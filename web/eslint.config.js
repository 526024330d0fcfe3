// Lint rules: type-aware, strict, and the boundaries between the folders of `src`.
import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** `src/<folder>` may not import from these other folders. */
const FORBIDDEN = {
  shared: ['worker', 'client', 'store', 'run', 'views', 'elements', 'i18n'],
  worker: ['client', 'store', 'run', 'views', 'elements', 'i18n'],
  client: ['worker', 'store', 'run', 'views', 'elements', 'i18n'],
  run: ['worker', 'client', 'store', 'views', 'elements', 'i18n'],
  import: ['worker', 'client', 'store', 'run', 'views', 'elements', 'i18n'],
  routes: ['worker', 'client', 'views', 'elements'],
  i18n: ['worker', 'client', 'store', 'views', 'elements'],
  elements: ['worker', 'client', 'store', 'views'],
  store: ['worker', 'views', 'elements'],
  views: ['worker', 'client'],
};

export default tseslint.config(
  { ignores: ['dist', '.tsc', 'node_modules', 'src/wasm', 'src/offline/service-worker.js', 'scripts', 'npm/tests', 'eslint.config.js', 'src/shared/api-types.ts'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.shared.json', 'tsconfig.worker.json', 'tsconfig.page.json', 'tsconfig.npm.json', 'tsconfig.test.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { regexp },
    rules: {
      // A text from outside must not make a pattern read it again and again: the page would stand still.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from outside must never become markup.' },
        { property: 'outerHTML', message: 'Text from outside must never become markup.' },
        { property: 'insertAdjacentHTML', message: 'Text from outside must never become markup.' },
      ],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // TypeScript's own check knows `??=`; this rule does not.
      'no-unused-private-class-members': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // Text is cut by code points on purpose; graphemes cost a megabyte of tables in some browsers.
      '@typescript-eslint/no-misused-spread': 'off',
    },
  },
  ...Object.entries(FORBIDDEN).map(([folder, others]) => ({
    files: [`src/${folder}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: others.map((other) => ({ group: [`**/${other}/*`, `**/${other}/**`], message: `src/${folder} must not know src/${other}.` })) },
      ],
    },
  })),
  {
    files: ['**/*.test.ts', 'e2e/**/*.ts', 'test-support/**/*.ts'],
    rules: { 'max-lines-per-function': 'off', 'no-restricted-imports': 'off' },
  },
);
