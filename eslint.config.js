import redos from 'eslint-plugin-redos'
import tseslint from 'typescript-eslint'

/** Only configuration and the program's entry points may look at the environment. */
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are parsed once, in src/config.ts: pass the value in.',
}

/** A pattern that only exists once the program runs cannot be judged before. */
const patterns = {
  selector: ":matches(NewExpression, CallExpression)[callee.name='RegExp']",
  message: 'Write the pattern as a literal, so that it is known to take no more than linear time; or do without a pattern.',
}

export default tseslint.config(
  { ignores: ['node_modules', 'var', 'build', 'uploads', 'coverage', '**/*.js', '**/*.cjs', '!eslint.config.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', environment, patterns],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    // One process serves everybody: a pattern that takes quadratic time holds all of them up (decision 0020).
    files: ['src/**', 'seeds/**', 'migrations/**', 'scripts/**'],
    plugins: { redos },
    // An attack that is not over in time counts as one that holds: a busy machine gets more than the usual second.
    rules: { 'redos/no-vulnerable': ['error', { ignoreErrors: false, timeout: 120_000, attackTimeout: 40_000 }] },
  },
  {
    files: [
      'src/config.ts',
      'src/web.ts',
      'src/jobsOnly.ts',
      'src/running.ts',
      'src/cli.ts',
      'src/platform/http/buildAssets.ts',
      'scripts/**',
      'tests/**',
      'knexfile.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', patterns], 'no-console': 'off' },
  },
  {
    files: ['tests/**'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    // A feature adds its verbs to those of the history by an interface that has nothing of its own.
    files: ['src/features/*/events.ts'],
    rules: { '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }] },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
)
