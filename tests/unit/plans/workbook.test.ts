import { describe, expect, test } from '@jest/globals'
import type { SeenSheet } from '../../../src/platform/spreadsheets/reading/readWorkbook.ts'
import { planChanges } from '../../../src/features/plans/workbook/plan.ts'
import { readBook } from '../../../src/features/plans/workbook/read.ts'
import { cellName } from '../../../src/features/sheetImports/table.ts'

const sheet = (name: string, rows: string[][], merged: string[] = []): SeenSheet => ({
  name,
  rows: rows.map((cells, at) => ({ line: at + 1, cells })).filter(({ cells }) => cells.some(text => text !== '')),
  merged,
})
const changesOf = (...sheets: SeenSheet[]) => {
  const book = readBook(sheets)
  return { book, changes: planChanges(book, book.plans[0]!, undefined, { known: new Map() }) }
}

describe('the workbook of a plan as people lay one out', () => {
  test('odd values are kept as they are written, each said with its cell', () => {
    const { changes } = changesOf(
      sheet('Plan', [
        ['Business Plan 2018-19'],
        ['Priority', 'Objective', 'Action', 'Timescale', 'Lead', 'Outcome measure'],
        ['Neglect', 'One tool', 'Agree it', 'Jan 2019', 'Lead and Board office', 'By 2019/10'],
        ['', '', 'Train', 'June 2018 to', '', '(See above)'],
        ['', '', 'Read', 'By', 'All Board Members', ''],
      ]),
    )
    expect(changes.head.title).toBe('Business Plan 2018-19')
    expect(
      changes.newActions.map(({ action }) => ('what' in action ? [action.timescale, action.lead, action.outcomeMeasure] : [])),
    ).toEqual([
      ['Jan 2019', 'Lead and Board office', 'By 2019/10'],
      ['June 2018 to', '', '(See above)'],
      ['By', 'All Board Members', ''],
    ])
    expect(changes.notes.map(({ cell, text }) => `${cell}: ${text}`)).toEqual([
      'F3: It holds what looks like a year with a slip in it. It is kept as it is written.',
      'D4: It has a beginning and no end. It is kept as it is written.',
      'F4: It points to another place. It is kept as it is written.',
      'D5: It breaks off. It is kept as it is written.',
    ])
    expect(changes.bad).toEqual([])
  })

  test('columns may stand anywhere, merged cells count for their rows, and unknown columns are named', () => {
    const { changes } = changesOf(
      sheet(
        'Plan',
        [
          ['Cost', 'By when', 'Actions', 'Aim'],
          ['£5', 'Quarterly', 'Listen', 'Voice'],
          ['', '', 'Answer', 'Voice'],
        ],
        ['D2:D3'],
      ),
    )
    expect(changes.kind).toBe('aims')
    expect(changes.newParts.map(({ text }) => text.title)).toEqual(['Voice'])
    expect(changes.newActions.length).toBe(2)
    expect(changes.notes.map(({ cell, text }) => `${cell}: ${text}`)).toEqual([
      'A1: The column “Cost” is none that a plan has: it is not imported.',
      'D2:D3: These cells are merged: what the first one says counts for each row.',
    ])
  })

  test.each([
    ['the code', ['P1', 'Neglect', '', 'a'], ['P1', '', '', 'b']],
    ['the title', ['P1', 'Neglect', '', 'a'], ['', 'Neglect', '', 'b']],
    ['the statement', ['P1', 'Neglect', 'Seen early', 'a'], ['', '', 'Seen early', 'b']],
  ])('where only %s is merged over the rows of a priority, they stay under it', (_what, ...rows) => {
    const { changes } = changesOf(
      sheet('Plan', [['Code', 'Aim', 'Statement', 'Action'], ...rows, ['P2', 'Voice', '', 'c'], ['P2', '', '', 'd']]),
    )
    expect(changes.newParts.map(({ text }) => text.code)).toEqual(['P1', 'P2'])
    expect(changes.newActions.map(({ under }) => under)).toEqual([
      { key: 'P1\nNeglect' },
      { key: 'P1\nNeglect' },
      { key: 'P2\nVoice' },
      { key: 'P2\nVoice' },
    ])
  })

  test('what stands beside the actions is of them, and a heading that comes twice is said to', () => {
    const { changes } = changesOf(
      sheet('Plan', [
        ['Priority', 'Outcomes', 'Lead', 'Action', 'Lead', 'Outcome', 'Action'],
        ['Neglect', 'Seen early', 'Head of Service', 'Agree', 'Maya Lindqvist', 'It is used', 'x'],
      ]),
    )
    expect(changes.newParts[0]!.text).toMatchObject({ outcomes: 'Seen early', lead: 'Head of Service' })
    expect(changes.newActions[0]!.action).toMatchObject({ what: 'Agree', lead: 'Maya Lindqvist', outcomeMeasure: 'It is used' })
    expect(changes.notes.map(({ cell, text }) => `${cell}: ${text}`)).toEqual([
      'C1: The column “Lead” is read as “Partnership lead”, by where it stands.',
      'F1: The column “Outcome” is read as “Outcome measure”, by where it stands.',
      'G1: The column “Action” stands here once more: the first one counts, and this one is not imported.',
    ])
  })

  test('headings that come again, as where a second plan stands under the first, are pointed out in their row', () => {
    const headings = ['Aim', 'Action', 'Timescale']
    const { changes } = changesOf(
      sheet('Both', [headings, ['Voice', 'Listen', 'By'], ['Plan of the East'], headings, ['Help', 'Answer', 'Quarterly']]),
    )
    expect(changes.notes.filter(({ cell }) => cell === '4').map(({ text }) => text)).toEqual([
      'The headings stand here once more: the rows under them go on with the same plan. Another plan needs a sheet of its own.',
    ])
    // The title of the second is no part of the first.
    expect(changes.newParts.map(({ text }) => text.title)).toEqual(['Voice', 'Help'])
    expect(changes.notes.find(({ cell }) => cell === 'A3')?.text).toMatch(/^“Plan of the East” stands alone above headings/)
  })

  test('headings as people word them name the same columns', () => {
    const { changes } = changesOf(
      sheet('Plan', [
        ['Priorities', 'Objectives', 'What will we do?', 'Timeframe', 'Who is responsible?', 'Success criteria'],
        ['Neglect', 'One tool', 'Agree it', '2019/10', '(See above)', 'It is used'],
      ]),
    )
    expect(changes.newParts.map(({ text }) => text.title)).toEqual(['Neglect', 'One tool'])
    expect(changes.newActions[0]!.action).toMatchObject({
      ...{ what: 'Agree it', timescale: '2019/10', lead: '(See above)', outcomeMeasure: 'It is used' },
    })
  })

  test('states are read in the words that people use for them', () => {
    const states = ['Not started', 'In progress', 'Completed', 'under way', '']
    const { changes } = changesOf(sheet('Plan', [['Aim', 'Action', 'Status'], ...states.map(state => ['Voice', `Do: ${state}`, state])]))
    expect(changes.newActions.map(({ action }) => ('state' in action ? action.state : ''))).toEqual([
      'planned',
      'under_way',
      'done',
      'under_way',
      'planned',
    ])
  })

  test('what stands at the head of one plan is not taken for each of several', () => {
    const about = sheet('About', [
      ['Title', 'The one'],
      ['Made from', 'x'],
    ])
    const one = sheet('North', [
      ['Aim', 'Action', 'Lead'],
      ['Voice', 'Listen', ''],
    ])
    expect(changesOf(one, about).changes.head.title).toBe('The one')
    const { changes } = changesOf(one, { ...one, name: 'East' }, about)
    expect([changes.head.title, changes.notes.map(({ text }) => text)]).toEqual([
      'North',
      ['It says what stands at the head of one plan, and this workbook holds several: the sheet is left out.'],
    ])
  })

  test('good rows are taken, and bad ones listed with their cell and the reason', () => {
    const { changes } = changesOf(
      sheet('Plan', [
        ['Aim', 'Action', 'Timescale', 'State', 'Why dropped'],
        ['', 'Nobody’s', '', '', ''],
        ['Voice', 'Listen', '', 'Done', ''],
        ['', '', 'Jan 2019', '', ''],
        ['', 'Answer', '', 'finished', ''],
        ['', 'Stop', '', 'Dropped', ''],
        ['', 'x'.repeat(2001), '', '', ''],
      ]),
    )
    expect(changes.newActions.length).toBe(1)
    expect(changes.bad.map(({ cell, text }) => `${cell}: ${text}`)).toEqual([
      '2: No priority and no aim stands in this row or above it.',
      'C4: This row has “Timescale”, but no action in B4: it is not imported.',
      'D5: “finished” is no state. States are Planned, Under way, Done, Dropped. This row is not imported.',
      'E6: A dropped action says why it was dropped: this row is not imported.',
      'B7: Action has more than 2000 characters: this row is not imported.',
    ])
  })

  test('two plans in one book are told apart, and a sheet without a plan is said to be left out', () => {
    const head = ['Aim', 'Action', 'Timescale']
    const book = readBook([
      sheet('This year', [head, ['A', 'Do', '']]),
      sheet('Last year', [head, ['B', 'Did', '']]),
      sheet('Notes', [['Remember the milk']]),
    ])
    expect(book.plans.map(plan => [plan.sheet, plan.entries.length])).toEqual([
      ['This year', 1],
      ['Last year', 1],
    ])
    expect(book.notes.map(note => note.sheet)).toEqual(['Notes'])
  })

  test('measures keep a percentage without a numerator as it is written', () => {
    const { changes } = changesOf(
      sheet('Plan', [
        ['Aim', 'Action', 'Lead'],
        ['Voice', 'Listen', ''],
      ]),
      sheet('Measures', [
        ['Priority or aim', 'Kind of measure', 'Measure', 'From', 'Value', 'Source'],
        ['Voice', 'Data', 'Parents who finish', '2018', '134 of 177', ''],
        ['Voice', 'Data', 'Parents who finish', '2019', '98 %', 'A leaflet'],
        ['Elsewhere', 'Data', 'Lost', '', '', ''],
        ['Voice', 'Opinion', 'Lost too', '', '', ''],
      ]),
    )
    expect(changes.newMeasures).toEqual([
      {
        under: { key: '\nVoice' },
        kind: 'data',
        words: 'Parents who finish',
        values: [
          { dated: '2018', written: '134 of 177', source: '', note: '' },
          { dated: '2019', written: '98 %', source: 'A leaflet', note: '' },
        ],
      },
    ])
    expect(changes.bad.map(({ cell }) => cell)).toEqual(['C4', 'C5'])
  })

  test('cells are called as a spreadsheet calls them', () => {
    expect([cellName(0, 1), cellName(25, 9), cellName(26, 2), cellName(99, 3)]).toEqual(['A1', 'Z9', 'AA2', 'CV3'])
  })
})
