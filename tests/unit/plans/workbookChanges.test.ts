import { describe, expect, test } from '@jest/globals'
import { asId } from '../../../src/platform/id.ts'
import type { SeenSheet } from '../../../src/platform/spreadsheets/reading/readWorkbook.ts'
import type { Action } from '../../../src/features/actions/index.ts'
import type { DocumentAction, DocumentPart, PlanDocument } from '../../../src/features/plans/document.ts'
import {
  COLUMN_HEADINGS,
  COLUMNS,
  MEASURE_COLUMNS,
  MEASURE_HEADINGS,
  type PlanColumn,
} from '../../../src/features/plans/workbook/columns.ts'
import { planChanges } from '../../../src/features/plans/workbook/plan.ts'
import { readBook } from '../../../src/features/plans/workbook/read.ts'
import { headLines, measureLines, planLines } from '../../../src/features/plans/workbook/write.ts'

const action = (id: number, what: string, change: Partial<DocumentAction> = {}): DocumentAction => ({
  id: asId<'action'>(id),
  what,
  timescale: 'Jan 2019',
  lead: '',
  outcomeMeasure: '',
  remark: '',
  state: 'planned',
  droppedReason: '',
  linked: false,
  ...change,
})
const part = (id: number, kind: DocumentPart['kind'], change: Partial<DocumentPart> = {}): DocumentPart => ({
  id: asId<'planPart'>(id),
  kind,
  code: '',
  title: '',
  statement: '',
  outcomes: '',
  lead: '',
  officer: '',
  delivery: '',
  measures: [],
  actions: [],
  parts: [],
  ...change,
})
const measure = (id: number, words: string) => ({
  id: asId<'planMeasure'>(id),
  kind: 'data' as const,
  words,
  values: [{ dated: '2018', written: String(id), source: '', note: '' }],
})

/** Two priorities of one name, objectives of one title, measures of the same words: ids alone tell them apart. */
const DOCUMENT: PlanDocument = {
  title: 'Business plan',
  alsoCalled: '',
  period: '2018-19',
  authorities: '',
  owner: '',
  alignedWith: '',
  label: '',
  dated: '',
  kind: 'priorities',
  parts: [
    part(1, 'priority', {
      code: 'P1',
      title: 'Neglect',
      statement: 'Seen early',
      outcomes: 'One\nTwo',
      measures: [measure(1, 'Referrals'), measure(2, 'Referrals')],
      parts: [
        part(2, 'objective', { title: 'One tool', actions: [action(1, 'Agree'), action(2, 'Train')] }),
        part(3, 'objective', { title: 'One tool', actions: [action(3, 'Read')] }),
      ],
    }),
    part(4, 'priority', { code: 'P1', title: 'Neglect', actions: [action(4, 'Listen')] }),
  ],
}

const sheetOf = (name: string, ...rows: (readonly string[])[]): SeenSheet => ({
  name,
  rows: rows.map((cells, at) => ({ line: at + 1, cells: [...cells] })),
  merged: [],
})
const HEADINGS = COLUMNS.map(column => COLUMN_HEADINGS[column])
const sheetsOf = (document: PlanDocument) => [
  sheetOf('Plan', HEADINGS, ...planLines(document)),
  sheetOf(
    'Measures',
    MEASURE_COLUMNS.map(column => MEASURE_HEADINGS[column]),
    ...measureLines(document),
  ),
  sheetOf('About', ['What', 'Says'], ...headLines(document), ['Made from', 'mark']),
]
const changesOf = (sheets: SeenSheet[], document?: PlanDocument, others: readonly Action[] = []) => {
  const book = readBook(sheets)
  return planChanges(book, book.plans[0]!, document, { known: new Map(others.map(one => [one.id, one])) })
}
/** The sheets of a plan after somebody has worked on the rows of the first. */
function edited(change: (rows: SeenSheet['rows'], at: (column: PlanColumn) => number) => void, document = DOCUMENT): SeenSheet[] {
  const sheets = sheetsOf(document)
  change(sheets[0]!.rows, column => COLUMNS.indexOf(column))
  return sheets
}
const said = (lines: readonly { cell: string; text: string }[]) => lines.map(({ cell, text }) => `${cell}: ${text}`)

