import ts from 'typescript'
import { origin, pathOf, takenBy, type Taken } from './names.ts'
import { nodesOf, onceFor, type Sources } from './sources.ts'

/**
 * Files that work with the database, files, requests or chance say so by their name or their folder: besides pages, `looking` into
 * files of strangers, `sinks` that write files, and readings, which hand on rows as they pass. Every other file of a feature is a
 * rule. A data set that is called "actions" is none of them.
 */
const WORKS =
  /^src\/features\/\w+\/(index|routes?)\.ts$|(?<!\/sets)\/(jobs|commands|actions|store|\w+(Jobs|Actions|Store|Readings?))\.ts$|\/(pages|looking|sinks)\//

/** What of the platform is a rule itself, and held to the same. */
const PLATFORM_RULES = /^src\/platform\/(id|london|say|http\/refusal|(forms|tabular)\/\w+)\.ts$/

/** What rules may take of packages and of Node: the same answer to the same question, always. */
const PURE: Readonly<Record<string, readonly string[] | 'all'>> = {
  zod: 'all',
  'temporal-polyfill': 'all',
  'node:crypto': ['createHash', 'createHmac', 'hash', 'timingSafeEqual'],
  'node:util': ['isDeepStrictEqual'],
  'node:net': ['isIPv6'],
  otplib: ['generateURI', 'verifySync'],
}

const DATABASE: readonly (string | undefined)[] = ['src/platform/db.ts', 'src/platform/connection.ts']

/** A fault, and the exception that would allow it: a file, and what it takes. */
export type Found = { file: string; takes: string; says: string }

const isRule = (file: string): boolean => PLATFORM_RULES.test(file) || (file.startsWith('src/features/') && !WORKS.test(file))

/** What rules take that is not a rule, and what pages take of the database. Types may come from anywhere: nothing of them is left at run time. */
export const misplacedImports = (sources: Sources): Found[] =>
  [...sources.keys()].flatMap(file => [...impurities(sources, file), ...databaseInPage(sources, file)])

function impurities(sources: Sources, file: string): Found[] {
  const tree = sources.get(file)
  if (!tree || !isRule(file)) return []
  const found: Found[] = []
  for (const taken of valuesTakenBy(tree)) {
    const source = whatIsNoRule(sources, file, taken)
    if (source !== undefined) found.push({ file, takes: taken.name, says: `${file} is a rule and takes ${taken.name} from ${source}` })
  }
  for (const name of chances(tree)) found.push({ file, takes: name, says: `${file} is a rule and asks ${name}: pass it in` })
  return found
}

function databaseInPage(sources: Sources, file: string): Found[] {
  const tree = file.includes('/pages/') ? sources.get(file) : undefined
  if (!tree) return []
  return valuesTakenBy(tree)
    .filter(taken => DATABASE.includes(declaredIn(sources, file, taken)))
    .map(({ name }) => ({
      file,
      takes: name,
      says: `${file} is a page and takes ${name} of the database: a page calls a store or an action`,
    }))
}

const valuesTakenBy = (tree: ts.SourceFile): Taken[] => takenBy(tree).filter(({ types }) => !types)

function whatIsNoRule(sources: Sources, file: string, taken: Taken): string | undefined {
  if (pathOf(file, taken.from) === undefined) {
    const pure = PURE[taken.from]
    return pure === 'all' || pure?.includes(taken.name) ? undefined : taken.from
  }
  const declaring = declaredIn(sources, file, taken)
  return declaring !== undefined && isRule(declaring) ? undefined : (declaring ?? pathOf(file, taken.from))
}

const declaredIn = (sources: Sources, file: string, { name, from }: Taken): string | undefined => {
  const target = pathOf(file, from)
  return target === undefined ? undefined : name === '*' ? target : origin(sources, target, name)
}

/** The clock, chance and the process, which no import announces. */
const chances = onceFor((tree): string[] => [
  ...[...nodesOf(tree, ts.isNewExpression)]
    .filter(made => made.expression.getText() === 'Date' && (made.arguments?.length ?? 0) === 0)
    .map(() => 'new Date()'),
  ...[...nodesOf(tree, ts.isPropertyAccessExpression)]
    .filter(taken => CHANCES.has(taken.getText()) || taken.expression.getText() === 'process')
    .map(taken => taken.getText()),
])

const CHANCES = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues', 'performance.now'])
