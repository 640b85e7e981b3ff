import type { Cell, DataTable } from '../../../platform/http/components.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { capitalised, sayCount, sayList, sayNumber } from '../../../platform/say.ts'
import { givenLine, partLines } from '../../returnPages/index.ts'
import { NO_RESPONSE, type Question } from '../../questions/index.ts'
import type { Preview } from '../actions.ts'
import { choiceOf, type Line, type LineState } from '../book/compare.ts'
import type { Desk } from './desk.ts'

const TITLE = 'What the workbook would change'

/** What stands in which table, and what is said above it. */
const TABLES: readonly {
  state: LineState
  id: string
  caption: string
  about: string
  columns: readonly ('stored' | 'given' | 'why')[]
}[] = [
  {
    state: 'not_understood',
    id: 'not-understood',
    caption: 'Not understood',
    about:
      'These cells are not saved: what stands here stays, and the other cells of their questions are saved. Mend them in the workbook and choose it again, or answer them here.',
    columns: ['given', 'why'],
  },
  { state: 'changed', id: 'changed', caption: 'Would change', about: '', columns: ['stored', 'given'] },
  { state: 'new', id: 'new', caption: 'Would be new', about: '', columns: ['given'] },
  {
    state: 'not_asked',
    id: 'not-asked',
    caption: 'Not asked',
    about: 'Other answers say that these questions are not asked, so they are not saved.',
    columns: ['given'],
  },
  {
    state: 'emptied',
    id: 'emptied',
    caption: 'Empty in the workbook',
    about: 'An empty cell removes nothing: what stands here stays.',
    columns: ['stored'],
  },
  {
    state: 'kept',
    id: 'kept',
    caption: 'Changed here since the workbook was made',
    about: 'The workbook still has the text from before: the newer one stays.',
    columns: ['stored', 'given'],
  },
]

/** The comparison as a page. @param state.changed why it is shown again @param state.chosen what was chosen before */
export function comparisonView(
  { found, comparison, madeAt, mark }: Preview,
  desk: Desk,
  { now, changed = '', chosen = new Set<string>() }: { now: Date; changed?: string; chosen?: ReadonlySet<string> },
): ViewModel {
  const { lines, notes, beyondReach, withoutRow } = comparison
  const of = (state: LineState) => lines.filter(line => line.state === state)
  const conflicts = of('conflict')
  const writes = of('new').length + of('changed').length
  const { signOffs, auditReturn } = desk.open
  return {
    ...desk.frame(TITLE),
    title: TITLE,
    caption: desk.isStaff ? auditReturn.establishmentName : '',
    errors: changed === '' ? [] : [{ text: changed, href: '#changes' }],
    file: `${found.fileName}, made at ${sayShortInstant(madeAt)}`,
    sum: sumLine(of('new').length, of('changed').length, conflicts.length, of('not_understood').length, of('same').length),
    stays: [
      'Nothing changes until you confirm. What is empty in the workbook stays as it is here.',
      ...(beyondReach.length > 0
        ? [`Your link does not open ${sayList(beyondReach.map(title => `“${title}”`))}: nothing of it is read.`]
        : []),
      ...(withoutRow.length > 0 ? [withoutRowLine(withoutRow)] : []),
    ],
    notes: notes.length > 0 ? notesTable(notes) : null,
    conflicts: conflicts.map(line => conflictField(line, { now, chosen })),
    tables: TABLES.map(table => ({ about: table.about, table: lineTable(table, of(table.state), desk.here) })).filter(
      ({ table }) => table.rows.length > 0,
    ),
    signed:
      signOffs.length > 0 && writes + conflicts.length > 0
        ? `${sayList(signOffs.map(({ name }) => name))} signed this return. To save these answers cancels ${signOffs.length === 1 ? 'the signature' : 'the signatures'}, and it has to be signed again.`
        : '',
    confirm: writes + conflicts.length > 0 ? { mark, text: 'Save these answers' } : null,
    action: `${desk.base}/${found.id}`,
    again: { text: 'Choose another file', href: desk.base },
    home: desk.home,
  }
}