describe('what comes back from Excel', () => {
  test('what nobody changed changes nothing, and as a plan of its own it is the same plan', () => {
    const same = changesOf(sheetsOf(DOCUMENT), DOCUMENT)
    expect([same.lines, same.bad, same.notes]).toEqual([[], [], []])
    const own = changesOf(sheetsOf(DOCUMENT))
    expect(own.newParts.map(({ kind, text }) => [kind, text.title, text.statement])).toEqual([
      ['priority', 'Neglect', 'Seen early'],
      ['objective', 'One tool', ''],
      ['objective', 'One tool', ''],
      ['priority', 'Neglect', ''],
    ])
    expect(new Set(own.newParts.map(({ key }) => key)).size).toBe(4)
    expect(new Set(own.newActions.map(({ under }) => JSON.stringify(under))).size).toBe(3)
    expect(own.newMeasures.map(({ values }) => values.map(({ written }) => written))).toEqual([['1'], ['2']])
  })

  test('a first row that was filtered out or dropped takes nothing out of the plan', () => {
    const changes = changesOf(
      edited(rows => rows.splice(1, 1)),
      DOCUMENT,
    )
    expect([changes.parts, changes.lines]).toEqual([[], []])
    expect(said(changes.notes)).toContain('C3: Statement is blank here: what the plan says stays. It is taken out on its page.')
  })

  test('a row that was written above the others of its priority goes under it', () => {
    const row = COLUMNS.map(
      column => ({ code: 'P1', title: 'Neglect', objective: 'One tool', what: 'First of all' })[column as 'code'] ?? '',
    )
    const changes = changesOf(
      edited(rows => rows.splice(1, 0, { line: 99, cells: row })),
      DOCUMENT,
    )
    expect([changes.newParts, changes.newActions.map(({ under }) => under)]).toEqual([[], [{ id: 2 }]])
  })

  test('of what two rows say of one thing the first counts, and the other is named', () => {
    const changes = changesOf(
      edited((rows, at) => {
        rows[2]!.cells[at('objective')] = 'Another tool'
        rows[1]!.cells[at('title')] = 'Neglect and poverty'
      }),
      DOCUMENT,
    )
    expect(said(changes.notes)).toEqual([
      'B3: It says something else than B2 of the same priority or aim: the first counts.',
      'H3: It says something else than H2 of the same objective: the first counts.',
      'B4: It says something else than B2 of the same priority or aim: the first counts.',
    ])
  })

  test('one action in two rows is changed once: what the second says besides is not imported', () => {
    const twice: PlanDocument = {
      ...DOCUMENT,
      parts: [
        part(1, 'priority', { title: 'A', actions: [action(1, 'Do')] }),
        part(2, 'priority', { title: 'B', actions: [action(1, 'Do')] }),
      ],
    }
    const both = (...leads: string[]) =>
      changesOf(
        edited((rows, at) => leads.forEach((lead, row) => (rows[row + 1]!.cells[at('lead')] = lead)), twice),
        twice,
      )
    expect(both('Maya Lindqvist', 'Maya Lindqvist').bad).toEqual([])
    const changes = both('Maya Lindqvist', 'Owen Price')
    expect(changes.actions.map(({ text }) => text.lead)).toEqual(['Maya Lindqvist'])
    expect(said(changes.bad)).toEqual(['3: A row above changes the same action to something else: this one is not imported.'])
  })

  test('an action of another plan gets a place, and what its row says differently is named and not imported', () => {
    const other = { ...action(9, 'Theirs', { state: 'done' }) } as unknown as Action
    const linked: PlanDocument = {
      ...DOCUMENT,
      parts: [part(1, 'priority', { title: 'A', actions: [action(9, 'Ours', { linked: true })] })],
    }
    const without: PlanDocument = { ...linked, parts: [{ ...linked.parts[0]!, actions: [] }] }
    const changes = changesOf(sheetsOf(linked), without, [other])
    expect(changes.newActions).toEqual([{ under: { id: 1 }, linked: true, action: { id: 9 } }])
    expect(changes.lines.map(({ name }) => name)).toEqual(['Theirs'])
    expect(said(changes.bad)).toEqual([
      'I2: “Action” says something else than the action that is there already: this cell is not imported.',
      'N2: “State” says something else than the action that is there already: this cell is not imported.',
    ])
    const own = changesOf(
      edited((rows, at) => (rows[1]!.cells[at('linked')] = ''), linked),
      linked,
    )
    expect(said(own.bad)).toEqual([
      'P2: Whether an action is of the linked plan is said by its place in the plan: this cell is not imported.',
    ])
  })

  test('whatever is too long is named, and what the plan says stays', () => {
    const long = edited((rows, at) => {
      rows[1]!.cells[at('statement')] = 'x'.repeat(4001)
      rows[1]!.cells[at('partLead')] = 'x'.repeat(501)
      rows[3]!.cells[at('state')] = 'Dropped'
      rows[3]!.cells[at('droppedReason')] = 'x'.repeat(501)
    })
    long[2]!.rows[3]!.cells[1] = 'x'.repeat(101)
    const changes = changesOf(long, DOCUMENT)
    expect([changes.lines, changes.head.period]).toEqual([[], '2018-19'])
    expect(said(changes.bad)).toEqual([
      'About!B4: Period has more than 100 characters: it is not imported, and what the plan says stays.',
      'C2: Statement has more than 4000 characters: it is not imported, and what the plan says stays.',
      'E2: Partnership lead has more than 500 characters: it is not imported, and what the plan says stays.',
      'O4: Why dropped has more than 500 characters: this row is not imported.',
    ])
    const own = changesOf(long)
    expect([own.head.period.length, own.newParts[0]!.text.statement.length]).toEqual([100, 4000])
    expect(said(own.bad)).toContain('C2: Statement has more than 4000 characters: its end is not imported.')
  })
})

