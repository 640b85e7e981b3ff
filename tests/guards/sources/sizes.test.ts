import path from 'node:path'
import { expect, test } from '@jest/globals'
import { calledOtherwise, pagesByOtherNames } from '../../../scripts/guards/calling.ts'
import { LONGEST, MOST_NAMES, tooLarge } from '../../../scripts/guards/sizes.ts'
import { readSources, withText } from '../../../scripts/guards/sources.ts'

const sources = readSources(path.resolve(import.meta.dirname, '../../..'))

test('no file of the program has grown too long, and no feature hands out too much', () => {
  expect(tooLarge(sources)).toEqual([])
})

/** What is said once one file has another text. */
const planted = (file: string, text: string): string[] =>
  tooLarge(withText(sources, file, text)).filter(says => !tooLarge(sources).includes(says))

test('a file of a line too many is named, texts of the question library too', () => {
  const file = 'src/features/questionnaires/library/sections/policies.ts'
  expect(planted(file, '// a line\n'.repeat(LONGEST))).toEqual([])
  expect(planted(file, '// a line\n'.repeat(LONGEST + 1))).toEqual([`${file} has 251 lines, of 250: part it by its ideas`])
})

test('an index of a name too many is named, also when it hands on a file without naming what is in it', () => {
  const file = 'src/features/returns/index.ts'
  const names = (many: number) => `export { ${Array.from({ length: many }, (_, at) => `name${at}`).join(', ')} } from './store.ts'\n`
  const says = [`${file} hands out 41 names, of 40: what of it is a feature of its own?`]
  expect(planted(file, names(MOST_NAMES))).toEqual([])
  expect(planted(file, names(MOST_NAMES + 1))).toEqual(says)
  expect(planted(file, `${names(MOST_NAMES - 1)}export * from './sitting.ts'\nexport const more = 1`)).toEqual(says)
})

test('every action takes what it needs of the system, who does it, and one request', () => {
  expect(calledOtherwise(sources)).toEqual([])
})

test.each([
  'export function late(db: Db, returnId: number, actor: StaffActor): void {}',
  'export function late(db: Db, deps: LinkDeps, actor: PartnershipActor, request: Late): void {}',
  'export async function late(db: Db, actor: ContributorActor, id: number, on: string): Promise<void> {}',
])('an action that is called otherwise is named: %s', text => {
  const file = 'src/features/rounds/actions.ts'
  expect(calledOtherwise(withText(sources, file, text))).toEqual([`${file} late: take (context, actor, request)`])
})

test('every page is called a page', () => {
  expect(pagesByOtherNames(sources)).toEqual([])
  const file = 'src/features/rounds/pages/list.ts'
  expect(pagesByOtherNames(withText(sources, file, 'export const rounds: Page<StaffActor> = () => {}'))).toEqual([
    `${file} rounds: a page is called …Page`,
  ])
})
