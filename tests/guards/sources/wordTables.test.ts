import path from 'node:path'
import { expect, test } from '@jest/globals'
import { readSources, withText } from '../../../scripts/guards/sources.ts'
import { codesInTwoTables } from '../../../scripts/guards/wordTables.ts'

const sources = readSources(path.resolve(import.meta.dirname, '../../..'))

/** What is found once this text is a file of its own. */
const planted = (text: string, file = 'planted.ts'): string[] => codesInTwoTables(withText(sources, `src/features/findings/${file}`, text))

test('what is said of the codes of a set stands in one table, and there is no exception that is not needed', () => {
  expect(codesInTwoTables(sources)).toEqual([])
})

test.each([
  ['a copy', `const COPY: Record<Verdict, string> = { agrees: 'Agrees', partly: 'In part', does_not_agree: 'No' }`, 'COPY'],
  [
    'a column of its own',
    `const COLOURS = { agrees: 'green', partly: 'yellow', does_not_agree: 'red', cannot_tell: 'grey' } as const`,
    'COLOURS',
  ],
  [
    'columns that look like something else',
    `const MORE = { agrees: { class: 'a' }, partly: { class: 'b' }, cannot_tell: { class: 'c' } }`,
    'MORE',
  ],
  ['a table on the spot', `export const say = (v: Verdict) => ({ agrees: 'yes', partly: 'half', no_evidence: 'none' })[v]`, 'v'],
  ['a longer table', `const L = { agrees: 'A', partly: 'B', does_not_agree: 'C', cannot_tell: 'D', no_evidence: 'E', other: 'F' }`, 'L'],
])('planted: %s', (_what, text, name) => {
  expect(planted(text)).toEqual([`findings/planted.ts ${name} ~ verdicts/verdict.ts VERDICT_WORDS speak of the same codes: keep one table`])
})

test.each([
  ['two codes alone', `const FEW = { agrees: 'A', partly: 'B' }`],
  [
    'codes of which only a few are the same',
    `const OTHER = { agrees: 'A', partly: 'B', cannot_tell: 'C', one: 'D', two: 'E', three: 'F' }`,
  ],
  ['what counts and says nothing', `const COUNTS = { agrees: 1, partly: 2, does_not_agree: 3, cannot_tell: 4 }`],
])('%s are no second table', (_what, text) => {
  expect(planted(text)).toEqual([])
})

test('the SQL of a code, in a store, is no word for it', () => {
  expect(planted(`const SQL = { agrees: 'verdict = 1', partly: 'verdict = 2', cannot_tell: 'verdict = 3' }`, 'plantedStore.ts')).toEqual([])
})

test('an exception that is needed no more is named', () => {
  const [first] = codesInTwoTables(sources, { 'a.ts GONE ~ b.ts GONE': 'once there were two' }).filter(fault => fault.includes('GONE'))
  expect(first).toContain('take it out')
})
