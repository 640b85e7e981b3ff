import path from 'node:path'
import { describe, expect, test } from '@jest/globals'
import ts from 'typescript'
import { OWNERS } from '../../../scripts/guards/house.ts'
import { idFaults, NOUNS } from '../../../scripts/guards/ids.ts'
import { readSources, withText } from '../../../scripts/guards/sources.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const sources = readSources(root)

const GIVEN = `
import { idField, idsIn } from './platform/forms/fields.ts'
import { idParam } from './platform/http/params.ts'
import { idSchema, type Id } from './platform/id.ts'
declare const [roundId, returnId, req]: [Id<'round'>, Id<'return'>, Parameters<typeof idParam>[0]]
declare const find: (roundId: Id<'round'>, returnId: Id<'return'>) => void
declare const titles: Map<Id<'round'>, string>
`

describe('the compiler', () => {
  const refused = [
    'const planted: Id<"return"> = roundId',
    'const planted: Id<"return"> | null = roundId',
    'const planted: readonly Id<"return">[] = [roundId]',
    'const planted: { returnId: Id<"return"> } = { returnId: roundId }',
    'find(returnId, roundId)',
    'find(7, returnId)',
    'const planted: Id<"round"> = roundId + 1',
    'titles.get(returnId)',
    '[roundId].includes(returnId)',
    'if (roundId === returnId) find(roundId, returnId)',
    'const planted: Id<"return"> = idParam(req, "roundId")',
    'idParam(req, "round")',
    'const planted: Id<"return"> = idSchema<"round">().parse(7)',
    'const planted: Id<"return"> = idField<"round">().parse("7")',
    'const planted: Id<"return">[] = idsIn<"round">(["7"])',
  ]
  const taken = [
    'find(roundId, returnId)',
    'const fine: number = roundId',
    'const fine: Id<"round"> = idParam(req, "roundId")',
    'const fine: { roundId: Id<"round"> } = { roundId: idSchema<"round">().parse(7) }',
    'const fine: readonly Id<"round">[] = idsIn(["7"])',
    'find(Math.max(1, 2) > 1 ? roundId : roundId, returnId)',
  ]
  const files = [...refused, ...taken].map((text, at) => [path.join(root, `src/planted${at}.ts`), `${GIVEN}\n${text}\nexport {}`] as const)
  const program = compiled(new Map(files))
  const says = (text: string): ts.Diagnostic[] => {
    const [file] = files.find(([, whole]) => whole.includes(`\n${text}\n`)) ?? ['']
    return [...program.getSemanticDiagnostics(program.getSourceFile(file))]
  }

  test.each(refused)('refuses %s', text => {
    expect(says(text)).toHaveLength(1)
  })

  test.each(taken)('takes %s', text => {
    expect(says(text)).toEqual([])
  })
})

function compiled(texts: ReadonlyMap<string, string>): ts.Program {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), file => ts.sys.readFile(file)) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, root)
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = { readFile: host.readFile.bind(host), fileExists: host.fileExists.bind(host) }
  host.readFile = file => texts.get(file) ?? readFile(file)
  host.fileExists = file => texts.has(file) || fileExists(file)
  return ts.createProgram([...texts.keys()], { ...options, types: ['node'] }, host)
}

describe('in the sources', () => {
  const planted = (text: string): string[] => idFaults(withText(sources, 'src/features/findings/planted.ts', text))
  const inPlanted = (text: string): string[] => planted(text).map(fault => fault.replace('src/features/findings/planted.ts ', ''))

  test('every id says of what, by the noun of its name, and numbers become ids at the doors only', () => {
    expect(idFaults(sources)).toEqual([])
  })

  test('every noun is a row of a table', () => {
    const tables = Object.values(OWNERS).flat()
    expect(Object.values(NOUNS).filter(table => !tables.includes(table))).toEqual([])
    expect(new Set(Object.values(NOUNS)).size).toBe(Object.keys(NOUNS).length)
  })

  test.each([
    ['export type Planted = { roundId: number }', `roundId: number: say of what, as Id<'round'> does`],
    ['export type Planted = { id?: number | null }', `id: number | null: say of what, as Id<'round'> does`],
    ['export const late = (returnIds: readonly number[]) => returnIds', `returnIds: readonly number[]: say of what, as Id<'round'> does`],
    ['export function late({ memberId }: { memberId: number | null }) {}', `memberId: number | null: say of what, as Id<'round'> does`],
    ['export const seenIds: ReadonlySet<number> = new Set()', `seenIds: ReadonlySet<number>: say of what, as Id<'round'> does`],
    ['export class Late { #roundId: number = 0 }', `#roundId: number: say of what, as Id<'round'> does`],
    ['export type Row = { round_id: number }', `round_id: number: say of what, as Id<'round'> does`],
    ['export const order = z.object({ roundId: z.number() })', 'roundId: a number: read it with idSchema or idField'],
    [
      'export const order = z.object({ roundIds: z.array(z.coerce.number().int()) })',
      'roundIds: a number: read it with idSchema or idField',
    ],
    [`export const late = (roundId: Id<'return'>) => roundId`, `roundId: Id<'return'>: the name says otherwise`],
    [`export type Planted = { laterReturnIds: readonly Id<'round'>[] }`, `laterReturnIds: Id<'round'>: the name says otherwise`],
    ['export const late = asId(7)', 'takes a number for an id: read it with idParam, idField, idsIn or idSchema'],
    [`export { asId as late } from '../../platform/id.ts'`, 'takes a number for an id: read it with idParam, idField, idsIn or idSchema'],
    [`export const late = 7 as Id<'round'>`, 'takes a number for an id: read it with idParam, idField, idsIn or idSchema'],
    [`export const late = (roundabout: Id<'roud'>) => roundabout`, 'NOUNS of scripts/guards/ids.ts does not say what a roud is'],
  ])('%s is named', (text, fault) => {
    expect(inPlanted(text)).toEqual([fault])
  })

  test.each([
    `export type Fine = { id: Id<'round'>; questionnaireVersionId: Id<'version'>; linkId: Id<'signInLink'> | null }`,
    'export type Fine = { pid: number; uid: number; gid: number; identifier: string; idle: number }',
    'export const fine = <Of extends string>(ids: readonly Id<Of>[], id: Id<string>) => ids.length + id',
    'export const fine = (byId: ReadonlyMap<string, number>) => byId.size',
  ])('%s is fine', text => {
    expect(inPlanted(text)).toEqual([])
  })

  test('a door and a noun that are needed no more are named', () => {
    const door = 'src/features/findings/finding.ts'
    const gone = idFaults(withText(sources, door, ''))
    expect(gone).toContain(`DOORS of scripts/guards/ids.ts names ${door}, which takes no number for an id: take it out`)
    const history = 'src/features/history/historyStore.ts'
    expect(idFaults(withText(sources, history, ''))).toContain(
      'NOUNS of scripts/guards/ids.ts says what a event is, of which there is no id: take it out',
    )
  })
})
