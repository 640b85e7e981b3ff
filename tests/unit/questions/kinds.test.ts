import { describe, expect, it, test } from '@jest/globals'
import { cells, columns, isBlank, needsAction, score, summary, valuesOf, type Json, lists } from '../../../src/features/questions/index.ts'
import { answerSchema } from '../../../src/features/questions/kinds/index.ts'
import { everyKind, questionOf, TODAY } from './everyKind.ts'

const questions = everyKind.sections.flatMap(section => section.questions)
const read = (key: string, raw: unknown): unknown => {
  const result = answerSchema(questionOf(key), TODAY).safeParse(raw)
  return result.success ? result.data : result.error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`)
}
const date = (day: string, month: string, year: string) => ({ day, month, year })
const longer = (length: number) => 'é'.repeat(length)

describe('an answer is valid and normalised, or says what to mend', () => {
  test.each<[string, unknown, unknown]>([
    ['policy_current', 'yes', 'yes'],
    [
      'policy_current',
      'maybe',
      [": Your answer to “Is your child protection policy up to date with this September's guidance?” must be one of the answers listed"],
    ],
    [
      'policy_current',
      'partly',
      [": Your answer to “Is your child protection policy up to date with this September's guidance?” must be one of the answers listed"],
    ],
    ['whistleblowing', 'partly', 'partly'],
    ['whistleblowing', 'na', 'na'],
    [
      'policy_current',
      'na',
      [": Your answer to “Is your child protection policy up to date with this September's guidance?” must be one of the answers listed"],
    ],
    ['lettings', 'not_met', 'not_met'],
    ['behaviour', 'green', 'green'],
    ['oversight', '3', 3],
    ['oversight', 3, 3],
    ['oversight', '5', [': Oversight by the governing body must be one of the answers listed']],

    ['roll', ' 1,234 ', 1234],
    ['roll', '１２', 12],
    ['roll', '12 345', 12345],
    ['roll', 412, 412],
    ['roll', '0', 0],
    ['roll', '4.5', [': Your answer to “How many pupils are on roll today?” must be a whole number']],
    ['roll', '-1', [': Your answer to “How many pupils are on roll today?” must be 0 or more']],
    ['roll', 'about 400', [': Your answer to “How many pupils are on roll today?” must be a number']],
    ['roll', '1,23', [': Your answer to “How many pupils are on roll today?” must be a number']],
    ['roll', '1e5', [': Your answer to “How many pupils are on roll today?” must be a number']],
    ['roll', '9'.repeat(30), [': Your answer to “How many pupils are on roll today?” must be 999,999,999,999 or fewer']],
    ['log_entries', '501', [': Entries in the log this year must be between 0 and 500']],
    ['log_entries', '12.5', 12.5],

    ['read_part_one', '12 %', 12],
    ['read_part_one', '97.5%', 97.5],
    ['read_part_one', '80 per cent', 80],
    ['read_part_one', '100', 100],
    ['read_part_one', '101', [': Staff who have read Part one must be between 0 and 100']],
    ['read_part_one', 'most', [': Staff who have read Part one must be a number']],

    ['policy_on', date('3', '9', '2026'), '2026-09-03'],
    ['policy_on', date(' 03 ', 'sept', '2026'), '2026-09-03'],
    ['policy_on', date('21', 'Mar', '2026'), '2026-03-21'],
    ['policy_on', date('21', 'march', '2026'), '2026-03-21'],
    ['policy_on', date('29', '2', '2024'), '2024-02-29'],
    ['policy_on', '2026-11-21', '2026-11-21'],
    ['policy_on', date('22', '11', '2026'), ['day: Date of approval must be today or in the past']],
    ['policy_on', date('29', '2', '2026'), ['day: Date of approval must be a real date']],
    ['policy_on', date('31', '4', '2026'), ['day: Date of approval must be a real date']],
    ['policy_on', date('0', '4', '2026'), ['day: Date of approval must be a real date']],
    ['policy_on', date('1', '13', '2026'), ['month: Date of approval must be a real date']],
    ['policy_on', date('1', 'ma', '2026'), ['month: Date of approval must be a real date']],
    ['policy_on', date('1', '4', '26'), ['year: Date of approval: the year must include 4 numbers']],
    ['policy_on', date('1', '4', '0026'), ['year: Date of approval: the year must be between 1900 and 2199']],
    ['policy_on', date('', '4', '2026'), ['day: Date of approval must include a day']],
    ['policy_on', date('1', '', ''), ['month: Date of approval must include a month and year']],
    [
      'policy_on',
      date('31/02/2026', '', ''),
      ['day: Date of approval: put the day, the month and the year in a box each, like 27, 3 and 2026'],
    ],
    [
      'policy_on',
      date('1', 'Sept 25', ''),
      ['month: Date of approval: put the day, the month and the year in a box each, like 27, 3 and 2026'],
    ],
    ['policy_on', 'yesterday', ['day: Date of approval must be a day, like 27 March 2026']],

    ['priority', '  Prevent\u0000  ', 'Prevent'],
    ['priority', longer(40), longer(40)],
    ['priority', '👩‍👧'.repeat(13), '👩‍👧'.repeat(13)],
    ['priority', longer(41), [': Your answer to “What is your first priority?” must be 40 characters or fewer. It has 41']],
    [
      'priority',
      longer(100_000),
      [': Your answer to “What is your first priority?” must be 40 characters or fewer. Only its first 100,000 are still here'],
    ],
    ['story', 'one\r\ntwo', 'one\ntwo'],
    ['story', longer(2001), [': Your answer to “What are you most proud of?” must be 2,000 characters or fewer. It has 2,001']],

    ['report', 'within', 'within'],
    ['report', 'shouted', [': Your answer to “How do you report to governors?” must be one of the answers listed']],
    ['courses', ['fgm', 'prevent'], ['prevent', 'fgm']],
    ['courses', 'online', ['online']],
    ['courses', ['fgm', 'karate'], [': Your answer to “Which courses did staff take?” must be among the answers listed']],

    ['accurate', 'confirmed', true],
    ['accurate', true, true],
    ['accurate', 'no', [': The answers are true must be confirmed or left blank']],
    ['training_evidence', ' In the office ', 'In the office'],
    ['about', 'anything', null],

    [
      'head',
      { name: ' Ann Example ', role: '', email: 'ann@example.sch.uk', trained: date('1', '9', '2025') },
      { name: 'Ann Example', role: null, email: 'ann@example.sch.uk', trained: '2025-09-01' },
    ],
    [
      'head',
      { name: 'Ann', role: '', email: 'ann@', trained: date('1', '9', '2027') },
      [
        'email: Email address for “Who is the headteacher?” must be in the correct format, like name@example.com',
        'trained.day: Date of last training for “Who is the headteacher?” must be today or in the past',
      ],
    ],
    [
      'deputies',
      [{ name: '' }, { name: 'Ben', trained_on: date('1', '2', '2026'), days: '2.5', on_site: 'yes', level: 'full' }, {}],
      [{ name: 'Ben', trained_on: '2026-02-01', days: 2.5, on_site: 'yes', level: 'full' }],
    ],
    [
      'deputies',
      [{}, { name: 'Ben', trained_on: date('31', '2', '2026'), days: 'two', on_site: 'sometimes' }],
      [
        '1.trained_on.day: Last training (deputy 2) must be a real date',
        '1.days: Days a week (deputy 2) must be a number',
        '1.on_site: On site (deputy 2) must be one of the answers listed',
      ],
    ],
    [
      'deputies',
      ['Ann', 'Ben', 'Cal', 'Dee', 'Eve'].map(name => ({ name })),
      ['4.name: Your answer to “Who are the deputy designated safeguarding leads?” must have 4 rows or fewer'],
    ],
  ])('%s: %j', (key, raw, expected) => {
    expect(read(key, raw)).toEqual(expected)
  })

  test.each(questions.map(question => question.key))('%s may always be left blank', key => {
    for (const blank of [null, undefined, '', '   ', [], {}, date('', ' ', ''), { name: ' ' }, [{ name: '' }]]) {
      if (questionOf(key).kind === 'declaration' && blank === '   ') continue
      if (questionOf(key).kind === 'declaration' && typeof blank === 'object' && blank !== null) continue
      expect(read(key, blank)).toBeNull()
    }
  })
})

describe('an answer in words and in cells', () => {
  const ann = { name: 'Ann', role: 'Head', email: null, trained: '2025-09-01' }
  const deputies = [
    { name: 'Ben', trained_on: '2026-02-01', days: 2.5, on_site: 'yes', level: 'full' },
    { name: 'Cal', trained_on: null, days: null, on_site: null, level: null },
  ]
  test.each<[string, Json, string[], (string | number | boolean | null)[]]>([
    ['policy_current', 'no', ['No'], ['no', 0]],
    ['whistleblowing', 'na', ['Not applicable'], ['na', null]],
    ['whistleblowing', 'partly', ['Partly'], ['partly', 1]],
    ['lettings', 'met', ['Met'], ['met', 3]],
    ['behaviour', 'amber', ['Amber'], ['amber', 2]],
    ['oversight', 4, ['Level 4'], [4, 4]],
    ['roll', 1234, ['1,234 pupils'], [1234]],
    ['read_part_one', 97.5, ['97.5%'], [97.5]],
    ['policy_on', '2026-09-03', ['3 September 2026'], ['2026-09-03']],
    ['story', 'one\ntwo', ['one', 'two'], ['one\ntwo']],
    ['report', 'within', ["Within the head's report"], ['within']],
    ['courses', ['prevent', 'fgm'], ['Prevent', 'Female genital mutilation'], [true, false, true]],
    ['accurate', true, ['Confirmed'], [true]],
    ['training_evidence', 'The office', ['Where it is kept: The office'], ['The office']],
    ['head', ann, ['Ann, Head', 'Trained on 1 September 2025'], ['Ann', 'Head', null, '2025-09-01']],
    [
      'deputies',
      deputies,
      [
        'Deputy 1: Name: Ben; Last training: 1 February 2026; Days a week: 2.5; On site: Yes; Level of training: Full',
        'Deputy 2: Name: Cal',
      ],
      [2],
    ],
    ['about', null, [], []],
  ])('%s: %j', (key, answer, lines, values) => {
    expect(summary(questionOf(key), answer)).toEqual(lines)
    expect(cells(questionOf(key), answer)).toEqual(values)
  })

  it('has the columns that last for ever', () => {
    expect(questions.flatMap(question => columns(question).map(({ key, type }) => `${key}:${type}`))).toEqual([
      'head__name:text',
      'head__role:text',
      'head__email:text',
      'head__trained:date',
      'deputies__rows:integer',
      'roll:number',
      'policy_current:code',
      'policy_current__score:number',
      'policy_on:date',
      'whistleblowing:code',
      'whistleblowing__score:number',
      'lettings:code',
      'lettings__score:number',
      'behaviour:code',
      'behaviour__score:number',
      'oversight:integer',
      'oversight__score:number',
      'has_log:code',
      'has_log__score:number',
      'log_entries:number',
      'read_part_one:percentage',
      'priority:text',
      'story:text',
      'report:code',
      'courses__prevent:boolean',
      'courses__online:boolean',
      'courses__fgm:boolean',
      'training_evidence:text',
      'listener:code',
      'listener__score:number',
      'accurate:boolean',
    ])
  })

  it('gives the rows of a table to the long sheet, typed', () => {
    const [first, second] = lists.rows(questionOf('deputies'), deputies)
    expect(first?.cells.map(({ key, type, value }) => [key, type, value])).toEqual([
      ['name', 'text', 'Ben'],
      ['trained_on', 'date', '2026-02-01'],
      ['days', 'number', 2.5],
      ['on_site', 'text', 'yes'],
      ['level', 'text', 'full'],
    ])
    expect(second?.row).toBe(2)
    expect(lists.rows(questionOf('story'), 'text')).toEqual([])
  })
})

describe('ratings', () => {
  test.each<[string, Json, number | null, boolean]>([
    ['policy_current', 'yes', 1, false],
    ['policy_current', 'no', 0, true],
    ['has_log', 'no', 0, false],
    ['whistleblowing', 'yes', 2, false],
    ['whistleblowing', 'partly', 1, true],
    ['whistleblowing', 'no', 0, true],
    ['whistleblowing', 'na', null, false],
    ['lettings', 'met', 3, false],
    ['lettings', 'partly', 2, true],
    ['lettings', 'not_met', 1, true],
    ['lettings', 'na', null, false],
    ['behaviour', 'green', 3, false],
    ['behaviour', 'amber', 2, true],
    ['behaviour', 'red', 1, true],
    ['oversight', 1, 1, false],
    ['oversight', 2, 2, false],
    ['oversight', 3, 3, true],
    ['oversight', 4, 4, true],
    ['policy_current', null, null, false],
    ['story', 'no', null, false],
    ['report', 'within', null, false],
  ])('%s answered %j scores %j; asks for an action: %j', (key, answer, expected, action) => {
    expect(score(questionOf(key), answer)).toBe(expected)
    expect(needsAction(questionOf(key), answer)).toBe(action)
  })

  it('list their values for the codebook', () => {
    expect(valuesOf(questionOf('lettings')).map(({ value, label }) => [value, label])).toEqual([
      ['met', 'Met'],
      ['partly', 'Partly met'],
      ['not_met', 'Not met'],
      ['na', 'Not applicable'],
    ])
    expect(valuesOf(questionOf('story'))).toEqual([])
  })
})

test.each<[Json | undefined, boolean]>([
  [null, true],
  [undefined, true],
  ['', true],
  [[], true],
  [0, false],
  [false, false],
  ['no', false],
])('%j is blank: %j', (answer, expected) => {
  expect(isBlank(answer)).toBe(expected)
})
