import { readFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import type { DocumentText, Passage } from '../../documentText/index.ts'
import { readWholeWorkbook } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { kindOfType } from '../fileKinds.ts'
import { CannotRead } from './cannotRead.ts'
import { linesText } from './linesText.ts'
import { openPdf } from './pdf.ts'
import { readable } from './shownText.ts'
import { wordText } from './wordText.ts'

/** More than this is read of no document; what was not read is said. */
const MOST = { characters: 2_000_000, page: 50_000, pages: 3_000, pdfSeconds: 8 }

/** The text of a document, and whether that is only a part of it. */
type ReadText = { document: DocumentText; isPart: boolean }

/**
 * Reads all that is written in a document, with where it stands. It runs in the looker.
 *
 * @throws CannotRead, and what the readers of packages and PDFs throw: see `whyNotRead`
 */
export async function readText(path: string, mediaType: string): Promise<ReadText> {
  const { isPart, ...document } = await textOf(path, mediaType)
  const isText = document.passages.some(({ text }) => /\S/.test(text)) || document.tables.some(({ rows }) => rows.length > 0)
  if (!isText) throw new CannotRead('no_text')
  return { document, isPart }
}

async function textOf(path: string, mediaType: string): Promise<DocumentText & { isPart: boolean }> {
  const extension = kindOfType(mediaType)?.extensions[0]
  switch (extension) {
    case 'pdf':
      return pdfText(path)
    case 'docx':
      return wordText(path, MOST.characters)
    case 'xlsx':
      return workbookText(path)
    case 'csv':
    case 'txt':
      return linesText(path, extension === 'csv', MOST.characters)
    default:
      throw new CannotRead('unknown_kind')
  }
}

async function pdfText(path: string): Promise<DocumentText & { isPart: boolean }> {
  const pdf = await openPdf(await readFile(path))
  const until = performance.now() + MOST.pdfSeconds * 1000
  const passages: Passage[] = []
  let left = MOST.characters
  let isPart = pdf.pages > MOST.pages
  for (let number = 1; number <= Math.min(pdf.pages, MOST.pages); number += 1) {
    if (left <= 0 || performance.now() > until) {
      isPart = true
      break
    }
    const text = readable(pdf.textOf(number, MOST.page))
    if (text.length >= MOST.page) isPart = true
    left -= text.length
    if (text.trim() !== '') passages.push({ place: { within: '', unit: 'page', number }, text })
  }
  return { passages, tables: [], isPart }
}

async function workbookText(path: string): Promise<DocumentText & { isPart: boolean }> {
  const sheets = await readWholeWorkbook(path)
  return {
    passages: [],
    tables: sheets.map(({ name, rows }) => ({
      within: `the sheet “${name}”`,
      unit: 'cell' as const,
      rows: rows.map(({ line, cells }) => ({ number: line, cells })),
    })),
    isPart: false,
  }
}
