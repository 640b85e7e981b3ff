import ts from 'typescript'
import { declaredRow, type Calls, type DatabaseCall } from './databaseCalls.ts'
import { idFault } from './ids.ts'

/** What one call was given: its columns, what PostgreSQL says of them and what stood in them. */
export type Heard = { site: string; columns: HeardColumn[] }
export type HeardColumn = {
  name: string
  /** The number of its type. */
  type: number
  /** The column of a table that it is, or zeros. */
  table: number
  column: number
  /** The kinds of values that stood in it. */
  seen: string[]
}

/** What `pg` makes of PostgreSQL's types, with the parsers of `src/platform/connection.ts`. */
const KINDS: Readonly<Record<number, string>> = {
  16: 'boolean',
  17: 'Buffer',
  19: 'string',
  20: 'number',
  21: 'number',
  23: 'number',
  25: 'string',
  26: 'number',
  114: 'json',
  700: 'number',
  701: 'number',
  705: 'string',
  1000: 'boolean[]',
  1005: 'number[]',
  1007: 'number[]',
  1009: 'string[]',
  // Not numbers: pg parses bigint, but leaves the members of a list as they came.
  1016: 'string[]',
  1042: 'string',
  1043: 'string',
  1082: 'string',
  1083: 'string',
  1114: 'Date',
  1184: 'Date',
  1185: 'Date[]',
  1700: 'number',
  2950: 'string',
  3802: 'json',
}

/** A fault, and the name by which an exception would allow it: where the call stands, and the column. */
export type RowFault = { key: string; says: string }

/**
 * Where what a call was given is not what it declares: a column that the type does not know, a property that no column fills, a value
 * of another type, a null where none is declared.
 *
 * @param known what is known of a column of a table
 */
export function rowFaults({ checker, calls }: Calls, heard: readonly Heard[], known: Known): RowFault[] {
  const bySite = new Map(calls.map(call => [call.site, call]))
  const faults = heard.flatMap(({ site, columns }): RowFault[] => {
    const call = bySite.get(site)
    if (!call) return [{ key: site, says: `${site}: a statement was run here, but no call of rows, row or changed stands there` }]
    return faultsOf(call, columns, checker, known).map(([name, says]) => ({
      key: `${call.at} ${name}`,
      says: `${call.at} (${site}): ${says}`,
    }))
  })
  return [...new Map(faults.map(fault => [fault.says, fault])).values()]
}

/** Of a column, by the numbers of its table and of itself: whether it may be null, and the table whose ids it holds; null when it holds none. */
export type Known = (table: number, column: number) => { nullable: boolean; idOf?: string | null | undefined } | undefined
/** The column, and what is wrong with it. */
type Named = [name: string, says: string]

function faultsOf(call: DatabaseCall, columns: readonly HeardColumn[], checker: ts.TypeChecker, known: Known): Named[] {
  const row = declaredRow(call, checker)
  // `changed` gives a number, and of a row that is unknown, or any object, nobody reads anything.
  if (!row || row.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return []
  if (row.flags & (ts.TypeFlags.Any | ts.TypeFlags.TypeParameter))
    return [['*', `declares ${checker.typeToString(row)}, which says nothing of its columns`]]
  const names = columns.map(({ name }) => name)
  const properties = new Map(checker.getPropertiesOfType(row).map(property => [property.name, property]))
  return [
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name): Named => [name, `gives ${name} twice`]),
    ...[...properties.values()]
      .filter(({ name, flags }) => !names.includes(name) && !(flags & ts.SymbolFlags.Optional))
      .map(({ name }): Named => [name, `declares ${name}, which is no column`]),
    ...columns.flatMap((column): Named[] => {
      const property = properties.get(column.name)
      const type = property ? checker.getTypeOfSymbolAtLocation(property, call.call) : checker.getIndexTypeOfType(row, ts.IndexKind.String)
      const says = type ? columnFaults(column, type, checker, known) : [`gives ${column.name}, which it does not declare`]
      return says.map((one): Named => [column.name, one])
    }),
  ]
}

