import { expect, test } from '@jest/globals'
import type { PlanNote } from '../../../src/features/actionPlan/index.ts'
import { draftFeedback, type ToDraft } from '../../../src/features/feedback/draft.ts'
import { contentView } from '../../../src/features/feedback/pages/contentView.ts'
import { peersOf } from '../../../src/features/feedback/similar.ts'
import { factsFrom } from '../../../src/features/establishments/index.ts'
import type { Question } from '../../../src/features/questions/index.ts'

const questions: Question[] = ['staff_code', 'prevent', 'log'].map(key => ({ kind: 'met', key, label: key }))
const doing = (what: string) => ({ answer: 'not_met', action: { what, owner: 'DSL', dueOn: '2027-03-04' } })
const note = (key: string, what: string, stateAfter: PlanNote['stateAfter']) =>
  ({
    questionKeys: [key],
    what,
    stateAfter,
    note: '',
    byName: 'Sam Okafor',
    at: new Date('2027-01-08T12:00:00Z'),
    roundName: null,
  }) as PlanNote
const given = (more: Partial<ToDraft> = {}): ToDraft => ({
  document: { sections: [{ key: 'policies', title: 'Policies', questions }] },
  facts: factsFrom([]),
  disposition: 'completed_on_time',
  answers: new Map<string, { answer: string; action: ReturnType<typeof doing>['action'] | null }>([
    ['staff_code', doing('Write it')],
    ['prevent', doing('Train staff')],
    ['log', { answer: 'met', action: null }],
  ]),
  files: 0,
  notes: [],
  peers: undefined,
  isCounted: true,
  reviews: [],
  ...more,
})
const read = (more: Partial<ToDraft> = {}) =>
  contentView(
    {
      content: draftFeedback(given(more)),
      said: { opening: '', nextYear: '', nextSteps: '', remark: '' },
      draftedAt: new Date('2027-02-01T12:00:00Z'),
    },
    { establishment: 'Beech', round: 'R' },
  )
const drafted = (notes: readonly PlanNote[]) => read({ notes }).actions

test('an action that the school said is done does not stand among those still to do', () => {
  const { line, lists } = drafted([note('staff_code', 'Write it', 'done')])
  expect(line).toBe('You told us that 1 of 2 actions is finished.')
  expect(lists.map(({ title, actions }) => [title, actions.map(({ what, said }) => `${what}. ${said}`)])).toEqual([
    ['Still to do', ['Train staff. ']],
    ['Done, or no longer needed', ['Write it. Done, as you told us on 8 Jan 2027']],
  ])
})

test('one that is under way says so, with its day; where nothing was said no progress is claimed', () => {
  expect(drafted([note('prevent', 'Train staff', 'under_way')])).toMatchObject({
    line: '',
    lists: [{ title: '', actions: [{ what: 'Write it', said: '' }, { said: 'Under way, as you told us on 8 Jan 2027' }] }],
  })
  expect(drafted([]).lists).toHaveLength(1)
})

test('what is said of others is of those who were asked, where not all were', () => {
  const peers = peersOf({ '': { returns: 37, best: { log: 'Most', prevent: 'Most' }, askedAll: ['prevent'] } }, '')
  const told = read({ peers }).sections[0]!.table.rows.map(([, , others]) => others!.text)
  expect(told).toEqual([
    'Not shown: it could tell what single schools answered',
    'Most say “Met”',
    'Most of those of them who were asked say “Met”',
  ])
  // Of words from before it was kept of whom they are.
  const before = peersOf({ '': { returns: 37, best: { prevent: 'Most' } } }, '')
  expect(read({ peers: before }).sections[0]!.table.rows[1]![2]!.text).toBe('Most of those of them who were asked say “Met”')
})

test('a return that came in after the others were counted is not told that it is counted with them', () => {
  const peers = peersOf({ '': { returns: 37, best: {} } }, '')
  expect(read({ peers }).comparedWith).toContain('You are counted with them.')
  expect(read({ peers, isCounted: false }).comparedWith).toMatch(/gave the best rating\. It is said in words/)
})

test('all actions are counted before the list is cut, and how many are not listed is said', () => {
  const many = Array.from({ length: 53 }, (_, at): Question => ({ kind: 'met', key: `q${at}`, label: `Question ${at}` }))
  const { line, lists } = read({
    document: { sections: [{ key: 'policies', title: 'Policies', questions: many }] },
    answers: new Map(many.map(({ key }) => [key, doing(`Do ${key}`)])),
    notes: [note('q0', 'Do q0', 'done')],
  }).actions
  expect(line).toBe('You told us that 1 of 53 actions is finished. 3 more actions are not listed here.')
  expect(lists.flatMap(list => list.actions)).toHaveLength(50)
})

test('an answer that reviewers looked at is counted once, with what they could not tell; what has no answer is none', () => {
  const sample = (...verdicts: [string, 'agrees' | 'cannot_tell'][]) => ({
    ...{ sample: 'Spring', outcome: 'assured' as const, concludedAt: null, note: '', reviewed: null, asked: null },
    verdicts: verdicts.map(([questionKey, verdict]) => ({ questionKey, verdict, direction: null, quote: '' })),
  })
  const { good } = draftFeedback(
    given({
      reviews: [sample(['log', 'agrees'], ['prevent', 'cannot_tell'], ['elsewhere', 'agrees']), sample(['log', 'agrees'])],
    }),
  )
  expect(good).toContain('Our reviewers looked at 2 answers of yours and agreed with 1 of 2.')
})
