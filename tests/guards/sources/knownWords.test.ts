import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { buttonsIn, buttonsInSources, listedUnder, unknownVerbs } from '../../../scripts/guards/knownWords.ts'
import { readSources, withText } from '../../../scripts/guards/sources.ts'
import { DISPOSITIONS, STATUSES } from '../../../src/features/returns/index.ts'

const words = readFileSync('docs/words.md', 'utf8')
const verbs = listedUnder('What buttons say', words)

test('every button begins with a verb of the list, and every verb of the list is on a button', () => {
  const inViews = globSync('views/**/*.ejs').flatMap(view => buttonsIn(readFileSync(view, 'utf8')))
  const inSources = buttonsInSources(readSources('.'))
  expect(inViews.length).toBeGreaterThan(60)
  expect(inSources.length).toBeGreaterThan(20)
  const buttons = [...inViews, ...inSources]
  expect(unknownVerbs(buttons, verbs)).toEqual([])
  expect(verbs.filter(verb => !buttons.some(text => text.startsWith(verb)))).toEqual([])
})

test('the list of statuses has each of them, in the words of the pages', () => {
  expect(listedUnder('How far a return is', words)).toEqual(Object.values(STATUSES).map(status => status.words))
  expect(listedUnder('Where a return ended', words)).toEqual(Object.values(DISPOSITIONS).map(disposition => disposition.words))
})

test('a button with another verb is found, in a view and in a page', () => {
  expect(unknownVerbs(buttonsIn(`<button type="submit" class="govuk-button">Effect the removal</button>`), verbs)).toHaveLength(1)
  expect(unknownVerbs(buttonsIn(`<%- govuk.button({ text: 'Effect it' }) %>`), verbs)).toHaveLength(1)
  const planted = withText(new Map(), 'src/features/rounds/pages/x.ts', `export const x = { button: late ? 'Effect it' : 'Save' }`)
  expect(unknownVerbs(buttonsInSources(planted), verbs)).toEqual(['Effect it'])
})
