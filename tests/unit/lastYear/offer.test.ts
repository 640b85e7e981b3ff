import { expect, test } from '@jest/globals'
import { fillFrom, offerOf, type SaidThen } from '../../../src/features/lastYear/offer.ts'
import type { Question, Response } from '../../../src/features/questions/index.ts'
import { questionOf, TODAY } from '../questions/everyKind.ts'

const said = (answer: Response['answer'], rest: Partial<Response> = {}): Response => ({ answer, comment: null, action: null, ...rest })
const offer = (key: string, response: Response, then: Partial<Question> = {}, progress?: SaidThen) =>
  offerOf(questionOf(key), { question: { ...questionOf(key), ...then } as Question, response, progress }, TODAY)

test('an answer to a question that asks the same can be used with others; one of a year by itself; a statement never', () => {
  expect(offer('lettings', said('met'))).toMatchObject({ changes: [], canBeUsed: true, withOthers: true })
  expect(offer('read_part_one', said(90))).toMatchObject({ canBeUsed: true, withOthers: false })
  expect(offer('policy_on', said('2025-09-14'))).toMatchObject({ canBeUsed: true, withOthers: false })
  expect(offer('accurate', said(true))).toMatchObject({ canBeUsed: false, withOthers: false })
})

test('typography is no change of wording', () => {
  expect(offer('lettings', said('met'), { label: 'Others who use your premises  meet Safeguarding terms' })?.changes).toEqual([])
  expect(offer('lettings', said('met'), { label: 'Those who use your premises meet safeguarding terms' })).toMatchObject({
    changes: [expect.stringContaining('The wording changed')],
    canBeUsed: true,
    withOthers: false,
  })
})

test('an answer that reads otherwise now cannot be used, and one that is none any more neither', () => {
  const options = [
    { value: 'separate', label: 'On a page of its own' },
    { value: 'within', label: 'Within the report' },
    { value: 'never', label: 'Never' },
  ]
  expect(offer('report', said('separate'), { options })).toMatchObject({ canBeUsed: false })
  expect(offer('report', said('never'), { options })).toMatchObject({ canBeUsed: false })
  expect(offer('lettings', said('yes'), { kind: 'yes_no' } as never)).toMatchObject({ canBeUsed: false })
})

test('where nothing was answered, nothing is offered', () => {
  expect(offer('lettings', said(null))).toBeNull()
  expect(offerOf(questionOf('lettings'), { question: undefined, response: said('met') }, TODAY)).toBeNull()
  expect(offerOf(questionOf('lettings'), { question: questionOf('lettings'), response: undefined }, TODAY)).toBeNull()
  expect(offer('lettings', said(null, { comment: 'Two clubs.' }))).toMatchObject({ canBeUsed: false })
})

test('what is typed stays, what is blank is filled in, and a day that has passed is left blank', () => {
  const action = { what: 'Train them', owner: 'Sam', dueOn: '2026-07-20' }
  const past = offer('whistleblowing', said('partly', { comment: 'Most do.', action }))!
  expect(past).toMatchObject({ isDue: true, withOthers: false })
  expect(fillFrom(past, said(null))).toEqual(said('partly', { comment: 'Most do.', action: { ...action, dueOn: null } }))
  const typed = said('no', { comment: 'Few do.', action: { what: null, owner: 'Ada', dueOn: null } })
  expect(fillFrom(past, typed)).toEqual(typed)
  const ahead = offer('whistleblowing', said('partly', { action: { ...action, dueOn: TODAY } }))!
  expect(ahead).toMatchObject({ isDue: false, withOthers: true })
  expect(fillFrom(ahead, said(null)).action).toEqual({ ...action, dueOn: TODAY })
})

test('an action that is still open is carried on with its answer, and one that was finished stays where it was', () => {
  const action = { what: 'Train them', owner: 'Sam', dueOn: '2026-07-20' }
  const told = (stateAfter: SaidThen['stateAfter']) =>
    offer(
      'whistleblowing',
      said('partly', { action }),
      {},
      {
        ...{ questionKeys: ['whistleblowing'], what: 'Train them', stateAfter, note: '', byName: 'Lee Marsh', at: new Date('2026-06-01') },
      },
    )!
  expect(fillFrom(told('under_way'), said(null)).action).toEqual({ ...action, dueOn: null })
  for (const state of ['done', 'not_needed'] as const) {
    expect(told(state)).toMatchObject({ isDue: false, withOthers: false, canBeUsed: true })
    expect(fillFrom(told(state), said(null))).toEqual(said('partly'))
  }
})
