import { expect, it, test } from '@jest/globals'
import { beginningOf } from '../../../src/features/workbooks/pages/comparisonView.ts'
import { sheetNames } from '../../../src/platform/tabular/sheetNames.ts'
import { choiceOf } from '../../../src/features/workbooks/book/compare.ts'
import { EXAMPLES } from '../questions/kinds/examples.ts'
import { answerSchema, answerCells, fromAnswerCells } from '../../../src/features/questions/kinds/index.ts'
import type { QuestionKind } from '../../../src/features/questions/kinds/all.ts'
import { TODAY } from '../questions/everyKind.ts'
import { bookOf, bytesOf, cellAt, compared, openWith, readBack, said, stored } from './book.ts'

const ANSWERED = {
  head: stored({ name: 'Ruth Ainsworth', role: null, email: 'head@park.example', trained: '2026-09-14' }),
  deputies: stored([
    { name: 'Lee Marsh', trained_on: '2026-01-31', days: 2.5, on_site: 'yes', level: 'full' },
    { name: 'Ola Berg', trained_on: null, days: null, on_site: null, level: null },
  ]),
  roll: stored(412),
  policy_current: stored('yes'),
  policy_on: stored('2026-09-14'),
  whistleblowing: stored('partly', {
    comment: 'Two new staff.\nTold in June.',
    action: { what: 'Brief them', owner: 'The DSL', dueOn: '2026-12-01' },
  }),
  lettings: stored('na', { comment: '=HYPERLINK("http://evil.example")' }),
  behaviour: stored('amber'),
  oversight: stored(3),
  read_part_one: stored(87.5),
  priority: stored('007 _x0041_ & <b>'),
  story: stored('A long story.'),
  report: stored('within'),
  courses: stored(['prevent', 'fgm']),
  training_evidence: stored('In the office.'),
  accurate: stored(true),
}

test.each(Object.keys(EXAMPLES) as QuestionKind[])(
  'the kind %s reads its own cells back, and none that says nothing as an answer',
  kind => {
    const { question, answer, theirs } = EXAMPLES[kind]
    for (const given of [answer, theirs]) {
      const texts = new Map(answerCells(question, given).map(({ path, text }) => [path.join('/'), text]))
      expect(answerSchema(question, TODAY).parse(fromAnswerCells(question, (...path) => texts.get(path.join('/')) ?? ''))).toEqual(given)
    }
    expect(answerSchema(question, TODAY).parse(fromAnswerCells(question, () => ''))).toBeNull()
  },
)

it('comes back without a difference, whatever kind a question is, and holds no formula', async () => {
  const open = openWith(ANSWERED)
  const book = await bookOf(open)
  const comparison = compared(await readBack(await bytesOf(open)), open)
  expect(new Set(comparison.lines.map(({ state }) => state))).toEqual(new Set(['same']))
  expect(comparison.lines).toHaveLength(Object.keys(ANSWERED).length + 3)
  expect([comparison.notes, comparison.withoutRow]).toEqual([[], []])
  expect(cellAt(book, 'lettings', 'Comment').value).toBe('=HYPERLINK("http://evil.example")')
  expect(cellAt(book, 'lettings', 'Comment').type).not.toBe(6)
})

it('locks all but the cells that take an answer, and offers what they take', async () => {
  const book = await bookOf(openWith(ANSWERED))
  const sheet = book.getWorksheet('2 Leadership and policies')!
  expect((sheet as unknown as { sheetProtection: { sheet: boolean } }).sheetProtection.sheet).toBe(true)
  expect(cellAt(book, 'behaviour').protection.locked).toBe(false)
  expect(cellAt(book, 'behaviour', 'Question').protection?.locked).not.toBe(false)
  expect(cellAt(book, 'behaviour').dataValidation).toMatchObject({ type: 'list', formulae: [expect.stringMatching(/^Lists!\$/)] })
  expect(cellAt(book, 'policy_on', 'Question').value).toContain('Asked only if the answer to')
  expect(book.getWorksheet('Do not change')!.state).toBe('hidden')
  // Boarding is asked of no school without boarders.
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    'Start here',
    '1 Your establishment and its…',
    '2 Leadership and policies',
    '3 Training',
    '4 Declaration',
    'Do not change',
    'Lists',
  ])
})

