import type { Writable } from 'node:stream'
import { inSnapshot, type Db } from '../../platform/db.ts'
import { LONG_TEXT, LONG_TEXT_COLUMNS } from '../../platform/spreadsheets/longText.ts'
import type { Batches, WrittenSheet } from '../../platform/spreadsheets/sheet.ts'
import { openWorkbook, type WorkbookWriter } from '../../platform/spreadsheets/writeWorkbook.ts'
import { drawUpStatement, statementCounts } from '../dashboard/index.ts'
import { documentOf } from '../questionnaires/index.ts'
import type { Round } from '../rounds/index.ts'
import { aboutPage } from './about.ts'
import { catalogue, type UsedVersion } from './catalogue.ts'
import { countRound } from './countStore.ts'
import { chasesOfRound, evidenceOfRound, extensionsOfRound, findingsOfRound, membersOfRound, verdictsOfRound } from './officeStore.ts'
import { reconcile, type Tally } from './reconcile.ts'
import { writeReturnSheets } from './returnSheets.ts'
import { versionsInRound } from './returnsStore.ts'
import type { Scope } from './scope.ts'
import { rowOf, type SheetOf, type SheetShape } from './sheet.ts'
import { codebookEntries, codebookSheet, questionsSheet, valuesSheet, wordedQuestions } from './sheets/codebook.ts'
import { chasesSheet, evidenceSheet, extensionsSheet, findingsSheet, membersSheet, verdictsSheet } from './sheets/office.ts'
import { statementSheet, type StatementRow } from './sheets/statement.ts'

export type WorkbookRequest = {
  partnership: { id: number; name: string }
  round: Round
  by: string
  now: Date
  /** A folder in which rows may wait. */
  folder: string
  /** Told after each batch of returns. */
  onProgress?: (done: number, total: number) => Promise<void> | void
  rowsPerTab?: number
}

/** The rows of each sheet that was written. */
export type WorkbookSummary = { sheets: { name: string; rows: number }[] }

/**
 * Writes the whole of a round into one workbook. Everything is read in one snapshot, each response once; what belongs into
 * sheets that come later waits on disk, so memory stays flat.
 *
 * @throws WorkbookDoesNotAddUp, StatementDoesNotAddUp: nothing of what was written may then be used
 */
export function writeRoundWorkbook(db: Db, request: WorkbookRequest, to: Writable): Promise<WorkbookSummary> {
  return inSnapshot(db, async trx => {
    const book = await openWorkbook(to, {
      title: `${request.round.name}: ${request.partnership.name}`,
      creator: 'Safeguarding Audit',
      created: request.now,
      folder: request.folder,
      rowsPerTab: request.rowsPerTab,
    })
    try {
      return await writeAll({ trx, request, book })
    } finally {
      await book.close()
    }
  })
}

type Writing = { trx: Db; request: WorkbookRequest; book: WorkbookWriter }

/** The sheets written so far, as the codebook and the first page tell of them. */
type Listing = {
  shapes: SheetShape[]
  written: { name: string; about: string; rows: number; tabs: string[] }[]
  add: (shape: SheetShape, written: WrittenSheet) => void
}

function listing(tally: Tally): Listing {
  const shapes: Listing['shapes'] = []
  const written: Listing['written'] = []
  return {
    shapes,
    written,
    add(shape, { tabs, rows }) {
      shapes.push(shape)
      written.push({ name: shape.name, about: shape.about, tabs, rows })
      tally.rows[shape.name] = rows
    },
  }
}

