import type { Request, Response } from 'express'
import type { Looking } from '../../../platform/looking/look.ts'
import type { SeenSheet } from '../../../platform/spreadsheets/reading/readWorkbook.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { lookIntoBook, UnusableWorkbook } from '../looking/bookLook.ts'

/** What the page says on which a workbook is chosen. */
export type Choosing = {
  title: string
  breadcrumbs: readonly { text: string; href?: string }[]
  /** Where it is sent. */
  action: string
  /** What its headings must name. */
  rule: string
  /** What is to be known before, a line each. */
  points: readonly string[]
  /** Where a workbook to change can be had. */
  download?: { text: string; href: string }
}

/** What routes let through: one workbook of this size. */
export const WORKBOOK = { field: 'file', files: 1, megabytes: 10 }

/** The page on which a workbook is chosen, with what was wrong with the one that was sent. */
export function showChoose(res: Response, choosing: Choosing, error?: string): void {
  if (error !== undefined) res.status(422)
  renderPage(res, 'sheetImports/choose', {
    ...choosing,
    layout: 'staff',
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    field: {
      id: 'file',
      name: 'file',
      label: { text: 'The workbook', classes: 'govuk-label--s' },
      hint: { text: `An Excel workbook (.xlsx), up to ${WORKBOOK.megabytes} MB` },
      attributes: { accept: '.xlsx' },
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    },
  })
}

/** The workbook that was sent, as it was read; a sentence where it cannot be. */
export async function sentWorkbook(looking: Looking, req: Request): Promise<{ fileName: string; sheets: SeenSheet[] } | string> {
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) return file ? 'This file is empty' : 'Choose a file'
  const sheets = await lookIntoBook(looking, file.path).catch((error: unknown) => {
    if (error instanceof UnusableWorkbook) return error.message
    throw error
  })
  return typeof sheets === 'string' ? sheets : { fileName: file.originalName.slice(0, 300), sheets }
}
