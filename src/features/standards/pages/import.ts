import type { Response } from 'express'
import { attachAs } from '../../../platform/http/attachment.ts'
import { idParam } from '../../../platform/http/params.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { waitingFolder } from '../../../platform/files/waitingFolder.ts'
import { londonDate, sayShortInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { keepImport, keeperOf, sentWorkbook, showChoose, showPreview, writeBook } from '../../sheetImports/index.ts'
import { applyImport, markOfRatings, previewImport, type ImportPreview } from '../importActions.ts'
import { allChanges } from '../ratingStore.ts'
import { refuse } from '../refusals.ts'
import { confirmed } from '../schemas.ts'
import type { Exercise } from '../standard.ts'
import { COLUMNS, HEADINGS } from '../workbook/columns.ts'
import { ratingSheets } from '../workbook/write.ts'
import { exerciseHref, exerciseTrail, visibleExercise, visibleReport } from './visible.ts'

type Context = PageContext<StaffActor>

/** GET: the ratings of an exercise as a workbook that can be imported again. */
export const ratingsWorkbookPage: Page<StaffActor> = async ({ db, actor, config, now }, req, res) => {
  const report = await visibleReport(db, actor, req)
  const { exercise } = report
  const created = now()
  const madeFrom = `${markOfRatings(report)} (“${exercise.title}” as it stood at ${sayShortInstant(created)})`
  const changes = await allChanges(db, actor.partnershipId, exercise.id)
  const sheets = ratingSheets({ ...report, changes }, { madeFrom, keeper: await keeperOf(db, actor.partnershipId) })
  attachAs(res, `ratings-${exercise.id}-${londonDate(created)}.xlsx`).type(
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  )
  await writeBook(res, sheets, { title: `${exercise.setTitle}, ${exercise.title}`, created, folder: await waitingFolder({ config }) })
}

/** An exercise that can still be rated. @throws Refusal when it was closed */
async function exerciseToRate({ db, actor }: Context, req: Parameters<typeof visibleExercise>[2]): Promise<Exercise> {
  const exercise = await visibleExercise(db, actor, req)
  if (exercise.status === 'closed') throw refuse.closed(exercise.id)
  return exercise
}

/** GET: a workbook to be chosen. */
export const importPage: Page<StaffActor> = async (context, req, res) => choose(res, await exerciseToRate(context, req))

/** POST: reads it, and leads to what it would change. */
export const uploadPage: Page<StaffActor> = async (context, req, res) => {
  const exercise = await exerciseToRate(context, req)
  const sent = await sentWorkbook(context.looking, req)
  if (typeof sent === 'string') {
    choose(res, exercise, sent)
    return
  }
  const about = { kind: 'ratings' as const, planId: null, roundId: null, exerciseId: exercise.id }
  const id = await keepImport(context.db, context.actor, { ...sent, ...about })
  res.redirect(303, `${exerciseHref(exercise.id)}/imports/${id}`)
}

const OTHERS = COLUMNS.filter(column => ['reason', 'evidence', 'comment', 'reference'].includes(column))
  .map(column => HEADINGS[column])
  .join(', ')

const choose = (res: Response, exercise: Exercise, error?: string): void =>
  showChoose(
    res,
    {
      title: 'Import ratings from a workbook',
      breadcrumbs: exerciseTrail(exercise, { text: 'Import ratings' }),
      action: `${exerciseHref(exercise.id)}/import`,
      rule: `A row of the workbook names its columns, in any order: “Standard” (or “Code”), “Agency” and “Rating”, and if there are any: ${OTHERS}. A matrix works too: a row for each standard, and a column for each agency by its name.`,
      points: [
        `Ratings are ${[...exercise.scale.map(({ word }) => word), 'Not applicable'].join(', ')}. A blank cell says nothing: a rating that is missing stays missing.`,
        'Standards and agencies are known by their names. Whoever is not asked in this exercise is shown to you and not imported.',
        'What the workbook does not name stays as it is.',
      ],
      download: { text: 'Download the ratings as they are now, to change them', href: `${exerciseHref(exercise.id)}/workbook` },
    },
    error,
  )

/** GET: what a workbook would change, cell by cell. Nothing is changed by looking. */
export const importPreviewPage: Page<StaffActor> = async (context, req, res) =>
  show(context, res, await visibleExercise(context.db, context.actor, req), { importId: idParam(req, 'sheetImportId'), meanwhile: '' })

/** POST: does what the preview showed; where that is something else by now, shows it anew. */
export const applyImportPage: Page<StaffActor> = async (context, req, res) => {
  const exercise = await exerciseToRate(context, req)
  const importId = idParam<'sheetImport'>(req, 'sheetImportId')
  const { mark } = confirmed.parse(req.body ?? {})
  const done = await applyImport(context.db, context.actor, { exerciseId: exercise.id, importId, mark })
  if (!done) {
    const meanwhile = 'Ratings were changed meanwhile, so nothing was imported. This is what the workbook would change now.'
    await show(context, res.status(409), exercise, { importId, meanwhile })
    return
  }
  req.session.notice = { text: `The workbook is imported: ${sayCount(done.ratings, 'rating')}.` }
  res.redirect(303, exerciseHref(exercise.id))
}

async function show(
  { db }: Context,
  res: Response,
  exercise: Exercise,
  { importId, meanwhile }: { importId: ImportPreview['found']['id']; meanwhile: string },
): Promise<void> {
  const { found, book, changes, mark, ...preview } = await previewImport(db, exercise, importId)
  const here = exerciseHref(exercise.id)
  const isClosed = exercise.status === 'closed'
  showPreview(res, {
    found,
    here: `${here}/imports/${found.id}`,
    breadcrumbs: exerciseTrail(exercise, { text: 'Import ratings', href: `${here}/import` }),
    target: `For “${exercise.title}” of “${exercise.setTitle}”.`,
    old: sayOrigin(preview),
    nothing: isClosed
      ? 'This exercise was closed, so nothing can be imported into it.'
      : !book.hasTable
        ? 'No sheet of this workbook holds ratings: a row of headings must name “Standard”, “Agency” and “Rating”, or “Standard” and the agencies that are asked.'
        : book.rows.length === 0
          ? 'This sheet has headings and no ratings under them.'
          : '',
    changes: isClosed ? undefined : changes,
    stays: 'What was rated and the workbook does not name stays as it is.',
    hidden: { mark },
    backHref: here,
    errors: meanwhile === '' ? [] : [{ text: meanwhile, href: '#changes' }],
  })
}

/** What whoever imports should know before they look at the changes. */
function sayOrigin({ isOld, isForeign }: Pick<ImportPreview, 'isOld' | 'isForeign'>): string {
  if (isForeign) return 'This workbook was made by another partnership. Standards and agencies are known by their names alone.'
  return isOld
    ? 'This workbook was made from an earlier state, or from another exercise. Where it says something else, it would put the older ratings back: look at each change.'
    : ''
}
