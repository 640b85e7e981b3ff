import ExcelJS from 'exceljs'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { EstablishmentFacts } from '../../../src/features/establishments/index.ts'
import { WHOLE_RETURN } from '../../../src/features/history/index.ts'
import type { Response } from '../../../src/features/questions/index.ts'
import type { OpenReturn, StoredResponse } from '../../../src/features/returns/index.ts'
import { compare, type Chosen, type Comparison } from '../../../src/features/workbooks/book/compare.ts'
import { identityOf, sealIdentity } from '../../../src/features/workbooks/identityActions.ts'
import { sheetsOf } from '../../../src/features/workbooks/book/layout.ts'
import { readBook } from '../../../src/features/workbooks/book/read.ts'
import type { Id } from '../../../src/platform/id.ts'
import { readFilledIn, type WrittenSheet } from '../../../src/platform/spreadsheets/reading/readWorkbook.ts'
import { formWorkbook } from '../../../src/platform/spreadsheets/writeForm.ts'
import { everyKind, noFacts, TODAY } from '../questions/everyKind.ts'

export const SECRET = Buffer.alloc(32, 7)
const NOW = new Date('2026-11-30T09:00:00Z')
const id = <Noun extends string>(number: number) => number as unknown as Id<Noun>

/** A stored response of one question. */
export const stored = (answer: Response['answer'], more: Partial<StoredResponse> = {}): StoredResponse => ({
  ...{ answer, comment: null, action: null, version: 1, byName: 'Sam Okafor', contributorId: id(9), at: NOW, partsBy: null },
  ...more,
})

/** A return of the small questionnaire with one question of every kind. */
export const openWith = (responses: Record<string, StoredResponse>, facts: Partial<EstablishmentFacts> = {}): OpenReturn =>
  ({
    auditReturn: {
      ...{ id: id(1), establishmentId: id(2), roundId: id(3), questionnaireVersionId: id(4), facts: { ...noFacts, ...facts } },
      ...{ establishmentName: 'Park View', roundName: 'Audit 2026 to 2027', dueAt: NOW },
    },
    document: everyKind,
    responses: new Map(Object.entries(responses)),
    ...{
      signOffs: [],
      chosenOver: [],
      followsAnother: false,
      withFiles: new Set<string>(),
      reach: WHOLE_RETURN,
      evidenceCounts: new Map(),
    },
  }) as unknown as OpenReturn

/** The workbook of a return as it is downloaded. */
export const bytesOf = (open: OpenReturn): Promise<Buffer> =>
  formWorkbook(sheetsOf(open, { sealed: sealIdentity(open, { secret: SECRET, now: NOW }), now: NOW }), {
    title: 'Audit',
    creator: 'Us',
    created: NOW,
  })

/** The same as a file that ExcelJS has open. */
export async function bookOf(open: OpenReturn): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook()
  const bytes = await bytesOf(open)
  await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
  return workbook
}

const folder = mkdtempSync(path.join(tmpdir(), 'sa-filled-'))
let serial = 0

/** The sheets of a workbook as the looker reads them. */
export async function readBack(workbook: ExcelJS.Workbook | Buffer): Promise<WrittenSheet[]> {
  const file = path.join(folder, `${(serial += 1)}.xlsx`)
  writeFileSync(file, Buffer.isBuffer(workbook) ? workbook : Buffer.from(await workbook.xlsx.writeBuffer()))
  return readFilledIn(file)
}

/** The row of a mark, and the cell in it under a heading. */
export function cellAt(workbook: ExcelJS.Workbook, mark: string, heading = 'Answer'): ExcelJS.Cell {
  for (const sheet of workbook.worksheets) {
    const head = (sheet.getRow(3).values as unknown[]) ?? []
    const [at, markAt] = [head.indexOf(heading), head.indexOf('Do not change')]
    for (let line = 4; markAt > 0 && line <= sheet.rowCount; line += 1)
      if (sheet.getRow(line).getCell(markAt).value === mark) return sheet.getRow(line).getCell(at)
  }
  throw new Error(`no row is marked ${mark}`)
}

/** What a filled workbook would change in a return as it is now. */
export function compared(sheets: readonly WrittenSheet[], now: OpenReturn, chosen?: Chosen): Comparison {
  const identity = identityOf(SECRET, sheets)
  if (typeof identity === 'string') throw new Error(identity)
  return compare(now, readBook(sheets), { bases: identity.bases, today: TODAY, ...(chosen ? { chosen } : {}) })
}

/** The lines in short: "head answer new". */
export const said = ({ lines }: Comparison): string[] => lines.map(({ key, part, state }) => `${key} ${part} ${state}`)
