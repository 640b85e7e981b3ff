import ts from 'typescript'
import { NOT_IN_A_STORE, OVER_AN_OWNERS_HEAD, TAKEN } from './exceptions.ts'
import { FLOORS, LEAVING, OWNERS } from './house.ts'
import { misplacedImports } from './rules.ts'
import { featureOf, nodesOf, onceFor, type Sources } from './sources.ts'
import { sqlTexts, type SqlText } from './statements.ts'
import { UNREADABLE, type TableUse } from './tables.ts'

/** A fault, under the name by which a list of exceptions would allow it. */
type Fault = { key: string; says: string }

/** Everything in the sources that breaks a rule of the house and is no exception, and every exception that is needed no more. */
export function brokenRules(sources: Sources): string[] {
  const texts = sqlTexts(sources, new Set(OWNER.keys()))
  const broken = [
    ...beyond(
      TAKEN,
      'TAKEN',
      misplacedImports(sources).map(({ file, takes, says }) => ({ key: `${short(file)} ${takes}`, says })),
    ),
    ...beyond(NOT_IN_A_STORE, 'NOT_IN_A_STORE', outsideStores(texts)),
    ...beyond(byKey(OVER_AN_OWNERS_HEAD), 'OVER_AN_OWNERS_HEAD', overHeads(texts)),
    ...otherDoors(sources),
    ...unknownFeatures(sources),
  ]
  return [...new Set(broken)]
}

const short = (file: string): string => file.replace(/^src\/(features\/)?/, '')

/** Faults that no exception allows, and exceptions that no fault needs. */
function beyond(exceptions: Readonly<Record<string, string>>, list: string, faults: readonly Fault[]): string[] {
  const met = new Set(faults.map(({ key }) => key))
  return [
    ...faults.filter(({ key }) => exceptions[key] === undefined).map(({ says }) => says),
    ...Object.keys(exceptions)
      .filter(key => !met.has(key))
      .map(key => `${list} of scripts/guards/exceptions.ts names "${key}", which is needed no more: take it out`),
  ]
}

const byKey = (reasons: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(reasons).flatMap(([because, keys]) => keys.map(key => [key, because])))

const OWNER: ReadonlyMap<string, string> = new Map(Object.entries(OWNERS).flatMap(([owner, tables]) => tables.map(table => [table, owner])))
const floorOf = (feature: string): number => FLOORS.findIndex(floor => floor.includes(feature))

const outsideStores = (texts: readonly SqlText[]): Fault[] =>
  texts
    .filter(({ file }) => file.startsWith('src/features/') && !/(\/store|Store)\.ts$/.test(file))
    .map(({ at, line }) => ({ key: at, says: `${at} (line ${line}) holds SQL that names a table: that belongs in a store` }))

const overHeads = (texts: readonly SqlText[]): Fault[] =>
  texts.flatMap(({ file, at, line, uses }) => {
    const asker = featureOf(file) ?? (file.startsWith('src/platform/') ? 'platform' : '')
    return uses
      .filter(use => !mayUse(asker, use))
      .map(({ table, does }) => ({
        key: `${at} ${does} ${table}`,
        says: `${at} (line ${line}) ${does} ${table}, which is ${OWNER.get(table) ?? 'nobody'}'s`,
      }))
  })

/** Only the owner writes a table; it is read by its owner and from higher floors. */
function mayUse(asker: string, { table, does }: TableUse): boolean {
  const owner = OWNER.get(table)
  if (owner === undefined || table === UNREADABLE) return false
  if (owner === asker) return true
  if (does !== 'reads' || asker === 'platform') return false
  return owner === 'platform' || asker === '' || floorOf(owner) < floorOf(asker)
}

/** Ways to the database past `rows`, `row` and `changed`, by which a statement would go unread. */
const otherDoors = (sources: Sources): string[] =>
  [...sources].flatMap(([file, tree]) =>
    file.startsWith('src/features/')
      ? doorsOf(tree).map(door => `${short(file)} calls ${door}(…): statements go through rows, row and changed`)
      : [],
  )

const doorsOf = onceFor(tree =>
  [...nodesOf(tree, ts.isCallExpression)]
    .map(({ expression }) => expression)
    .filter(called => (ts.isPropertyAccessExpression(called) && called.name.text === 'raw') || ['db', 'trx'].includes(called.getText()))
    .map(called => called.getText()),
)

/** Features without a floor, and floors kept for features that have gone. */
function unknownFeatures(sources: Sources): string[] {
  const features = new Set([...sources.keys()].map(featureOf).filter(name => name !== undefined))
  return [
    ...[...features].filter(name => floorOf(name) === -1).map(name => `the feature ${name} has no floor in scripts/guards/house.ts`),
    ...LEAVING.filter(name => !features.has(name)).map(
      name => `${name} has gone: take it out of LEAVING and FLOORS in scripts/guards/house.ts`,
    ),
    ...Object.keys(OWNERS)
      .filter(name => name !== 'platform' && !features.has(name))
      .map(name => `${name} owns tables in scripts/guards/house.ts, but there is no such feature`),
  ]
}