async function writeAll(writing: Writing): Promise<WorkbookSummary> {
  const { trx, request, book } = writing
  const scope: Scope = { partnershipId: request.partnership.id, roundId: request.round.id }
  const versions = await usedVersions(trx, scope)
  const known = catalogue(versions)
  const statement = drawUpStatement(await statementCounts(trx, scope.partnershipId, scope.roundId))
  const counted = await countRound(trx, scope)
  const tally: Tally = { dispositions: {}, asked: 0, answers: 0, actions: 0, answersSetAside: 0, actionsSetAside: 0, rows: {} }
  const listed = listing(tally)
  const put = async <Source>(sheet: SheetOf<Source>, batches: Batches<Source>) =>
    listed.add(sheet, await book.sheet(sheet, asRows(sheet, batches)))

  await put(statementSheet, [statementRows(statement)])
  await writeReturnSheets({ trx, scope, book, versions, known, tally, total: counted.returns, onProgress: request.onProgress }, listed.add)
  await writeOfficeSheets(writing, scope, versions, put)
  const checks = reconcile(tally, counted, statement.dispositions)
  const entries = codebookEntries([...inOrder(listed.shapes), codebookSheet, questionsSheet, valuesSheet, longTextShape], known)
  await put(codebookSheet, [entries])
  await put(questionsSheet, [wordedQuestions(versions)])
  await put(valuesSheet, [entries.flatMap(entry => entry.meanings.map(meaning => ({ entry, meaning })))])
  listed.add(longTextShape, await book.longTexts())

  const sheets = inOrder(listed.written)
  const { partnership, round, by: exportedBy, now: exportedAt } = request
  const longTexts = tally.rows[LONG_TEXT] ?? 0
  await book.page('About', aboutPage({ partnership: partnership.name, round, exportedAt, exportedBy, sheets, checks, versions, longTexts }))
  await book.finish(['About', ...FRONT])
  return { sheets: sheets.map(({ name, rows }) => ({ name, rows })) }
}

async function writeOfficeSheets(
  { trx, request }: Writing,
  scope: Scope,
  versions: readonly UsedVersion[],
  put: <Source>(sheet: SheetOf<Source>, batches: Batches<Source>) => Promise<void>,
): Promise<void> {
  const areas = new Map(request.round.evidenceAreas.map(({ key, title }) => [key, title]))
  await put(evidenceSheet, evidenceOfRound(trx, scope))
  await put(extensionsSheet, extensionsOfRound(trx, scope))
  await put(chasesSheet, chasesOfRound(trx, scope))
  await put(membersSheet, membersOfRound(trx, scope))
  await put(verdictsSheet(versions), verdictsOfRound(trx, scope))
  await put(findingsSheet(areas), findingsOfRound(trx, scope))
}

/** What people look at first, although it is written later. */
const FRONT = [statementSheet.name, 'Establishments']
const inOrder = <Named extends { name: string }>(listed: readonly Named[]): Named[] => {
  const place = ({ name }: Named) => (FRONT.includes(name) ? FRONT.indexOf(name) : FRONT.length)
  return [...listed].sort((one, other) => place(one) - place(other))
}

async function usedVersions(db: Db, scope: Scope): Promise<UsedVersion[]> {
  const used: UsedVersion[] = []
  for (const version of await versionsInRound(db, scope)) {
    const document = await documentOf(db, scope.partnershipId, version.id)
    if (!document) throw new Error(`the round uses version ${version.id}, which does not exist`)
    used.push({ ...version, document })
  }
  return used
}

async function* asRows<Source>(sheet: SheetOf<Source>, batches: Batches<Source>) {
  for await (const batch of batches) yield batch.map(source => rowOf(sheet, source))
}

const statementRows = (statement: ReturnType<typeof drawUpStatement>): StatementRow[] => [
  ...statement.groups.flatMap(({ title, lines }) =>
    lines.map(({ disposition, words, count }) => ({ group: title, disposition, words, count })),
  ),
  { group: 'Sum', disposition: 'all', words: 'All establishments that were issued the audit', count: statement.sum },
]

const LONG_TEXT_LABELS: Record<string, string> = {
  sheet: 'Sheet in which the text was too long for a cell',
  row: 'Row of that sheet',
  column: 'Column of that sheet',
  part: 'Which part of the text this is',
  parts: 'Into how many it is cut: joined in their order they are the whole text',
  text: 'The part',
}
const longTextShape: SheetShape = {
  name: LONG_TEXT,
  about: 'Texts that are longer than a cell may be, whole: one row for each part.',
  columns: LONG_TEXT_COLUMNS.map(column => ({ ...column, label: LONG_TEXT_LABELS[column.key] ?? column.key })),
}