function columnFaults(column: HeardColumn, type: ts.Type, checker: ts.TypeChecker, known: Known): string[] {
  const says = checker.typeToString(type)
  const kind = KINDS[column.type]
  if (kind === undefined) return [`gives ${column.name} of type ${column.type}, which scripts/guards/rowFaults.ts does not know`]
  const faults: string[] = []
  const value = checker.getNonNullableType(type)
  if (!holds(value, kind, checker)) faults.push(`declares ${column.name}: ${says}, but it is ${kind}`)
  const odd = column.seen.find(seen => seen !== 'null' && !couldBe(value, seen, checker))
  if (odd !== undefined && faults.length === 0) faults.push(`declares ${column.name}: ${says}, but ${odd} stood in it`)
  const ofTable = column.table === 0 ? undefined : known(column.table, column.column)
  if (!admitsNull(type)) {
    if (column.seen.includes('null')) faults.push(`declares ${column.name}: ${says}, but it was null`)
    else if (ofTable?.nullable) faults.push(`declares ${column.name}: ${says}, but its column may be null`)
  }
  const idOf = faults.length === 0 ? ofTable?.idOf : undefined
  const otherId = idOf === undefined ? undefined : idFault(value, idOf, checker)
  if (otherId !== undefined) faults.push(`declares ${column.name}: ${says}, ${otherId}`)
  return faults
}

const admitsNull = (type: ts.Type): boolean =>
  Boolean(type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Unknown | ts.TypeFlags.Any)) || (type.isUnion() && type.types.some(admitsNull))

/** Whether a declared type is what a kind of column gives. Every member of a union has to be. */
function holds(type: ts.Type, kind: string, checker: ts.TypeChecker): boolean {
  if (type.flags & ts.TypeFlags.Unknown) return true
  if (type.flags & ts.TypeFlags.Any) return false
  if (kind === 'json') return isJson(type, checker)
  if (type.isUnion()) return type.types.every(member => holds(member, kind, checker))
  if (type.isIntersection()) return unbranded(type).some(member => holds(member, kind, checker))
  if (kind.endsWith('[]')) {
    const member = checker.isArrayLikeType(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined
    return member !== undefined && holds(checker.getNonNullableType(member), kind.slice(0, -2), checker)
  }
  if (kind === 'string') return Boolean(type.flags & ts.TypeFlags.StringLike)
  if (kind === 'number') return Boolean(type.flags & ts.TypeFlags.NumberLike)
  if (kind === 'boolean') return Boolean(type.flags & ts.TypeFlags.BooleanLike)
  return type.symbol?.name === kind
}

/** An id is the number that it is while the program runs: the other part of it is the compiler's. */
function unbranded({ types }: ts.IntersectionType): ts.Type[] {
  const plain = types.filter(({ flags }) => flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike))
  return plain.length === 0 ? types : plain
}

/** JSON holds no dates, bytes, functions or undefined, however deep. */
function isJson(type: ts.Type, checker: ts.TypeChecker, seen: ReadonlySet<ts.Type> = new Set()): boolean {
  if (seen.has(type)) return true
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.BigIntLike | ts.TypeFlags.ESSymbolLike)) return false
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection))) return true
  const inside = new Set([...seen, type])
  if (type.isUnionOrIntersection()) return type.types.every(member => isJson(member, checker, inside))
  if (['Date', 'Buffer', 'Map', 'Set'].includes(type.symbol?.name ?? '') || type.getCallSignatures().length > 0) return false
  if (checker.isArrayLikeType(type)) {
    const member = checker.getIndexTypeOfType(type, ts.IndexKind.Number)
    return member === undefined || isJson(member, checker, inside)
  }
  return checker.getPropertiesOfType(type).every(property => {
    const inner = property.valueDeclaration
      ? checker.getTypeOfSymbolAtLocation(property, property.valueDeclaration)
      : checker.getTypeOfSymbol(property)
    return isJson(inner, checker, inside)
  })
}

/** Whether a value of this kind may stand where the type is declared: some member of a union has to be it. */
function couldBe(type: ts.Type, seen: string, checker: ts.TypeChecker): boolean {
  if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any | ts.TypeFlags.TypeParameter)) return true
  if (type.isUnion()) return type.types.some(member => couldBe(member, seen, checker))
  if (type.isIntersection()) return unbranded(type).some(member => couldBe(member, seen, checker))
  if (seen === 'null[]' || seen === 'array') return checker.isArrayLikeType(type)
  if (seen.endsWith('[]')) {
    const member = checker.isArrayLikeType(type) ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : undefined
    return member !== undefined && couldBe(member, seen.slice(0, -2), checker)
  }
  if (seen === 'object')
    return (
      Boolean(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) &&
      !checker.isArrayLikeType(type) &&
      type.symbol?.name !== 'Date'
    )
  return holds(type, seen, checker)
}

/** Calls that nothing in a whole run of the tests reached. */
export const neverRun = ({ calls }: Calls, heard: readonly Heard[]): DatabaseCall[] => {
  const sites = new Set(heard.map(({ site }) => site))
  return calls.filter(({ site }) => !sites.has(site))
}
