import { describe, expect, it, test } from '@jest/globals'
import { documentSchema, returnProgress, sectionProgress, unanswered } from '../../../src/features/questionnaires/index.ts'
import type { Response } from '../../../src/features/questions/index.ts'
import { everyKind, noFacts } from '../questions/everyKind.ts'

type Given = Record<string, Partial<Response>>
const full = { what: 'Rewrite it', owner: 'DSL', dueOn: '2027-03-01' }
const responses = (given: Given) =>
  new Map(Object.entries(given).map(([key, part]) => [key, { answer: null, comment: null, action: null, ...part }] as const))
const missing = (given: Given, files: Record<string, number> = {}) =>
  unanswered(everyKind, noFacts, responses(given), new Map(Object.entries(files))).map(
    ({ questionKey, reason }) => `${questionKey}: ${reason}`,
  )

const ann = { name: 'Ann', role: null, email: null, trained: null }
const ben = { name: 'Ben', trained_on: null, days: null, on_site: null, level: null }
/** Everything that must be there. */
const complete: Given = {
  head: { answer: ann },
  deputies: { answer: [ben] },
  policy_current: { answer: 'no', action: full },
  whistleblowing: { answer: 'yes' },
  lettings: { answer: 'na' },
  behaviour: { answer: 'green' },
  oversight: { answer: 2 },
  has_log: { answer: 'no' },
  read_part_one: { answer: 0 },
  priority: { answer: 'Prevent' },
  report: { answer: 'within' },
  courses: { answer: ['fgm'] },
  training_evidence: { answer: 'The office' },
  accurate: { answer: true },
}

describe('what stands between a return and its submission', () => {
  it('is nothing when everything asked is answered', () => {
    expect(missing(complete)).toEqual([])
  })

  it('is everything required in an empty return, in the order of the questionnaire', () => {
    expect(missing({})).toEqual([
      'head: answer',
      'deputies: answer',
      'policy_current: answer',
      'whistleblowing: answer',
      'lettings: answer',
      'behaviour: answer',
      'oversight: answer',
      'has_log: answer',
      'read_part_one: answer',
      'priority: answer',
      'report: answer',
      'courses: answer',
      'training_evidence: evidence',
      'accurate: answer',
    ])
  })

  test.each<[string, Given, Record<string, number>, string[]]>([
    ['an answer that falls short without an action', { policy_current: { answer: 'no' } }, {}, ['policy_current: action']],
    ['an action without an owner', { policy_current: { answer: 'no', action: { ...full, owner: null } } }, {}, ['policy_current: action']],
    ['an action without a date', { behaviour: { answer: 'amber', action: { ...full, dueOn: null } } }, {}, ['behaviour: action']],
    ['a "no" that is only a fact', { has_log: { answer: 'no' } }, {}, []],
    ['an answer that opens another question', { policy_current: { answer: 'yes' } }, {}, ['policy_on: answer']],
    ['a person without a name', { head: { answer: { ...ann, name: null, role: 'Head' } } }, {}, ['head: answer']],
    [
      'a row without what its columns require',
      { deputies: { answer: [ben, { ...ben, name: null, days: 2 }] } },
      {},
      ['deputies: tableRows'],
    ],
    ['a file in place of a statement', { training_evidence: {} }, { training_evidence: 1 }, []],
    ['neither file nor statement', { training_evidence: {} }, { training_evidence: 0, behaviour: 2 }, ['training_evidence: evidence']],
    ['answers to questions that are not asked', { log_entries: { answer: 3 }, listener: { answer: 'no' } }, {}, []],
  ])('%s', (_what, given, files, expected) => {
    expect(missing({ ...complete, ...given }, files)).toEqual(expected)
  })

  it('asks for as many rows as the author wants, and for none where the author says none will do', () => {
    const tableOf = (rows: object) =>
      documentSchema.parse({
        ...everyKind,
        evidenceAreas: [],
        sections: [
          {
            key: 'rows',
            title: 'Rows',
            questions: [
              {
                kind: 'table',
                key: 'log',
                label: 'Log',
                rowName: 'entry',
                columns: [{ key: 'what', label: 'What', kind: 'text' }],
                ...rows,
              },
            ],
          },
        ],
      })
    const reasons = (rows: object, answer: Response['answer']) =>
      unanswered(tableOf(rows), noFacts, responses({ log: { answer } }), new Map()).map(({ reason }) => reason)
    expect(reasons({ minRows: 2 }, [{ what: 'One' }])).toEqual(['tableRows'])
    expect(reasons({ minRows: 2 }, [{ what: 'One' }, { what: 'Two' }])).toEqual([])
    expect(reasons({}, null)).toEqual(['answer'])
    expect(reasons({ minRows: 0 }, null)).toEqual([])
    expect(reasons({ required: false, minRows: 2 }, null)).toEqual([])
  })
})

describe('progress', () => {
  const states = (given: Given, files: Record<string, number> = {}) =>
    Object.fromEntries(
      sectionProgress(everyKind, noFacts, responses(given), new Map(Object.entries(files))).map(({ sectionKey, state }) => [
        sectionKey,
        state,
      ]),
    )

  it('is counted for each section', () => {
    const [people, ratings] = sectionProgress(
      everyKind,
      noFacts,
      responses({ head: { answer: ann }, policy_current: { answer: 'no' } }),
      new Map(),
    )
    expect(people).toEqual({
      sectionKey: 'people',
      title: 'Your establishment and its people',
      asked: 3,
      required: 2,
      answered: 1,
      kept: 0,
      missing: 1,
      state: 'in_progress',
    })
    expect(ratings).toMatchObject({ asked: 6, required: 6, answered: 1, missing: 6, state: 'in_progress' })
  })

  it('says not started, in progress and complete', () => {
    expect(states({})).toEqual({ people: 'not_started', ratings: 'not_started', training: 'not_started', declaration: 'not_started' })
    expect(states({ head: { answer: ann }, deputies: { answer: [ben] }, accurate: { answer: true } })).toMatchObject({
      people: 'complete',
      declaration: 'complete',
    })
  })

  it('starts with the first comment or file', () => {
    expect(states({ lettings: { comment: 'Ask the bursar' } })).toMatchObject({ ratings: 'in_progress' })
    expect(states({}, { training_evidence: 1 })).toMatchObject({ training: 'in_progress' })
  })

  it('of the whole return agrees with what is missing from it', () => {
    const total = returnProgress(everyKind, noFacts, responses(complete), new Map())
    expect(total).toEqual({ asked: 16, required: 14, answered: 14, kept: 1, missing: 0, state: 'complete' })
    // A file beside the statement of where it is kept: evidence that came.
    expect(returnProgress(everyKind, noFacts, responses(complete), new Map([['training_evidence', 2]])).kept).toBe(0)
    expect(returnProgress(everyKind, noFacts, responses({}), new Map())).toMatchObject({ kept: 0, missing: 14, state: 'not_started' })
  })
})
