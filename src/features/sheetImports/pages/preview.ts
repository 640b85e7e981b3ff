import type { Cell, DataTable } from '../../../platform/http/components.ts'
import type { Response } from 'express'
import { renderPage } from '../../../platform/http/renderPage.ts'
import { sayCount } from '../../../platform/say.ts'
import type { ChangeLine, Listed } from '../changes.ts'
import type { SheetImport } from '../store.ts'
import type { CellNote } from '../table.ts'

/** What the page of a preview says beside the changes. */
export type Previewing = {
  found: Pick<SheetImport, 'id' | 'fileName'>
  /** Where it stands: the preview, and what the button sends to. */
  here: string
  breadcrumbs: readonly { text: string; href?: string }[]
  /** What the workbook is for, as a sentence. */
  target: string
  /** What should be known before the changes are looked at: that it is old, or another's. */
  old: string
  /** What the workbook may be meant for instead, and the preview of that. */
  instead?: { text: string; href: string; link: string } | undefined
  /** Why there is nothing to import; blank where there is something. */
  nothing: string
  stays: string
  /** Nothing where no sheet can be imported. */
  changes: Listed | undefined
  /** What goes with the button beside the mark. */
  hidden: Readonly<Record<string, string>>
  /** What is asked before it is imported, as radios. */
  ask?: object | undefined
  books?: { text: string; items: readonly { text: string; href: string; current: boolean }[] } | undefined
  backHref: string
  errors: readonly { text: string; href: string }[]
}

/** The page that lists, cell by cell, what a workbook would change. */
export function showPreview(res: Response, { found, changes, here, breadcrumbs, hidden, ask, ...page }: Previewing): void {
  const added = changes?.lines.filter(({ isNew }) => isNew) ?? []
  const changedLines = changes?.lines.filter(({ isNew }) => !isNew) ?? []
  renderPage(res, 'sheetImports/preview', {
    ...page,
    title: 'What the workbook would change',
    layout: 'staff',
    breadcrumbs: [...breadcrumbs, { text: `What ${found.fileName.slice(0, 100)} would change` }],
    fileName: found.fileName,
    sum:
      changes?.lines.length === 0
        ? 'Nothing would be added or changed.'
        : `${sayCount(added.length, 'thing')} would be added and ${changedLines.length} changed.`,
    tables: [linesTable('added', 'Would be added', added), linesTable('changed', 'Would be changed', changedLines)].filter(
      ({ rows }) => rows.length > 0,
    ),
    bad: changes && changes.bad.length > 0 ? notesTable('bad', 'Not imported', changes.bad) : undefined,
    notes: changes && changes.notes.length > 0 ? notesTable('notes', 'To look at', changes.notes) : undefined,
    confirm: changes && changes.lines.length > 0 ? { action: here, hidden, ask } : undefined,
  })
}

const linesTable = (id: string, caption: string, lines: readonly ChangeLine[]): DataTable => ({
  id,
  caption: `${caption} (${lines.length})`,
  columns: [{ text: 'Cell' }, { text: 'What' }, { text: 'Before' }, { text: 'After' }],
  rows: lines.map(({ sheet, cell, what, name, isNew, fields }): Cell[] => [
    { text: cell === '' ? '–' : cell, hint: sheet },
    { text: name, hint: isNew ? `new ${what}` : what },
    { text: isNew ? '' : said(fields, 'before'), typed: true },
    { text: said(fields, 'after'), typed: true },
  ]),
  compact: true,
})

const said = (fields: ChangeLine['fields'], side: 'before' | 'after'): string =>
  fields.map(({ label, ...words }) => `${label}: ${words[side] === '' ? 'nothing' : words[side]}`).join('\n')

const notesTable = (id: string, caption: string, notes: readonly CellNote[]): DataTable => ({
  id,
  caption: `${caption} (${notes.length})`,
  columns: [{ text: 'Sheet' }, { text: 'Cell' }, { text: 'What to know' }],
  rows: notes.map(({ sheet, cell, text }): Cell[] => [{ text: sheet }, { text: cell }, { text }]),
  compact: true,
})
