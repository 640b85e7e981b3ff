import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { databaseCalls, filesWithCalls } from '../../../scripts/guards/databaseCalls.ts'
import { neverRun, rowFaults, type Heard, type HeardColumn, type Known } from '../../../scripts/guards/rowFaults.ts'
import { findPartnership } from '../../../src/features/partnerships/index.ts'
import { asId } from '../../../src/platform/id.ts'
import { inRollback } from '../../support/app.ts'
import { heardHere } from '../../support/hearRows.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const never: Known = () => undefined

const PLANTED = `
import { changed as write, row as one, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
type Deep = { by: { at: Date } }
export const right = (db: Db) => rows<{ id: number; name: string | null; at: Date; facts: string[]; kind: 'a' | 'b'; note?: string }>(db, '')
export const misnamed = (db: Db) => rows<{ id: number; naem: string }>(db, '')
export const unread = (db: Db) => one<{ id: number }>(db, '')
export const mistyped = async (db: Db): Promise<{ id: string; at: string; day: Date; ids: number[] } | undefined> => one(db, '')
export const nulls = (db: Db) => rows<{ seen: string; column: string; safe: string | null }>(db, '')
export const deep = (db: Db) => rows<{ it: Deep | null }>(db, '')
export const twice = (db: Db) => rows<{ id: number }>(db, '')
export const generic = <Row>(db: Db) => rows<Row>(db, '')
export const loose = (db: Db) => rows<any>(db, '')
export const anything = (db: Db) => one(db, '')
export const counted = (db: Db) => write(db, '')
export const ids = (db: Db) => rows<{ id: Id<'return'>; roundId: Id<'round'>; accountId: Id<'account'> | null; position: number }>(db, '')
export const ofAny = <Of extends string>(db: Db) => rows<{ id: Id<Of> }>(db, '')
`
const PLACE = 'src/features/planted/store.ts'

describe('a row that is declared', () => {
  const calls = databaseCalls(root, [PLACE], { [PLACE]: PLANTED })
  const column = (name: string, type: number, more: Partial<HeardColumn> = {}): HeardColumn => ({
    name,
    type,
    table: 0,
    column: 0,
    seen: [],
    ...more,
  })
  const heardBy = (name: string, columns: HeardColumn[]): Heard => {
    const found = calls.calls.find(({ at }) => at === `planted/store.ts ${name}`)
    if (!found) throw new Error(`${name} is not planted`)
    return { site: found.site, columns }
  }
  const faults = (name: string, columns: HeardColumn[], known: Known = never) =>
    rowFaults(calls, [heardBy(name, columns)], known).map(({ says }) => says.replace(/^.*?\): /, ''))

  test('passes when every column has its property and every property its column', () => {
    const columns = [
      column('id', 20),
      column('name', 25, { seen: ['null', 'string'] }),
      column('at', 1184),
      column('facts', 1009),
      column('kind', 25),
    ]
    expect(faults('right', columns)).toEqual([])
    expect(faults('right', [...columns, column('note', 25)])).toEqual([])
    expect(faults('anything', [column('?column?', 23)])).toEqual([])
    expect(faults('counted', [])).toEqual([])
  })

  test('fails over a name that no column has, and a column that no name has', () => {
    expect(faults('misnamed', [column('id', 20), column('name', 25)])).toEqual([
      'declares naem, which is no column',
      'gives name, which it does not declare',
    ])
    expect(faults('unread', [column('id', 20), column('name', 25)])).toEqual(['gives name, which it does not declare'])
    expect(faults('twice', [column('id', 20), column('id', 20)])).toEqual(['gives id twice'])
  })

  test('fails over another type than the column has, also where it is inferred from what the function returns', () => {
    expect(faults('mistyped', [column('id', 20), column('at', 1184), column('day', 1082), column('ids', 1016)])).toEqual([
      'declares id: string, but it is number',
      'declares at: string, but it is Date',
      'declares day: Date, but it is string',
      'declares ids: number[], but it is string[]',
    ])
    expect(faults('unread', [column('id', 20, { seen: ['string'] })])).toEqual(['declares id: number, but string stood in it'])
    expect(faults('unread', [column('id', 4711)])).toEqual(['gives id of type 4711, which scripts/guards/rowFaults.ts does not know'])
    expect(faults('deep', [column('it', 3802)])).toEqual(['declares it: Deep | null, but it is json'])
  })

  test('fails over a null that it does not declare, met or possible by its table', () => {
    const columns = [
      column('seen', 25, { seen: ['null'] }),
      column('column', 25, { table: 7, column: 2 }),
      column('safe', 25, { table: 7, column: 3 }),
    ]
    expect(faults('nulls', columns, table => ({ nullable: table === 7 }))).toEqual([
      'declares seen: string, but it was null',
      'declares column: string, but its column may be null',
    ])
  })

  test('is an id of what its column holds ids of, and of nothing else', () => {
    const ofTables =
      (tables: Record<number, string>): Known =>
      (_table, at) => ({ nullable: false, idOf: tables[at] ?? null })
    const columns = ['id', 'roundId', 'accountId', 'position'].map((name, at) => column(name, 20, { table: 7, column: at + 1 }))
    expect(faults('ids', columns, ofTables({ 1: 'returns', 2: 'rounds', 3: 'accounts' }))).toEqual([])
    expect(faults('ids', columns, ofTables({ 1: 'rounds', 3: 'returns', 4: 'rounds' }))).toEqual([
      `declares id: Id<"return">, but it is the id of a row of rounds`,
      `declares roundId: Id<"round">, which is no id`,
      `declares accountId: Id<"account"> | null, but it is the id of a row of returns`,
      'declares position: number, but it is the id of a row of rounds',
    ])
    expect(faults('ids', columns)).toEqual([])
    expect(faults('ids', columns, () => ({ nullable: false, idOf: undefined }))).toEqual([])
    const [id] = columns
    expect(faults('ofAny', [id!], ofTables({ 1: 'rounds' }))).toEqual([])
    expect(faults('ofAny', [column('id', 25)])).toEqual(['declares id: Id<Of>, but it is string'])
    expect(faults('ofAny', [column('id', 20, { seen: ['object'] })])).toEqual(['declares id: Id<Of>, but object stood in it'])
  })

  test('fails when it says nothing', () => {
    expect(faults('generic', [column('id', 20)])).toEqual(['declares Row, which says nothing of its columns'])
    expect(faults('loose', [column('id', 20)])).toEqual(['declares any, which says nothing of its columns'])
  })

  test('is missed when nothing ran its statement, and so is a statement without a call', () => {
    const heard = calls.calls.filter(({ at }) => !at.endsWith(' unread')).map(({ site }) => ({ site, columns: [] }))
    expect(neverRun(calls, heard).map(({ at }) => at)).toEqual(['planted/store.ts unread'])
    expect(rowFaults(calls, [{ site: `${PLACE}:1:1`, columns: [] }], never).map(({ says }) => says)).toEqual([
      `${PLACE}:1:1: a statement was run here, but no call of rows, row or changed stands there`,
    ])
  })
})

test(
  'what the program was given is heard at the very call, and compared with what stands there',
  inRollback(async ({ db }) => {
    await findPartnership(db, asId(0))
    const file = 'src/features/partnerships/store.ts'
    const heard = heardHere().filter(({ site }) => site.startsWith(file))
    expect(heard.map(({ columns }) => columns.map(({ name }) => name))).toEqual([expect.arrayContaining(['id', 'name', 'concernLine'])])
    expect(rowFaults(databaseCalls(root, [file]), heard, never)).toEqual([])
    expect(filesWithCalls(root)).toContain(file)
  }),
)
