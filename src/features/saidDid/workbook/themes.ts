import { isDeepStrictEqual } from 'node:util'
import type { Id } from '../../../platform/id.ts'
import { shortened } from '../../../platform/say.ts'
import { differing, type CellNote, type Said } from '../../sheetImports/index.ts'
import { LONGEST_THEME } from '../schemas.ts'
import type { Theme, ThemeText } from '../theme.ts'
import type { Held, SaidDidChanges, ThemeRef } from './changes.ts'
import { HEADINGS, type Column } from './columns.ts'
import { readReference, type Row } from './read.ts'
import { oneLine, wordsOf } from './write.ts'

/** A theme as the rows of a workbook tell of it: the first cell that says something counts. */
export type FoundTheme = { ref: ThemeRef; known: Theme | undefined; sheet: string; said: Partial<Record<Column, Said>>; rows: Row[] }

/** Finds the themes of the rows: by their references, where the round has them, and otherwise by their titles. */
export function resolveThemes(rows: readonly Row[], there: Pick<Held, 'themes' | 'isForeign'>, changes: SaidDidChanges): FoundTheme[] {
  const byId = new Map(there.themes.map(theme => [theme.id, theme]))
  const alike = Map.groupBy(there.themes, ({ title }) => wordsOf(title))
  /** The themes found so far: those of the round by themselves, and new ones by their titles. */
  const found = new Map<Theme | string, FoundTheme>()
  let above: FoundTheme | undefined
  for (const row of rows) {
    const { theme: reference } = readReference(row.cells.reference?.text ?? '', there.isForeign)
    const title = row.cells.theme?.text ?? ''
    const named = reference === undefined ? undefined : byId.get(reference)
    const byTitle = named || title === '' ? [] : (alike.get(wordsOf(title)) ?? [])
    if (byTitle.length > 1) {
      changes.bad.push({
        sheet: row.sheet,
        cell: cellOf(row),
        text: 'Several themes of the round have this title: nobody can tell which is meant. This row is not imported.',
      })
      continue
    }
    const known = named ?? byTitle[0]
    const isBlank = title === '' && !known
    const key = known ?? wordsOf(title)
    const before = isBlank ? above : found.get(key)
    if (isBlank && !above) {
      if (Object.values(row.cells).some(({ text }) => text !== ''))
        changes.bad.push({ sheet: row.sheet, cell: cellOf(row), text: 'No theme stands in this row or above it: it is not imported.' })
      continue
    }
    const theme: FoundTheme = before ?? {
      ref: known ? { id: known.id } : { key: `${found.size}` },
      known,
      sheet: row.sheet,
      said: {},
      rows: [],
    }
    if (!before) found.set(key, theme)
    gather(theme, row, changes.notes)
    theme.rows.push(row)
    above = theme
  }
  return [...found.values()]
}

const same = (one: string, other: string): boolean => wordsOf(one) === wordsOf(other)
const cellOf = ({ cells, line }: Row): string => cells.theme?.cell ?? cells.what?.cell ?? String(line)

function gather({ said, sheet }: FoundTheme, { cells }: Row, notes: CellNote[]): void {
  for (const column of ['theme', 'statement', 'heard', 'findings'] as const) {
    const cell = cells[column]
    const first = said[column]
    if (!cell || cell.text === '') continue
    if (!first || first.text === '') said[column] = cell
    else if (!same(first.text, cell.text))
      notes.push({ sheet, cell: cell.cell, text: `It says something else than ${first.cell} of the same theme: the first counts.` })
  }
}

