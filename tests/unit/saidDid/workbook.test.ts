import { expect, test } from '@jest/globals'
import type { Action } from '../../../src/features/actions/index.ts'
import type { There } from '../../../src/features/saidDid/workbook/changes.ts'
import { COLUMNS, HEADINGS } from '../../../src/features/saidDid/workbook/columns.ts'
import { readBook } from '../../../src/features/saidDid/workbook/read.ts'
import { saidDidChanges } from '../../../src/features/saidDid/workbook/saidDid.ts'
import { saidDidSheets } from '../../../src/features/saidDid/workbook/write.ts'
import { actionCells } from '../../../src/features/sheetImports/index.ts'
import { whyNot } from '../../../src/features/sheetImports/looking/bookLook.ts'
import { asId } from '../../../src/platform/id.ts'
import type { SeenSheet } from '../../../src/platform/spreadsheets/reading/readWorkbook.ts'

const action = (id: number, what: string): Action =>
  ({
    ...{ id: asId<'action'>(id), what, timescale: 'Mar 2027', lead: 'The chair', outcomeMeasure: '', remark: '', state: 'planned' },
    ...{ droppedReason: '', timescaleKind: 'month', timescaleFlags: [], dueFrom: null, dueTo: null },
  }) as unknown as Action
const theme = (id: number, title: string) => ({
  id: asId<'theme'>(id),
  title,
  statement: title,
  heard: 'Said in the audit',
  findingIds: [],
})

/** Two themes with an answer each, and an action that stands under none of them. */
const ANSWERS = [action(1, 'One tool for all'), action(2, 'A contact for each school')]
const THERE: There = {
  themes: [theme(1, 'Neglect'), theme(2, 'Young carers')] as unknown as There['themes'],
  placements: [1, 2].map(id => ({ themeId: asId<'theme'>(id), actionId: asId<'action'>(id), namesPublic: false })),
  answers: ANSWERS.map((one, at) => ({ action: one, leads: [], namesPublic: false, themeIds: [asId<'theme'>(at + 1)] })),
  findings: [],
  known: new Map([...ANSWERS, action(3, 'Officers visit')].map(one => [one.id, one])),
  twins: new Map(),
  isForeign: false,
}

/** The workbook of the themes after somebody has worked on its rows. */
function edited(change: (rows: string[][], at: (column: (typeof COLUMNS)[number]) => number) => void) {
  const keeper = { words: '', mark: '' }
  const rows = saidDidSheets(THERE, { madeFrom: '', keeper, addressesIn: () => [] })[0]!.rows.map(cells => [...cells])
  change(rows, column => COLUMNS.indexOf(column))
  return changesOf([COLUMNS.map(column => HEADINGS[column]), ...rows])
}
const changesOf = (rows: readonly (readonly string[])[], there = THERE) => {
  const sheet: SeenSheet = { name: 'Answers', rows: rows.map((cells, at) => ({ line: at + 1, cells: [...cells] })), merged: [] }
  return saidDidChanges(readBook([sheet]), there)
}

test('what nobody changed changes nothing, and a blank cell wipes nothing', () => {
  expect(edited(() => undefined)).toMatchObject({ lines: [], notes: [], bad: [] })
  const blank = edited((rows, at) => {
    for (const row of rows) for (const column of ['lead', 'timescale', 'state'] as const) row[at(column)] = ''
  })
  expect(blank).toMatchObject({ lines: [], answers: [], bad: [] })
  const before = { ...action(1, 'One tool'), state: 'dropped', droppedReason: 'No money' } as Action
  const cells = Object.fromEntries(['what', 'timescale', 'lead', 'droppedReason'].map(column => [column, { text: '', cell: 'A2' }]))
  expect(actionCells.read(cells, { before, headings: {} }, () => undefined)).toMatchObject({
    text: { what: 'One tool', timescale: 'Mar 2027', lead: 'The chair' },
    droppedReason: 'No money',
  })
  expect(actionCells.otherwise(cells, before)).toEqual([])
})

test('each theme is looked up once for each row, however many there are', () => {
  const readsOf = (themes: number): number => {
    let reads = 0
    const cell = (text: string) => ({
      cell: 'A2',
      get text() {
        reads += 1
        return text
      },
    })
    const rows = Array.from({ length: themes }, (_, at) => ({
      ...{ line: at + 2, sheet: 'Answers' },
      cells: { theme: cell(`Theme ${at}`), what: { text: `Answer ${at}`, cell: 'B2' } },
    }))
    const { newThemes } = saidDidChanges({ rows, notes: [], hasTable: true }, THERE)
    expect(newThemes.length).toBe(themes)
    return reads
  }
  expect(readsOf(400)).toBeLessThan(readsOf(100) * 5)
})

test('a workbook of many sheets has a limit on the rows of all of them', () => {
  const sheet = (name: string, rows: number): SeenSheet => ({
    name,
    rows: Array.from({ length: rows }, (_, at) => ({ line: at + 1, cells: ['One'] })),
    merged: [],
  })
  expect(whyNot([sheet('One', 4000), sheet('Two', 4000)])).toBeUndefined()
  expect(whyNot([sheet('One', 4000), sheet('Two', 4001)])).toContain('have 8001 rows together, and at most 8000 can be read')
})

const OF_THE_TOOL = 'the action “One tool for all”, and the row says something else.'

test('a row that was copied to write another answer neither overwrites nor swallows one; the others go on', () => {
  for (const isAbove of [true, false]) {
    const found = edited((rows, at) => {
      const copy = [...rows[0]!]
      copy[at('what')] = 'A second tool'
      rows.splice(isAbove ? 0 : 1, 0, copy)
      rows.push(['Young carers', '', '', '', 'A group'])
    })
    expect(found.answers).toEqual([])
    expect(found.newAnswers).toMatchObject([{ action: { text: { what: 'A group' } } }])
    expect(found.bad.map(({ text }) => text)).toEqual([expect.stringContaining(`stands in several rows, and it is of ${OF_THE_TOOL}`)])
  }
})

test('a sheet from somewhere else brings no action of ours that has the same number', () => {
  const headings = COLUMNS.map(column => HEADINGS[column])
  const row = (reference: string, what: string) =>
    COLUMNS.map(column => ({ theme: 'Bullying', what, reference })[column as 'theme' | 'what' | 'reference'] ?? '')
  const found = changesOf([headings, row('T90-A1', 'Posters'), row('T90-A77', 'A play'), row('T90-A3', 'Officers visit')])
  expect(found.bad.map(({ text }) => text)).toEqual([expect.stringContaining(`The reference of this row is of ${OF_THE_TOOL}`)])
  expect(found.newAnswers).toMatchObject([{ action: { text: { what: 'A play' } } }, { action: { id: 3 } }])
  expect(found.answers).toEqual([])
})

test('a text that was changed beside its own reference is a change', () => {
  const found = edited((rows, at) => {
    rows[0]![at('what')] = 'One tool for everybody'
  })
  expect(found).toMatchObject({ bad: [], newAnswers: [], answers: [{ id: 1, text: { what: 'One tool for everybody' } }] })
})