it('takes what people write into cells, and says in words what it cannot', async () => {
  const open = openWith({ roll: stored(400), priority: stored('Attendance') })
  const book = await bookOf(open)
  cellAt(book, 'whistleblowing').value = ' PARTLY '
  cellAt(book, 'whistleblowing', 'By when').value = '1 December 2026'
  cellAt(book, 'behaviour').value = 'Greenish'
  cellAt(book, 'behaviour', 'Comment').value = 'Nearly there.'
  cellAt(book, 'roll').value = 412
  cellAt(book, 'read_part_one').value = 0.12
  cellAt(book, 'read_part_one').numFmt = '0%'
  cellAt(book, 'courses/online').value = 'yes'
  cellAt(book, 'head/trained').value = new Date('2026-09-14T00:00:00Z')
  cellAt(book, 'deputies/2/trained_on').value = '31/02/2026'
  cellAt(book, 'policy_current').value = 'Yes'
  cellAt(book, 'policy_on').value = new Date('2099-01-01T00:00:00Z')
  cellAt(book, 'priority').value = { formula: '1+1', result: '2' }
  cellAt(book, 'story').value = { formula: 'NA()', result: { error: '#N/A' } }
  const comparison = compared(await readBack(book), open)
  expect(said(comparison)).toEqual([
    'head answer new',
    'deputies answer not_understood',
    'roll answer changed',
    'policy_current answer new',
    'policy_on answer not_understood',
    'whistleblowing answer new',
    'whistleblowing action new',
    'behaviour answer not_understood',
    'behaviour comment new',
    'read_part_one answer new',
    'priority answer changed',
    'story answer not_understood',
    'courses answer new',
  ])
  const line = (key: string) => comparison.lines.find(found => found.key === key)!
  expect(line('read_part_one').given.answer).toBe(12)
  expect(line('courses').given.answer).toEqual(['online'])
  expect(line('whistleblowing').given.action).toEqual({ what: null, owner: null, dueOn: '2026-12-01' })
  expect(line('behaviour').why).toContain('It takes “Green”, “Amber”, “Red” and “Not applicable”.')
  expect(line('deputies').cell).toBe(cellAt(book, 'deputies/2/trained_on').address)
  expect(line('deputies').why).toBe('Last training (deputy 3) must be a real date.')
  expect(line('policy_on').why).toContain('must be today or in the past')
  expect(line('story').why).toContain('formula without a result')
  const { behaviour, roll } = Object.fromEntries(
    [...comparison.entries].flatMap(([, of]) => [...of].map(([key, entry]) => [key, entry.response])),
  )
  expect([behaviour?.answer, behaviour?.comment, roll?.answer]).toEqual([null, 'Nearly there.', 412])
})

