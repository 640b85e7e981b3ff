import { attachAs } from '../../../platform/http/attachment.ts'
import type { Response } from 'express'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { idParam, queryText } from '../../../platform/http/params.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { waitingFolder } from '../../../platform/files/waitingFolder.ts'
import { sayCount } from '../../../platform/say.ts'
import { londonDate, sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { documentOf } from '../document.ts'
import { applyImport, keepImport, markOf, previewImport, type ImportPreview } from '../importActions.ts'
import { lookIntoPlan, UnusableWorkbook } from '../looking/planLook.ts'
import type { Plan } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { writePlanWorkbook } from '../sinks/workbook.ts'
import { confirmed } from '../schemas.ts'
import type { ChangeLine } from '../workbook/changes.ts'
import { COLUMN_HEADINGS, COLUMNS } from '../workbook/columns.ts'
import type { CellNote } from '../workbook/read.ts'
import { planHref, planTrail, visiblePlan } from './visible.ts'

type Context = PageContext<StaffActor>

/** GET: a plan as a workbook that can be imported again. */
export const planWorkbookPage: Page<StaffActor> = async ({ db, actor, config, now }, req, res) => {
  const plan = await visiblePlan(db, actor, req)
  const document = documentOf(await planRows(db, actor.partnershipId, plan.id))
  const created = now()
  attachAs(res, `plan-${plan.id}-${londonDate(created)}.xlsx`).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  const madeFrom = `${markOf(document)} (the plan as it stood at ${sayShortInstant(created)})`
  await writePlanWorkbook(res, document, { madeFrom, created, folder: await waitingFolder({ config }) })
}

/** GET: a workbook to be chosen, for a plan or as a new one. */
export const importPage: Page<StaffActor> = async ({ db, actor }, req, res) =>
  choose(res, req.params.planId === undefined ? undefined : await visiblePlan(db, actor, req))

/** POST: reads it, and leads to what it would change. */
export const uploadPlanPage: Page<StaffActor> = async ({ db, actor, looking }, req, res) => {
  const plan = req.params.planId === undefined ? undefined : await visiblePlan(db, actor, req)
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) {
    choose(res.status(422), plan, file ? 'This file is empty' : 'Choose a file')
    return
  }
  const sheets = await lookIntoPlan(looking, file.path).catch((error: unknown) => {
    if (error instanceof UnusableWorkbook) return error
    throw error
  })
  if (sheets instanceof UnusableWorkbook) {
    choose(res.status(422), plan, sheets.message)
    return
  }
  const given = { planId: plan?.id ?? null, fileName: file.originalName.slice(0, 300), sheets }
  const id = await keepImport(db, actor, given)
  res.redirect(303, `/plans/imports/${id}`)
}

function choose(res: Response, plan: Plan | undefined, error?: string): void {
  renderPage(res, 'plans/import', {
    title: plan ? 'Import a workbook into this plan' : 'Import a plan from a workbook',
    layout: 'staff',
    breadcrumbs: plan
      ? planTrail(plan, { text: 'Import a workbook' })
      : [{ text: 'Plans', href: '/plans' }, { text: 'Import a plan from a workbook' }],
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    action: plan ? `${planHref(plan.id)}/import` : '/plans/import',
    headings: COLUMNS.filter(column => column !== 'what')
      .map(column => COLUMN_HEADINGS[column])
      .join(', '),
    field: {
      id: 'file',
      name: 'file',
      label: { text: 'The workbook', classes: 'govuk-label--s' },
      hint: { text: 'An Excel workbook (.xlsx), up to 10 MB' },
      attributes: { accept: '.xlsx' },
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
    },
  })
}

/** GET: what a workbook would change, cell by cell. Nothing is changed by looking. */
export const importPreviewPage: Page<StaffActor> = async (context, req, res) => {
  await show(context, res, idParam(req, 'planImportId'), wholeNumberIn(queryText(req, 'which')) ?? 0, '')
}

