import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { oddWordsInSources, oddWordsInView } from '../../../scripts/guards/plainWords.ts'
import { readSources, withText } from '../../../scripts/guards/sources.ts'

test('pages, letters and messages use the usual words', () => {
  const views = globSync('views/**/*.ejs')
  expect(views.length).toBeGreaterThan(100)
  expect(views.flatMap(view => oddWordsInView(view, readFileSync(view, 'utf8')))).toEqual([])
  expect(oddWordsInSources(readSources('.'))).toEqual([])
  expect(oddWordsInSources(readSources('.', 'seeds'))).toEqual([])
})

test.each([
  [`export const title = 'Whom to call'`, 'says “Whom”: say who'],
  ['export const done = (n: number) => `${n} documents were taken in`', 'says “taken in”: say add, import or receive'],
  [`export const text = 'Put it away'`, 'says “Put it away”: say discard'],
  [`export const text = 'Somebody else did it'`, 'says “Somebody”: say someone'],
  [`export const error = 'Must be 100 characters or fewer'`, 'says “Must be”: say what it is about first, as “Full name must be”'],
  [`export const told = 'We write to everybody who has a link'`, 'says “everybody”: say everyone or anyone'],
])('an odd word is named: %s', (text, says) => {
  expect(oddWordsInSources(withText(new Map(), 'src/features/rounds/pages/list.ts', text))).toEqual([
    `src/features/rounds/pages/list.ts ${says}`,
  ])
})

test('names in code and comments are not read', () => {
  const text = `/** For somebody whom we write to. */\nexport const whom = { somebody: 'x' }`
  expect(oddWordsInSources(withText(new Map(), 'src/features/rounds/round.ts', text))).toEqual([])
})