it('takes the rest of an action, a person and a list beside a cell that cannot be read, and says where that one stands', async () => {
  const open = openWith({ whistleblowing: stored('partly', { action: { what: 'Old', owner: null, dueOn: '2026-12-01' } }) })
  const book = await bookOf(open)
  cellAt(book, 'whistleblowing', 'If not in place: what will be done').value = 'Brief them'
  cellAt(book, 'whistleblowing', 'By when').value = '31/02/2027'
  cellAt(book, 'whistleblowing', 'Who will do it').value = 'The DSL'
  cellAt(book, 'head/name').value = 'Ruth Ainsworth'
  cellAt(book, 'head/email').value = 'ruth at park'
  cellAt(book, 'deputies/0/name').value = 'Lee Marsh'
  cellAt(book, 'deputies/0/trained_on').value = 'last spring'
  cellAt(book, 'deputies/1/name').value = 'Ola Berg'
  cellAt(book, 'deputies/1/days').value = 'three'
  cellAt(book, 'courses/online').value = 'perhaps'
  cellAt(book, 'courses/fgm').value = 'Yes'
  const comparison = compared(await readBack(book), open)
  const bad = comparison.lines.filter(({ state }) => state === 'not_understood')
  expect(bad.map(({ key, written, sheet, cell }) => [key, written, sheet, cell])).toEqual(
    [
      ['head', 'ruth at park', 'head/email', 'Answer'],
      ['deputies', 'last spring', 'deputies/0/trained_on', 'Answer'],
      ['deputies', 'three', 'deputies/1/days', 'Answer'],
      ['whistleblowing', '31/02/2027', 'whistleblowing', 'By when'],
      ['courses', 'perhaps', 'courses/online', 'Answer'],
    ].map(([key, written, mark = '', heading]) => {
      const { address, worksheet } = cellAt(book, mark, heading)
      return [key, written, worksheet.name, address]
    }),
  )
  const given = (key: string, part: string) => comparison.lines.find(line => line.key === key && line.part === part && line.why === '')
  expect(given('whistleblowing', 'action')).toMatchObject({
    state: 'changed',
    given: { action: { what: 'Brief them', owner: 'The DSL', dueOn: '2026-12-01' } },
  })
  expect(given('head', 'answer')).toMatchObject({ state: 'new', given: { answer: { name: 'Ruth Ainsworth', email: null } } })
  expect(given('deputies', 'answer')?.given.answer).toMatchObject([
    { name: 'Lee Marsh', trained_on: null },
    { name: 'Ola Berg', days: null },
  ])
  expect(given('courses', 'answer')?.given.answer).toEqual(['fgm'])
  expect(comparison.entries.get('people')?.get('head')?.response.answer).toMatchObject({ name: 'Ruth Ainsworth' })
})

it('takes what a hand types instead of choosing, names the questions whose rows are gone, and shows the beginning of what is too long', async () => {
  const open = openWith({})
  const book = await bookOf(open)
  cellAt(book, 'behaviour').value = ' not  Applicable. '
  cellAt(book, 'courses/online').value = 'YES.'
  cellAt(book, 'policy_current').value = 'Yes'
  cellAt(book, 'policy_on').value = 'Sept 25'
  cellAt(book, 'priority').value = 'x'.repeat(32_000)
  expect(cellAt(book, 'priority', 'Question').value).toMatch(/Up to [\d,]+ characters\.$/m)
  const sheet = book.getWorksheet('2 Leadership and policies')!
  sheet.spliceRows(Number(cellAt(book, 'oversight').row), 1)
  const comparison = compared(await readBack(book), open)
  const line = (key: string) => comparison.lines.find(found => found.key === key)!
  expect([line('behaviour').given.answer, line('courses').given.answer]).toEqual(['na', ['online']])
  expect(line('policy_on').why).toContain('must be a day, like 27 March 2026')
  expect(line('priority').why).toContain('characters or fewer')
  expect(beginningOf(line('priority').written)).toMatch(/^x{300}… \(32,000 characters\)$/)
  expect(comparison.withoutRow.map(({ key }) => key)).toEqual(['oversight'])
})

it('removes nothing that was emptied, and takes only what was written of a list', async () => {
  const open = openWith(ANSWERED)
  const book = await bookOf(open)
  cellAt(book, 'priority').value = ''
  cellAt(book, 'whistleblowing', 'Comment').value = null
  cellAt(book, 'deputies/0/days').value = null
  cellAt(book, 'deputies/1/level').value = 'Basic'
  cellAt(book, 'courses/fgm').value = 'No'
  const comparison = compared(await readBack(book), open)
  expect(said(comparison).filter(text => !text.endsWith('same'))).toEqual([
    'deputies answer changed',
    'whistleblowing comment emptied',
    'priority answer emptied',
    'courses answer changed',
  ])
  const given = comparison.lines.find(({ key }) => key === 'deputies')!.given.answer
  expect(given).toMatchObject([
    { name: 'Lee Marsh', days: 2.5 },
    { name: 'Ola Berg', level: 'basic' },
  ])
  expect(comparison.entries.get('training')?.get('priority')?.response.answer).toBe('007 _x0041_ & <b>')
})

