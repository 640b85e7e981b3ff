import {
  type Direction,
  isDisputed,
  type Reading,
  type Readings,
  settled,
  type StoredVerdict,
  type Verdict,
} from '../../../src/features/verdicts/index.ts'
import { describe, expect, test } from '@jest/globals'
import type { Json, Question } from '../../../src/features/questions/index.ts'
import { waysOut } from '../../../src/features/reviewing/whichWay.ts'
import { mergeVerdicts, type VerdictEntry } from '../../../src/features/reviewing/merge.ts'

const stored = (change: Partial<StoredVerdict> = {}): StoredVerdict => ({
  questionKey: 'q',
  verdict: 'agrees',
  direction: null,
  note: 'seen',
  quote: '',
  reading: 'first',
  aboutAnswer: 'yes',
  accountId: null,
  reviewerName: 'Jo Reviewer',
  at: new Date(0),
  version: 2,
  ...change,
})
const merge = (theirs: StoredVerdict | null, entry: VerdictEntry) =>
  mergeVerdicts(new Map(theirs ? [['q', theirs]] : []), new Map([['q', entry]]), { isAnswered: () => true, whyNotOut: () => '' })

describe('two reviewers of one question', () => {
  test.each<[string, StoredVerdict | null, VerdictEntry, 'written' | 'left' | 'conflict']>([
    ['a first verdict is written', null, { verdict: 'agrees', note: '', baseVersion: 0 }, 'written'],
    ['nothing said is nothing', null, { verdict: null, note: '', baseVersion: 0 }, 'left'],
    ['a change of what I saw is written', stored(), { verdict: 'partly', note: 'seen', baseVersion: 2 }, 'written'],
    ['the same again is left', stored(), { verdict: 'agrees', note: 'seen', baseVersion: 2 }, 'left'],
    ['the same as theirs is left, though I saw an older one', stored(), { verdict: 'agrees', note: 'seen', baseVersion: 1 }, 'left'],
    ['another than theirs, over an older one, is a conflict', stored(), { verdict: 'partly', note: '', baseVersion: 1 }, 'conflict'],
    [
      'a first of mine after a first of theirs is a conflict',
      stored({ version: 1 }),
      { verdict: 'partly', note: '', baseVersion: 0 },
      'conflict',
    ],
    [
      'what I did not touch gives way to what they wrote meanwhile',
      stored(),
      { verdict: null, note: '', baseVersion: 0, shown: { verdict: null, note: '' } },
      'left',
    ],
    ['a verdict taken away is written', stored(), { verdict: null, note: '', baseVersion: 2 }, 'written'],
    ['a verdict taken away after they changed it is a conflict', stored(), { verdict: null, note: '', baseVersion: 1 }, 'conflict'],
    ['a verdict changed after they took it away is a conflict', null, { verdict: 'partly', note: '', baseVersion: 2 }, 'conflict'],
  ])('%s', (_name, theirs, entry, outcome) => {
    const { writes, conflicts } = merge(theirs, entry)
    expect({ writes: writes.length, conflicts: conflicts.length }).toEqual({
      writes: outcome === 'written' ? 1 : 0,
      conflicts: outcome === 'conflict' ? 1 : 0,
    })
  })
})

test('a verdict has to fit whether the question is answered, and loses a direction that has no meaning', () => {
  const given = (verdict: Verdict, answered: boolean, direction: Direction | null = null) =>
    mergeVerdicts(new Map(), new Map([['q', { verdict, direction, note: '', baseVersion: 0 }]]), {
      isAnswered: () => answered,
      whyNotOut: () => '',
    })
  expect(given('agrees', false)).toMatchObject({ writes: [], unfit: ['q'] })
  expect(given('shown', true)).toMatchObject({ writes: [], unfit: ['q'] })
  for (const answered of [true, false]) expect(given('cannot_tell', answered)).toMatchObject({ unfit: [], writes: [{ questionKey: 'q' }] })
  expect(given('agrees', true, 'over').writes).toMatchObject([{ verdict: 'agrees', direction: null }])
  expect(given('partly', true, 'under').writes).toMatchObject([{ verdict: 'partly', direction: 'under' }])
})

describe('the verdict that counts', () => {
  const said = (reading: Reading, verdict: Verdict, direction: Direction | null = null) => stored({ reading, verdict, direction })
  test.each<[string, Readings, string | undefined, boolean]>([
    ['of one reviewer is theirs', { first: said('first', 'agrees') }, 'first', false],
    ['of two who agree is the same', { first: said('first', 'agrees'), second: said('second', 'agrees') }, 'first', false],
    ['of two who differ is none yet', { first: said('first', 'agrees'), second: said('second', 'no_evidence') }, undefined, true],
    [
      'of two who differ about the direction is none yet',
      { first: said('first', 'partly', 'over'), second: said('second', 'partly', 'under') },
      undefined,
      true,
    ],
    ['where the second alone says something is none yet', { second: said('second', 'agrees') }, undefined, true],
    [
      'is what was moderated',
      { first: said('first', 'agrees'), second: said('second', 'partly', 'over'), moderated: said('moderated', 'partly', 'over') },
      'moderated',
      false,
    ],
    ['where nobody says anything is none', {}, undefined, false],
  ])('%s', (_name, readings, counts, disputed) => {
    expect(settled(readings)?.reading).toBe(counts)
    expect(isDisputed(readings)).toBe(disputed)
  })
})

describe('which way an answer can be out', () => {
  const asked = { key: 'q', label: 'Q' }
  test.each<[string, Question, Json, string[]]>([
    ['yes of yes and no', { ...asked, kind: 'yes_no' }, 'yes', ['over']],
    ['no of yes and no', { ...asked, kind: 'yes_no' }, 'no', ['under']],
    ['a fact is neither best nor worst', { ...asked, kind: 'yes_no', action: false }, 'yes', ['over', 'under']],
    ['partly', { ...asked, kind: 'yes_partly_no' }, 'partly', ['over', 'under']],
    ['not applicable is on no scale', { ...asked, kind: 'met', notApplicable: true }, 'na', ['over', 'under']],
    ['not met, though not applicable can be said too', { ...asked, kind: 'met', notApplicable: true }, 'not_met', ['under']],
    ['level 1 is the best', { ...asked, kind: 'level', descriptors: ['a', 'b', 'c', 'd'] }, 1, ['over']],
    ['level 4 is the worst', { ...asked, kind: 'level', descriptors: ['a', 'b', 'c', 'd'] }, 4, ['under']],
    ['words of their own', { ...asked, kind: 'text' }, 'yes', ['over', 'under']],
  ])('%s', (_name, question, given, ways) => {
    expect(waysOut(question, given)).toEqual(ways)
  })
})