/** What a workbook would change of one theme, or the theme that comes with it. */
export function themeChange(theme: FoundTheme, there: Held, changes: SaidDidChanges): void {
  const { known, ref, sheet, said } = theme
  const text = known ? knownText(theme, known, there, changes) : newText(theme, there, changes)
  const cell = said.theme?.cell ?? said.statement?.cell ?? ''
  const line = { sheet, cell, what: 'theme', name: text.title, isNew: !known }
  const sayFindings = (ids: readonly Id<'finding'>[]) =>
    there.findings.flatMap(({ id, statement }) => (ids.includes(id) ? [oneLine(statement)] : [])).join('\n')
  const before = known ?? { title: '', statement: '', heard: '', findingIds: [] }
  const fields = [
    ...differing(HEADINGS.theme, before.title, text.title),
    ...differing(HEADINGS.statement, before.statement, text.statement),
    ...differing(HEADINGS.heard, before.heard, text.heard),
    ...differing(HEADINGS.findings, sayFindings(before.findingIds), sayFindings(text.findingIds)),
  ]
  if (fields.length === 0) return
  changes.lines.push({ ...line, fields })
  if ('id' in ref) changes.themes.push({ id: ref.id, text })
  else changes.newThemes.push({ key: ref.key, text })
}

function knownText({ said, sheet }: FoundTheme, known: Theme, there: Held, changes: SaidDidChanges): ThemeText {
  const fitted = (column: 'theme' | 'statement' | 'heard', before: string, max: number): string => {
    const cell = said[column]
    const text = column === 'theme' ? oneLine(cell?.text ?? '') : (cell?.text ?? '')
    if (text.length <= max) return text === '' ? before : text
    const words = `${HEADINGS[column]} has more than ${max} characters: it is not imported, and what stands here stays.`
    changes.bad.push({ sheet, cell: cell?.cell ?? '', text: words })
    return before
  }
  const findingIds = findingsIn(said.findings, sheet, { there, changes, own: known.findingIds })
  const isSame = isDeepStrictEqual(new Set(findingIds), new Set(known.findingIds))
  return {
    title: fitted('theme', known.title, LONGEST_THEME.title),
    statement: fitted('statement', known.statement, LONGEST_THEME.statement),
    heard: fitted('heard', known.heard, LONGEST_THEME.heard),
    findingIds: said.findings === undefined || isSame ? known.findingIds : findingIds,
  }
}

/** Where a theme was heard, when the workbook says nothing of it. */
const SAID = 'Said in the audit'

function newText({ said, sheet }: FoundTheme, there: Held, changes: SaidDidChanges): ThemeText {
  const title = oneLine(said.theme?.text ?? '')
  const statement = said.statement?.text ?? title
  const cut = (text: string, column: 'theme' | 'statement' | 'heard', max: number): string => {
    if (text.length <= max) return text
    const isWhole = column === 'theme' && statement === title && title.length <= LONGEST_THEME.statement
    const rest = isWhole ? 'its beginning is the title, and all of it is what the audit said.' : 'its end is not imported.'
    const note = { sheet, cell: said[column]?.cell ?? '', text: `${HEADINGS[column]} has more than ${max} characters: ${rest}` }
    if (isWhole) changes.notes.push(note)
    else changes.bad.push(note)
    return shortened(text, max - 1)
  }
  const findingIds = findingsIn(said.findings, sheet, { there, changes, own: [] })
  const heard = cut(said.heard?.text ?? '', 'heard', LONGEST_THEME.heard)
  return {
    title: cut(title, 'theme', LONGEST_THEME.title),
    statement: cut(statement, 'statement', LONGEST_THEME.statement),
    heard: heard === '' && findingIds.length === 0 ? SAID : heard,
    findingIds,
  }
}

/** The findings that a cell names by their statements, a line each. */
function findingsIn(
  cell: Said | undefined,
  sheet: string,
  { there, changes, own }: { there: Held; changes: SaidDidChanges; own: readonly Id<'finding'>[] },
): Id<'finding'>[] {
  const lines = (cell?.text ?? '').split('\n').map(oneLine)
  return lines.flatMap(line => {
    if (line === '') return []
    const all = there.findingsByWords.get(wordsOf(line)) ?? []
    const mine = all.filter(({ id }) => own.includes(id))
    const [only] = mine.length === 1 ? mine : all
    if (only && (all.length === 1 || mine.length === 1)) return [only.id]
    if (mine.length > 1) return mine.map(({ id }) => id)
    const why = all.length === 0 ? 'The round has no finding' : 'The round has several findings'
    changes.bad.push({ sheet, cell: cell?.cell ?? '', text: `${why} in these words: “${shortened(line)}”. It is not imported.` })
    return []
  })
}
