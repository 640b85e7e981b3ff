import { describe, expect, test } from '@jest/globals'
import { LIBRARY, type EstablishmentFacts } from '../../../src/features/questionnaires/index.ts'
import { mergeVerdicts, type StoredVerdict, type VerdictEntry } from '../../../src/features/sampling/review.ts'
import { areasToReview, decidingQuestions, questionsInAll } from '../../../src/features/sampling/reviewQuestions.ts'
import { evidenceLetter, outcomeLetter } from '../../../src/features/sampling/letters.ts'
import { AUDIT_LINK } from '../../../src/features/messages/index.ts'

const stored = (change: Partial<StoredVerdict> = {}): StoredVerdict => ({
  questionKey: 'q',
  verdict: 'agrees',
  note: 'seen',
  reviewerName: 'Jo Reviewer',
  at: new Date(0),
  version: 2,
  ...change,
})
const merge = (theirs: StoredVerdict | null, entry: VerdictEntry) =>
  mergeVerdicts(new Map(theirs ? [['q', theirs]] : []), new Map([['q', entry]]))

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

describe('what a reviewer goes through', () => {
  const facts = Object.fromEntries(
    ['boarders', 'nursery', 'sixthForm', 'independent', 'special', 'alternativeProvision', 'maintained', 'academy', 'primaryAged'].map(
      fact => [fact, false],
    ),
  ) as EstablishmentFacts
  const setA = LIBRARY[0]!

  test('is every question of the areas that is asked, without the blocks to read and the places for files', () => {
    const areas = areasToReview(setA, facts, new Map(), setA.evidenceAreas)
    expect(areas.map(({ key }) => key)).toEqual(['policies', 'training', 'governors'])
    for (const { key, questions, evidenceQuestions } of areas) {
      expect(questions.length).toBeGreaterThan(4)
      expect(questions.every(question => question.areas?.includes(key) && question.kind !== 'evidence')).toBe(true)
      expect(evidenceQuestions).toHaveLength(1)
    }
    expect(questionsInAll(areas)).toBe(areas.flatMap(({ questions }) => questions).length)
    expect(questionsInAll([...areas, ...areas])).toBe(questionsInAll(areas))
  })

  test('follows the answers and the kind of establishment', () => {
    const keys = (answers: [string, string][], change: Partial<EstablishmentFacts> = {}) =>
      areasToReview(setA, { ...facts, ...change }, new Map(answers), setA.evidenceAreas).flatMap(({ questions }) =>
        questions.map(({ key }) => key),
      )
    expect(keys([])).not.toContain('governors_annual_report_on')
    expect(keys([['governors_annual_report', 'yes']])).toContain('governors_annual_report_on')
    expect(keys([], { nursery: true })).toContain('training_paediatric_first_aid')
  })

  test('needs no other answers than those that decide what is asked', () =>
    expect(decidingQuestions([setA])).toEqual(expect.arrayContaining(['governors_annual_report', 'people_register_correct'])))
})

describe('letters', () => {
  const partnership = { name: 'Northmoor SCP', contactName: 'Priya Shah', contactEmail: 'audit@northmoor.example', contactPhone: '' }
  const request = {
    name: 'Sam Okafor',
    establishment: 'Ashgrove Primary School',
    round: 'Safeguarding audit 2026 to 2027',
    areas: ['Safeguarding policies', 'Reporting to governors'],
    dueAt: new Date('2027-03-26T17:00:00Z'),
    note: 'Thank you for your patience.',
    partnership,
  }

  test('a request says what, how and by when, with the link of those who hold one', () => {
    const { subject, body } = evidenceLetter({ ...request, hasLink: true })
    expect(subject).toBe('Ashgrove Primary School: please send evidence for Safeguarding audit 2026 to 2027 by 5pm on Friday 26 March 2027')
    expect(body.startsWith('Ashgrove Primary School\n\nDear Sam Okafor,')).toBe(true)
    expect(body).toContain('- Safeguarding policies\n- Reporting to governors')
    expect(body).toContain(AUDIT_LINK)
    expect(body).toContain('Thank you for your patience.')
    expect(evidenceLetter({ ...request, hasLink: false }).body).toContain('Please reply with the files, to audit@northmoor.example.')
    expect(evidenceLetter({ ...request, hasLink: false }).body).not.toContain(AUDIT_LINK)
  })

  test('an outcome is told in words, with what the reviewer wrote', () => {
    const { body } = outcomeLetter({
      ...request,
      outcome: 'partly_assured',
      note: 'The policy is current. The training log ends in March.',
    })
    expect(body).toContain('We looked at your evidence on safeguarding policies and reporting to governors.')
    expect(body).toContain('The outcome is: partly assured.')
    expect(body).toContain('The training log ends in March.')
  })
})