function sumLine(fresh: number, changed: number, conflicts: number, bad: number, same: number): string {
  const said = [
    ...(fresh > 0 ? [`${sayCount(fresh, 'answer, comment or action', 'answers, comments and actions')} would be new`] : []),
    ...(changed > 0 ? [`${changed} would change`] : []),
    ...(conflicts > 0 ? [`${conflicts} changed both here and in the workbook`] : []),
    ...(bad > 0 ? [`${bad} ${bad === 1 ? 'is' : 'are'} not understood`] : []),
    ...(same > 0 ? [`${same} ${same === 1 ? 'is' : 'are'} the same`] : []),
  ]
  return said.length === 0 ? 'The workbook says nothing that is not here.' : `${sayList(said)}.`
}

/** So many questions are named. */
const NAMED = 12

function withoutRowLine(questions: readonly Question[]): string {
  const named = questions.slice(0, NAMED).map(question => `“${nameOf(question)}”`)
  const more = questions.length - named.length
  return `${sayCount(questions.length, 'question has', 'questions have')} no row in the workbook that can be read, and ${questions.length === 1 ? 'stays as it is' : 'stay as they are'}: ${sayList(
    more > 0 ? [...named, `${more} more`] : named,
  )}.`
}

/** As the pages of the return call it. */
const nameOf = ({ shortLabel, label }: Question): string => shortLabel ?? label
const placeOf = ({ sheet, cell }: Pick<Line, 'sheet' | 'cell'>): string => `sheet “${sheet}”${cell === '' ? '' : `, cell ${cell}`}`
/** What cannot be saved is found again by its beginning: a cell may hold 32,767 characters. */
export const beginningOf = (text: string): string =>
  text.length > 400 ? `${text.slice(0, 300)}… (${sayNumber(text.length)} characters)` : text
const PART = { answer: 'Answer', comment: 'Comment', action: 'Action' }

const storedText = ({ question, stored, part }: Line): string => partLines(question, stored ?? NO_RESPONSE, part).join('\n')
const givenText = ({ question, given, part, state, written }: Line): string =>
  state === 'not_understood' ? beginningOf(written) : partLines(question, given, part).join('\n')

function lineTable({ id, caption, columns }: (typeof TABLES)[number], lines: readonly Line[], here: string): DataTable {
  const words = { stored: here, given: 'In the workbook', why: 'Why' }
  return {
    id,
    caption: `${caption} (${lines.length})`,
    columns: [{ text: 'Question' }, ...columns.map(column => ({ text: words[column] }))],
    rows: lines.map((line): Cell[] => [
      { text: nameOf(line.question), hint: `${PART[line.part]}: ${placeOf(line)}` },
      ...columns.map((column): Cell => ({
        text: column === 'stored' ? storedText(line) : column === 'given' ? givenText(line) : line.why,
        typed: true,
      })),
    ]),
    compact: true,
  }
}

/** Two texts of one part: neither is dropped without being shown, and without a choice what is stored stays. */
function conflictField(line: Line, { now, chosen }: { now: Date; chosen: ReadonlySet<string> }) {
  const choice = choiceOf(line)
  return {
    idPrefix: `keep-${line.key}-${line.part}`,
    name: `keep.${choice}`,
    fieldset: { legend: { text: `${nameOf(line.question)}: ${PART[line.part].toLowerCase()}`, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: capitalised(placeOf(line)) },
    items: [
      {
        value: 'stored',
        text: `Keep what is saved here${line.stored ? ` (${givenLine(line.stored, now)})` : ''}`,
        hint: { text: storedText(line) },
        checked: !chosen.has(choice),
      },
      { value: 'workbook', text: 'Use the workbook’s', hint: { text: givenText(line) }, checked: chosen.has(choice) },
    ],
  }
}

const notesTable = (notes: Preview['comparison']['notes']): DataTable => ({
  id: 'notes',
  caption: `Rows and sheets that are not read (${notes.length})`,
  columns: [{ text: 'Sheet' }, { text: 'Cell or row' }, { text: 'Why' }],
  rows: notes.map(({ sheet, cell, text }): Cell[] => [{ text: sheet }, { text: cell }, { text }]),
  compact: true,
})
