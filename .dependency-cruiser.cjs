/**
 * The house rules for imports between features (docs/decisions/0001-feature-first.md). What single files may import by their kind,
 * `scripts/guards/rules.ts` says.
 */
const { FLOORS: floors } = require('./scripts/guards/house.ts')

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
        pathNot: [
          '^src/(app|doors|errors|identities|sessionReadings|severalPeople|shell|server)\\.ts$',
          '^src/platform/(http|forms|files)/',
          '^src/features/[^/]+/(routes\\.ts|pages/)',
        ],
      },
      to: { path: '^node_modules/(@types/)?express/' },
    },
    {
      name: 'knex-only-in-db',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/(db|connection|migrate)\\.ts$' },
      to: { path: '^node_modules/knex/' },
    },
    {
      name: 'exceljs-only-in-spreadsheets',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/spreadsheets/' },
      to: { path: '^node_modules/exceljs/' },
    },
    {
      name: 'looks-reach-no-database',
      comment:
        'files of strangers are looked into without the database, the web server or a setting (docs/decisions/0021-looking-into-files.md)',
      severity: 'error',
      from: { path: '^src/looker\\.ts$' },
      to: { path: ['^src/(config|platform/(db|connection|deps|http|jobs|mail))', '^node_modules/(pg|knex|express)/'], reachable: true },
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
