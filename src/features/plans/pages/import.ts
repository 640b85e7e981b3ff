import { attachAs } from '../../../platform/http/attachment.ts'
import type { Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { waitingFolder } from '../../../platform/files/waitingFolder.ts'
import { sayCount } from '../../../platform/say.ts'
import { londonDate, sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { keepImport, keeperOf, markOf, sentWorkbook, showChoose, showPreview, writeBook } from '../../sheetImports/index.ts'
import { documentOf, type PlanDocument } from '../document.ts'
import { sayAlike } from '../workbook/alike.ts'
import { applyImport, previewImport, type ImportPreview } from '../importActions.ts'
import type { Plan } from '../plan.ts'
import { planRows } from '../readingActions.ts'
import { confirmed } from '../schemas.ts'
import { COLUMN_HEADINGS, COLUMNS } from '../workbook/columns.ts'
import { planSheets } from '../workbook/sheets.ts'
import { planHref, planTrail, visiblePlan, visibleVersion } from './visible.ts'

type Context = PageContext<StaffActor>

/** GET: a plan as a workbook that can be imported again. */
export const planWorkbookPage: Page<StaffActor> = async (context, req, res) => {
  const plan = await visiblePlan(context.db, context.actor, req)
  const document = documentOf(await planRows(context.db, context.actor.partnershipId, plan.id))
  const at = context.now()
  await sendWorkbook(context, res, document, {
    name: `plan-${plan.id}-${londonDate(at)}`,
    state: `the plan as it stood at ${sayShortInstant(at)}`,
  })
}

/** GET: an approved version as a workbook. Imported again, it says what has changed since. */
export const versionWorkbookPage: Page<StaffActor> = async (context, req, res) => {
  const { plan, version } = await visibleVersion(context.db, context.actor, req)
  const state = `${version.label}, approved at ${sayShortInstant(version.approvedAt)}`
  await sendWorkbook(context, res, version.content, { name: `plan-${plan.id}-version-${version.id}`, state })
}

async function sendWorkbook(
  { db, actor, config, now }: Context,
  res: Response,
  document: PlanDocument,
  { name, state }: { name: string; state: string },
): Promise<void> {
  const sheets = planSheets(document, `${markOf(document)} (${state})`, await keeperOf(db, actor.partnershipId))
  attachAs(res, `${name}.xlsx`).type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
  await writeBook(res, sheets, { title: document.title, created: now(), folder: await waitingFolder({ config }) })
}

/** GET: a workbook to be chosen, for a plan or as a new one. */
export const importPage: Page<StaffActor> = async ({ db, actor }, req, res) =>
  choose(res, req.params.planId === undefined ? undefined : await visiblePlan(db, actor, req))

/** POST: reads it, and leads to what it would change. */
export const uploadPlanPage: Page<StaffActor> = async ({ db, actor, looking }, req, res) => {
  const plan = req.params.planId === undefined ? undefined : await visiblePlan(db, actor, req)
  const sent = await sentWorkbook(looking, req)
  if (typeof sent === 'string') {
    choose(res, plan, sent)
    return
  }
  const id = await keepImport(db, actor, { ...sent, kind: 'plan', planId: plan?.id ?? null, roundId: null, exerciseId: null })
  res.redirect(303, `/plans/imports/${id}`)
}

const HEADINGS = COLUMNS.filter(column => column !== 'what')
  .map(column => COLUMN_HEADINGS[column])
  .join(', ')

const choose = (res: Response, plan: Plan | undefined, error?: string): void =>
  showChoose(
    res,
    {
      title: plan ? 'Import a workbook into this plan' : 'Import a plan from a workbook',
      breadcrumbs: plan
        ? planTrail(plan, { text: 'Import a workbook' })
        : [{ text: 'Plans', href: '/plans' }, { text: 'Import a plan from a workbook' }],
      action: plan ? `${planHref(plan.id)}/import` : '/plans/import',
      rule: `A row of the workbook names its columns, in any order. There must be “Action”, and one more of: ${HEADINGS}.`,
      points: [
        'Merged cells count for each of their rows. Titles above the headings, other sheets and other columns do no harm.',
        '“Quarterly”, “By”, “2019/10” and the like are kept as they are written, and shown to you.',
        'What the workbook does not name stays as it is.',
      ],
    },
    error,
  )

/** GET: what a workbook would change, cell by cell. Nothing is changed by looking. */
export const importPreviewPage: Page<StaffActor> = async (context, req, res) => {
  await show(context, res, idParam(req, 'sheetImportId'), { ...confirmed.parse(req.query), meanwhile: '' })
}

/** POST: does what the preview showed; where that is something else by now, shows it anew. */
export const applyImportPage: Page<StaffActor> = async (context, req, res) => {
  const importId = idParam<'sheetImport'>(req, 'sheetImportId')
  const { which, into, mark } = confirmed.parse(req.body ?? {})
  const done = await applyImport(context.db, context.actor, { importId, plan: which, into, mark })
  if (!done) {
    const meanwhile = 'The plan was changed meanwhile, so nothing was imported. This is what the workbook would change now.'
    await show(context, res.status(409), importId, { which, into, meanwhile })
    return
  }
  req.session.notice = { text: `The workbook is imported: ${sayCount(done.changes, 'change')}.` }
  res.redirect(303, planHref(done.planId))
}

async function show(
  { db, actor }: Context,
  res: Response,
  importId: ImportPreview['found']['id'],
  { which, into, meanwhile }: { which: number; into?: Id<'plan'> | undefined; meanwhile: string },
): Promise<void> {
  const { found, book, chosen, document, changes, mark, alike, ...preview } = await previewImport(db, actor.partnershipId, {
    importId,
    plan: which,
    into,
  })
  const here = `/plans/imports/${found.id}`
  showPreview(res, {
    found,
    here,
    breadcrumbs: [{ text: 'Plans', href: '/plans' }],
    target: document ? `For the plan “${document.title}”.` : changes ? `It becomes a plan of its own: “${changes.head.title}”.` : '',
    old: sayOrigin(preview),
    instead: alike && { text: sayAlike(alike), href: `${here}?which=${chosen}&into=${alike.plan.id}`, link: 'Compare it with this plan' },
    nothing: !changes
      ? 'No sheet of this workbook holds a plan: a row of headings must name “Action” and one more of its columns.'
      : book.plans[chosen]?.entries.length === 0
        ? 'This sheet has headings and no rows under them.'
        : '',
    books:
      book.plans.length > 1
        ? {
            text: `This workbook holds ${book.plans.length} plans. One is imported at a time: choose which. For another, choose the file again afterwards.`,
            items: book.plans.map(({ sheet, entries }, at) => ({
              text: `${sheet} (${sayCount(entries.length, 'row')})`,
              href: `${here}?which=${at}${into === undefined ? '' : `&into=${into}`}`,
              current: at === chosen,
            })),
          }
        : undefined,
    changes,
    stays: document ? 'What the plan has and the workbook does not name stays as it is.' : '',
    hidden: { which: String(chosen), ...(into === undefined ? {} : { into: String(into) }), mark },
    backHref: found.planId === null ? '/plans' : planHref(found.planId),
    errors: meanwhile === '' ? [] : [{ text: meanwhile, href: '#changes' }],
  })
}

/** What whoever imports should know before they look at the changes. */
function sayOrigin({ origin, isOld, foreign }: Pick<ImportPreview, 'origin' | 'isOld' | 'foreign'>): string {
  if (origin === 'unknown')
    return 'Its rows have no references, so none is taken for one that the plan has: all of them would be added as new, also what stands in the plan already. To change the plan, download its workbook and change that.'
  if (origin === 'elsewhere')
    return 'The references of its rows are not of this plan: what has not the same name here would be added as new. If this is the wrong workbook or the wrong plan, cancel.'
  if (foreign !== '')
    return 'This workbook was made by another partnership. An action that an earlier workbook of theirs brought is not made again: it gets one more place.'
  return isOld
    ? 'This workbook was made from an earlier state of the plan. Where it says something else, it would put the older words back: look at each change.'
    : ''
}
