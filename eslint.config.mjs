import js from '@eslint/js'
import boundaries from 'eslint-plugin-boundaries'
import lit from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import wc from 'eslint-plugin-wc'
import prettier from 'eslint-config-prettier'
import ts from 'typescript-eslint'

const room = (type, pattern) => ({ type, pattern })
const from = (type, lower) => ({
  from: { element: { type } },
  allow: [type, ...lower].map((name) => ({ to: { element: { type: name } } })),
})

// Imports run from a higher floor to a lower one, never sideways between two rooms of one floor, never up.
const floor1 = ['store', 'web']
const rooms = [
  from('protocol', []),
  from('client', ['protocol']),
  from('agent', ['protocol']),
  from('video', ['protocol']),
  from('store', ['protocol']),
  from('web', ['protocol', 'localization']),
  from('core', ['protocol', ...floor1]),
  from('auth', ['protocol', ...floor1]),
  from('comm', ['protocol', ...floor1, 'localization']),
  from('server', ['protocol', ...floor1, 'core', 'auth', 'comm', 'localization']),
  from('localization', ['protocol']),
  from('components', ['localization', 'protocol', 'client', 'agent', 'video']),
  from('examples', [
    'protocol',
    'client',
    'agent',
    'video',
    ...floor1,
    'core',
    'auth',
    'comm',
    'server',
    'localization',
    'components',
  ]),
  from('test', [
    'protocol',
    'client',
    'agent',
    'video',
    ...floor1,
    'core',
    'auth',
    'comm',
    'server',
    'localization',
    'components',
    'examples',
    'scripts',
  ]),
  from('bench', [
    'protocol',
    'client',
    'agent',
    'video',
    ...floor1,
    'core',
    'auth',
    'comm',
    'server',
    'localization',
    'components',
    'examples',
    'scripts',
    'test',
  ]),
  from('scripts', ['examples', 'protocol']),
]

export default ts.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '.data/', '.cache/', '_site/', '**/*.php'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  {
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        ...[
          'protocol',
          'client',
          'agent',
          'video',
          'store',
          'web',
          'core',
          'auth',
          'comm',
          'server',
        ].map((name) => room(name, `src/${name}`)),
        // Of the elements, the words alone: a configuration may have others instead of them.
        room('localization', ['components/localization', 'components/agent-panel/*/words']),
        room('components', 'components'),
        room('examples', 'examples'),
        room('test', 'test'),
        room('bench', 'bench'),
        room('scripts', 'scripts'),
      ],
      'import/resolver': { typescript: { project: './tsconfig.json' } },
    },
    rules: {
      'boundaries/dependencies': ['error', { default: 'disallow', policies: rooms }],
      'boundaries/no-unknown-dependencies': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Values are text, never markup (T15).' },
        { property: 'outerHTML', message: 'Values are text, never markup (T15).' },
        { property: 'insertAdjacentHTML', message: 'Values are text, never markup (T15).' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'lit/directives/unsafe-html.js',
              message: 'Values are text, never markup (T15).',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['components/**/*.ts', 'src/client/**/*.ts', 'src/agent/**/*.ts'],
    plugins: { lit, 'lit-a11y': litA11y, wc },
    rules: {
      // The server side never reaches a browser.
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            'hono*',
            '@hono/*',
            'jose',
            'pino',
            'prom-client',
            'pg',
            'undici',
            'openid-client',
            '@electric-sql/*',
            'smol-toml',
            'node:*',
          ],
          paths: [
            {
              name: 'lit/directives/unsafe-html.js',
              message: 'Values are text, never markup (T15).',
            },
          ],
        },
      ],
      ...lit.configs.recommended.rules,
      ...litA11y.configs.recommended.rules,
      ...wc.configs['flat/recommended']?.rules,
    },
  },
  {
    files: [
      '**/*.test.ts',
      'scripts/**',
      'bench/**',
      'test/**',
      'examples/**',
      'src/server/cli*.ts',
      '**/*.mjs',
    ],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
      },
    },
    rules: { 'no-console': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  prettier,
)