describe('a reference that the plan does not have', () => {
  const plan: PlanDocument = {
    ...DOCUMENT,
    parts: [
      part(1, 'priority', {
        code: 'P1',
        title: 'Neglect',
        measures: [measure(1, 'Referrals')],
        parts: [part(2, 'objective', { title: 'One tool', actions: [action(1, 'Agree'), action(2, 'Train')] })],
      }),
      part(4, 'priority', { code: 'P2', title: 'Voice', actions: [action(4, 'Listen')] }),
    ],
  }
  const with_ = (reference: string, change: (cells: string[], at: (column: PlanColumn) => number) => void = () => undefined) =>
    changesOf(
      edited((rows, at) => {
        rows[2]!.cells[at('reference')] = reference
        change(rows[2]!.cells, at)
      }, plan),
      plan,
    )

  test.each(['P99-O2-A2', 'P1-O99-A2', 'P99-O98-A2'])(
    '%s: what has the name of a part is that part, and its action is changed once',
    reference => {
      const changes = with_(reference, (cells, at) => (cells[at('lead')] = 'Owen Price'))
      expect([changes.newParts, changes.newActions, changes.bad]).toEqual([[], [], []])
      expect(changes.actions.map(({ id, text }) => [id, text.lead])).toEqual([[2, 'Owen Price']])
      expect(said(changes.notes)).toEqual([
        'Q3: The plan has nothing with this reference, and one of the same name: the row is taken for that one.',
      ])
    },
  )

  test('an action of the same words is asked about and not added again; one of other words is new', () => {
    const asked = with_('P1-O2-A97')
    expect([asked.lines, asked.newActions]).toEqual([[], []])
    expect(said(asked.bad)).toEqual([expect.stringMatching(/^Q3: The plan has an action of the same words here, with another reference/)])
    // Of a row that is not imported nobody says for what it is taken.
    const both = with_('P99-O2-A97')
    expect([both.bad.length, both.notes]).toEqual([1, []])
    const other = with_('P1-O2-A97', (cells, at) => (cells[at('what')] = 'Another thing'))
    expect(other.newActions.map(({ action }) => 'what' in action && action.what)).toEqual(['Another thing'])
  })

  test('where several parts have the name, nobody guesses', () => {
    const changes = changesOf(
      edited((rows, at) => (rows[1]!.cells[at('reference')] = 'P99-O98-A97')),
      DOCUMENT,
    )
    expect([changes.newParts, changes.newActions]).toEqual([[], []])
    expect(said(changes.bad)).toEqual([expect.stringMatching(/^Q2: The plan has several of this name and none with this reference/)])
  })

  test('a row without one goes under the part that it names, though no other row of that part is there', () => {
    const changes = changesOf(
      edited((rows, at) => {
        const row = rows.pop()!
        row.cells[at('reference')] = ''
        row.cells[at('what')] = 'Ask again'
        rows.push(row)
      }, plan),
      plan,
    )
    expect([changes.newParts, changes.newActions.map(({ under }) => under)]).toEqual([[], [{ id: 4 }]])
  })

  test('of a measure of the same words nothing is added again', () => {
    const sheets = sheetsOf(plan)
    sheets[1]!.rows[1]!.cells[MEASURE_COLUMNS.indexOf('reference')] = 'P99-M98'
    const changes = changesOf(sheets, plan)
    expect([changes.newMeasures, changes.newValues, changes.lines]).toEqual([[], [], []])
  })

  test('what is to be known of every row, as of another plan’s workbook, is said once with how many they are', () => {
    const rows = (from: number) => [1, 2, 3, 4, 5].map(at => action(from + at, `Do ${from + at}`))
    const of = (id: number, from: number): PlanDocument => ({
      ...DOCUMENT,
      parts: [part(id, 'aim', { title: `Aim ${id}`, actions: rows(from) })],
    })
    const changes = changesOf(sheetsOf({ ...of(7, 70), kind: 'aims' }), { ...of(1, 10), kind: 'aims' })
    expect(changes.newActions).toHaveLength(5)
    expect(said(changes.notes)).toEqual([
      'Q2 and 4 more: The plan has no such action any more, or never had: it is added as a new one. (5 times)',
    ])
  })
})

