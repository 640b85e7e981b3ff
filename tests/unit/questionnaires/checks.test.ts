import { expect, test } from '@jest/globals'
import { doubtsIn } from '../../../src/features/questionnaires/checks.ts'
import { askedSections } from '../../../src/features/questionnaires/conditions.ts'
import { LIBRARY } from '../../../src/features/questionnaires/index.ts'
import { checkDocument } from '../../../src/features/questionnaires/documentRules.ts'
import type { Json } from '../../../src/features/questions/index.ts'
import { factsOf } from '../../../src/features/questionnaires/index.ts'

const [setA] = LIBRARY
const facts = factsOf({
  ...{ scheme: 'urn', typeCode: 1, typeGroupCode: 4, phaseCode: 2, lowAge: 4, highAge: 11, boardersCode: 1, sixthFormCode: 2 },
  ...{ nursery: null, furtherEducationType: null },
})

/** The checks of set A that find something in these answers. */
function doubtful(given: Record<string, Json>): string[] {
  const answers = new Map(Object.entries(given))
  const asked = askedSections(setA!, facts, answers).flatMap(({ questions }) => questions)
  return doubtsIn(setA?.checks ?? [], () => asked, { facts, answers, today: '2026-11-30' }).map(({ key }) => key)
}

test.each<[string, Record<string, Json>, string[]]>([
  [
    'more certificates than people',
    { training_multi_agency_attended: 4, training_multi_agency_certificates: 40 },
    ['certificates_of_staff'],
  ],
  ['as many certificates as people', { training_multi_agency_attended: 4, training_multi_agency_certificates: 4 }, []],
  ['certificates of a number that is not given', { training_multi_agency_certificates: 40 }, []],
  [
    'a policy of 1900, said to be out of date',
    { policies_child_protection_current: 'no', policies_child_protection_reviewed_on: '1900-01-01' },
    ['policy_date_is_likely'],
  ],
  [
    'a policy of last autumn, up to date',
    { policies_child_protection_current: 'yes', policies_child_protection_reviewed_on: '2025-11-05' },
    [],
  ],
  [
    'an old policy that is said to be up to date',
    { policies_child_protection_current: 'yes', policies_child_protection_reviewed_on: '2025-09-01' },
    ['policy_is_current'],
  ],
  [
    'an old policy that is said to be out of date',
    { policies_child_protection_current: 'no', policies_child_protection_reviewed_on: '2025-09-01' },
    [],
  ],
  [
    'more checked than recorded, in the second row',
    {
      recruitment_record_counts: [
        { category: 'agency', people: 10, complete: 9 },
        { category: 'other', people: 10, complete: 99 },
      ],
    },
    ['checked_of_recorded'],
  ],
  [
    'a lead who was trained three years ago, and says within two',
    { training_dsl_two_yearly: 'yes', people_dsl: { name: 'Jo', role: null, email: null, trained: '2023-11' } },
    ['lead_is_trained'],
  ],
  [
    'the same month two years ago',
    { training_dsl_two_yearly: 'yes', people_dsl: { name: 'Jo', role: null, email: null, trained: '2024-11' } },
    [],
  ],
  ['far too many consultations', { numbers_lado_consultations: 999_999_999_999 }, ['many_consultations']],
])('%s', (_what, given, found) => expect(doubtful(given)).toEqual(found))

test('a question that is not asked is not doubted', () => {
  const answers: Record<string, Json> = { online_review_done: 'no', online_review_on: '1999-01-01' }
  expect(doubtful(answers)).toEqual([])
})

test('a check of a question that is not there is a fault of the document', () => {
  const check = { key: 'odd', rule: { kind: 'at_most' as const, value: { question: 'nowhere' }, most: 3 }, says: 'This is odd.' }
  expect(checkDocument({ ...setA!, checks: [check] })).toEqual([
    { path: ['checks', 0, 'rule'], message: 'The check "odd" looks at "nowhere", which does not exist.' },
  ])
})