/** POST: does what the preview showed; where that is something else by now, shows it anew. */
export const applyImportPage: Page<StaffActor> = async (context, req, res) => {
  const importId = idParam<'planImport'>(req, 'planImportId')
  const { which, mark } = confirmed.parse(req.body ?? {})
  const done = await applyImport(context.db, context.actor, { importId, plan: which, mark })
  if (!done) {
    await show(
      context,
      res.status(409),
      importId,
      which,
      'The plan was changed meanwhile, so nothing was imported. This is what the workbook would change now.',
    )
    return
  }
  req.session.notice = { text: `The workbook is imported: ${sayCount(done.changes, 'change')}.` }
  res.redirect(303, planHref(done.planId))
}

async function show(
  { db, actor }: Context,
  res: Response,
  importId: ImportPreview['found']['id'],
  which: number,
  meanwhile: string,
): Promise<void> {
  const { found, book, chosen, document, changes, ...preview } = await previewImport(db, actor.partnershipId, { importId, plan: which })
  const here = `/plans/imports/${found.id}`
  const added = changes?.lines.filter(({ isNew }) => isNew) ?? []
  const changedLines = changes?.lines.filter(({ isNew }) => !isNew) ?? []
  const isDone = found.appliedAt !== null
  renderPage(res, 'plans/importPreview', {
    title: 'What the workbook would change',
    layout: 'staff',
    breadcrumbs: [{ text: 'Plans', href: '/plans' }, { text: `What ${found.fileName.slice(0, 100)} would change` }],
    errors: meanwhile === '' ? [] : [{ text: meanwhile, href: '#changes' }],
    fileName: found.fileName,
    target: document ? `For the plan “${document.title}”.` : changes ? `It becomes a plan of its own: “${changes.head.title}”.` : '',
    old: isDone ? '' : sayOrigin(preview),
    nothing: !changes
      ? 'No sheet of this workbook holds a plan: a row of headings must name “Action” and one more of its columns.'
      : book.plans[chosen]?.entries.length === 0
        ? 'This sheet has headings and no rows under them.'
        : '',
    books:
      book.plans.length > 1
        ? {
            text: `This workbook holds ${book.plans.length} plans. One is imported at a time: choose which.`,
            items: book.plans.map(({ sheet, entries }, at) => ({
              text: `${sheet} (${sayCount(entries.length, 'row')})`,
              href: `${here}?which=${at}`,
              current: at === chosen,
            })),
          }
        : undefined,
    sum:
      changes?.lines.length === 0
        ? 'Nothing would be added or changed.'
        : `${sayCount(added.length, 'thing')} would be added and ${changedLines.length} changed.`,
    tables: [linesTable('added', 'Would be added', added), linesTable('changed', 'Would be changed', changedLines)].filter(
      ({ rows }) => rows.length > 0,
    ),
    bad: changes && changes.bad.length > 0 ? notesTable('bad', 'Not imported', changes.bad) : undefined,
    notes: changes && changes.notes.length > 0 ? notesTable('notes', 'To look at', changes.notes) : undefined,
    stays: document ? 'What the plan has and the workbook does not name stays as it is.' : '',
    confirm: changes && changes.lines.length > 0 && !isDone ? { action: here, which: chosen, mark: preview.mark } : undefined,
    done: isDone ? 'This workbook was imported already.' : '',
    backHref: found.planId === null ? '/plans' : planHref(found.planId),
  })
}

/** What whoever imports should know before they look at the changes. */
function sayOrigin({ origin, isOld }: Pick<ImportPreview, 'origin' | 'isOld'>): string {
  if (origin === 'unknown')
    return 'Its rows have no references, so none is taken for one that the plan has: all of them would be added as new, also what stands in the plan already. To change the plan, download its workbook and change that.'
  if (origin === 'elsewhere')
    return 'The references of its rows are not of this plan: what has not the same name here would be added as new. If this is the wrong workbook or the wrong plan, cancel.'
  return isOld
    ? 'This workbook was made from an earlier state of the plan. Where it says something else, it would put the older words back: look at each change.'
    : ''
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
