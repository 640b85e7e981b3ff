import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { differences } from '../../../src/features/questionnaires/differences.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { changeLog } from '../../support/changeLog.ts'
import { firstEdition } from '../../../seeds/library/index.ts'

const DOCUMENT = 'docs/question-changes.md'

test('every question that is new or left out has a reason', () => {
  const found = firstEdition().flatMap(then =>
    differences(
      then,
      LIBRARY.find(({ set }) => set === then.set)!,
    ),
  )
  expect(found.length).toBeGreaterThan(300)
  expect(found.filter(({ kind, why }) => kind !== 'changed' && why.length === 0).map(({ key }) => key)).toEqual([])
})

test('a version is no different from itself', () => expect(differences(LIBRARY[0]!, LIBRARY[0]!)).toEqual([]))

/** UPDATE_DOCS=1 writes it anew. */
test('the document says what the library says', () => {
  if (process.env['UPDATE_DOCS']) writeFileSync(DOCUMENT, changeLog())
  expect(readFileSync(DOCUMENT, 'utf8')).toBe(changeLog())
})
