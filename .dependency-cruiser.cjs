/**
 * The house rules for imports (docs/decisions/0001-feature-first.md).
 * A feature may import another only through its index.ts, and only one on a lower floor.
 */
const floors = [
  ['history'],
  ['partnerships', 'accounts', 'establishments', 'messages'],
  ['questionnaires'],
  ['rounds'],
  ['returns'],
  ['invitations', 'extensions', 'evidence', 'sampling', 'chasing'],
  ['findings'],
  ['dashboard', 'office', 'imports', 'exports', 'demonstration'],
]
const feature = names => `^src/features/(${names.join('|')})/`
const upward = floors.flatMap((floor, at) => {
  const above = floors.slice(at + 1).flat()
  return above.length === 0
    ? []
    : [
        {
          name: `floor-${at}-imports-upwards`,
          severity: 'error',
          from: { path: feature(floor) },
          to: { path: feature(above) },
        },
      ]
})

module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'platform-knows-no-features',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(features|app|deps|server|worker|cli)' },
    },
    {
      name: 'features-only-through-their-index',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/([^/]+)/', pathNot: ['^src/features/$1/', '^src/features/[^/]+/index\\.ts$'] },
    },
    {
      name: 'rules-import-only-rules',
      comment: 'schemas and pure rules know neither the database nor HTTP',
      severity: 'error',
      from: { path: '^src/features/[^/]+/(schemas|refusals|lifecycle|dueDate|completeness|disposition|draw|quantifier|plan)\\.ts$' },
      to: {
        path: '^src/(platform/(db|http/(?!refusal)|jobs|mail|files)|features/[^/]+/(store|actions|[a-zA-Z]+Store|[a-zA-Z]+Actions|routes|jobs|pages))',
      },
    },
    {
      name: 'stores-know-no-http',
      severity: 'error',
      from: { path: '^src/features/.+([sS]tore|[aA]ctions)\\.ts$' },
      to: { path: ['^src/platform/http/(?!refusal)', '^node_modules/(@types/)?express/'] },
    },
    {
      name: 'express-only-at-the-edge',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/(app|shell|server)\\.ts$', '^src/platform/(http|forms|files)/', '^src/features/[^/]+/(routes\\.ts|pages/)'],
      },
      to: { path: '^node_modules/(@types/)?express/' },
    },
    {
      name: 'knex-only-in-db',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(db|migrate)\\.ts$' },
      to: { path: '^node_modules/knex/' },
    },
    {
      name: 'exceljs-only-in-spreadsheets',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/spreadsheets/' },
      to: { path: '^node_modules/exceljs/' },
    },
    { name: 'migrations-import-nothing', severity: 'error', from: { path: '^migrations/' }, to: { path: '^src/' } },
    { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