describe('the measures of a workbook', () => {
  const plan = sheetOf('Plan', ['Aim', 'Action', 'Lead'], ['Voice', 'Listen', ''])
  const head = ['Aim', 'Kind of measure', 'Measure', 'From', 'Value', 'Source', 'Reference'].map(text =>
    text === 'Aim' ? 'Priority or aim' : text,
  )

  test('each value that would be added is shown, and what stands beside no value is named', () => {
    const changes = changesOf([
      plan,
      sheetOf(
        'Measures',
        head,
        ['Voice', 'Data', 'Parents', '2018', '61'],
        ['Voice', 'Data', 'Parents', '2019', '75 %'],
        ['Voice', 'Data', 'Parents', '2020', '', 'A leaflet'],
      ),
    ])
    expect(changes.lines.filter(({ sheet }) => sheet === 'Measures').map(({ cell, what }) => [cell, what])).toEqual([
      ['C2', 'measure'],
      ['E3', 'value'],
    ])
    expect(said(changes.bad)).toEqual(['D4: This row has “From”, but no value: that is not imported.'])
  })

  test('a value in a row of its own belongs to the measure of the same words above it', () => {
    const sheets = sheetsOf(DOCUMENT)
    sheets[1]!.rows.push({ line: 9, cells: ['P1', 'Neglect', '', 'Data', 'Referrals', '2020', '80', '', '', ''] })
    const changes = changesOf(sheets, DOCUMENT)
    expect([changes.newMeasures, changes.newValues.map(({ measureId, value }) => [measureId, value.written])]).toEqual([[], [[1, '80']]])
  })

  test('two sheets of measures are both read', () => {
    const row = (words: string) => ['Voice', 'Data', words, '', '']
    const changes = changesOf([plan, sheetOf('Data', head, row('One')), sheetOf('More data', head, row('Two'))])
    expect(changes.newMeasures.map(({ words }) => words)).toEqual(['One', 'Two'])
  })
})

test('an action in two places of a plan is brought once into a plan of its own, and each place is kept', () => {
  const twice = {
    ...DOCUMENT,
    parts: [
      part(5, 'priority', { title: 'One', actions: [action(12, 'Listen')] }),
      part(6, 'priority', { title: 'Two', actions: [action(13, 'Answer'), action(12, 'Listen')] }),
    ],
  }
  const changes = changesOf(sheetsOf(twice))
  expect(changes.newActions.map(({ action: one }) => ('what' in one ? one.what : one))).toEqual(['Listen', 'Answer', { sameAs: 0 }])
  expect(changes.bad).toEqual([])
})