it('tells who changed what since it was made, part by part, and keeps what is stored unless the workbook is chosen', async () => {
  const { priority, ...answered } = ANSWERED
  const book = await bookOf(openWith(answered))
  cellAt(book, 'roll').value = 420
  cellAt(book, 'behaviour', 'Comment').value = 'From the workbook'
  const now = openWith({
    ...ANSWERED,
    priority,
    roll: stored(430, { version: 2 }),
    behaviour: stored('green', { version: 2 }),
    oversight: stored(2, { version: 2 }),
  })
  const sheets = await readBack(book)
  const comparison = compared(sheets, now)
  expect(said(comparison).filter(text => !text.endsWith('same'))).toEqual([
    'roll answer conflict',
    'behaviour answer kept',
    'behaviour comment new',
    'oversight answer kept',
  ])
  const choices = (given: typeof comparison) => given.entries.get('people')?.get('roll')?.choices
  expect(choices(comparison)).toEqual({ answer: 'theirs' })
  const mine = compared(sheets, now, new Set([choiceOf(comparison.lines.find(({ key }) => key === 'roll')!)]))
  expect(choices(mine)?.answer).not.toBe('theirs')
})

it('says what is not asked, and what a link does not open', async () => {
  const open = openWith({})
  const book = await bookOf(open)
  cellAt(book, 'has_log').value = 'No'
  cellAt(book, 'log_entries').value = 7
  cellAt(book, 'priority').value = 'Attendance'
  const sheets = await readBack(book)
  const comparison = compared(sheets, open)
  expect(said(comparison)).toEqual(['has_log answer new', 'log_entries answer not_asked', 'priority answer new'])
  expect(comparison.entries.get('ratings')?.has('log_entries')).toBe(false)
  const part = compared(sheets, { ...open, reach: { sections: ['training'], maySign: false } })
  expect(said(part)).toEqual(['priority answer new'])
  expect(part.beyondReach).toContain('Leadership and policies')
})

it('finds columns that were moved, and reads no row that it cannot tell', async () => {
  const open = openWith({})
  const book = await bookOf(open)
  const sheet = book.getWorksheet('2 Leadership and policies')!
  cellAt(book, 'oversight').value = 'Level 2'
  cellAt(book, 'has_log').value = 'Yes'
  sheet.spliceColumns(3, 1)
  const merged = cellAt(book, 'behaviour')
  merged.value = 'Green'
  sheet.mergeCells(`${merged.address}:${cellAt(book, 'oversight').address}`)
  const people = book.getWorksheet('1 Your establishment and its…')!
  people.getCell('D3').value = 'My answer'
  const training = book.getWorksheet('3 Training')!
  const last = training.rowCount + 1
  training.getRow(last).values = training.getRow(6).values
  cellAt(book, 'courses/fgm').value = 'Yes'
  cellAt(book, 'courses/fgm', 'Do not change').value = null
  const { notes, lines } = compared(await readBack(book), open)
  expect(lines.map(({ key, state }) => `${key} ${state}`)).toEqual(['behaviour not_understood', 'has_log new'])
  expect(lines[0]?.why).toContain('are merged')
  expect(notes.map(({ text }) => text)).toEqual([
    expect.stringContaining('No column is headed “Answer” any more.'),
    'This row belongs to no question of the workbook: it is not read.',
    expect.stringContaining('stands in the workbook more than once'),
  ])
})

test('sheets are called as every program takes it', () => {
  expect(sheetNames(["Who's [who]: a/b?", 'History', 'x'.repeat(40), 'x'.repeat(41), ''])).toEqual([
    'Who’s who a b',
    'History 2',
    'x'.repeat(31),
    `${'x'.repeat(29)} 2`,
    'Sheet',
  ])
  expect(
    sheetNames(['Leadership, management and oversight', '12345678901234567890123456789 1 2', 'Of all the schools in the 12345 2 3']),
  ).toEqual(['Leadership, management and…', '12345678901234567890123456789…', 'Of all the schools in the…'])
})
