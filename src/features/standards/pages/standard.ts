import type { Request, Response } from 'express'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound, Refusal } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Db } from '../../../platform/db.ts'
import { incomparable } from '../changes.ts'
import { changesOf } from '../ratingStore.ts'
import { readReports, type Report } from '../reportReading.ts'
import { saveAgreed } from '../ratingActions.ts'
import { ON_A_PAGE, parseRatings } from '../ratingForm.ts'
import { givenBy, ROLL_UPS } from '../rollUp.ts'
import { nameOf, type ExerciseStandard, type Rating } from '../standard.ts'
import { sayGiven, sayRuled, sayWho, tagOf } from '../words.ts'
import { rolledCell } from './exerciseView.ts'
import { refusalOf, showHeld } from './held.ts'
import { ratingBox, type Posted } from './ratingBox.ts'
import { agencyHref, exerciseHref, exerciseTrail, visibleReport } from './visible.ts'

/** One standard: what each agency says of it now, all that was said before, and the results of other exercises. */
export const standardPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await show(db, actor, req, res, undefined)
}

/** POST: the rating that was agreed. */
export const agreePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const report = await visibleIn(db, actor, req)
  const { exercise, standard } = report
  const { entries, errors, faulty } = parseRatings(req.body, [standard], {
    scale: exercise.scale,
    ratings: report.ratings.filter(({ agencyId }) => agencyId === null),
  })
  const [entry] = entries
  if (!entry) {
    const [rating] = errors.length > 0 ? [] : [{ field: `rating-${standard.id}`, message: 'Choose the rating that was agreed' }]
    await show(db, actor, req, res.status(422), {
      body: req.body,
      errors: rating ? [rating] : errors,
      faulty: new Set([...faulty, standard.id]),
      conflicts: [],
    })
    return
  }
  const outcome = await refusalOf(saveAgreed(db, actor, { exerciseId: exercise.id, entry }))
  if (outcome instanceof Refusal) {
    showHeld(req, res, report, outcome)
    return
  }
  const { conflicts } = outcome
  if (conflicts.length > 0) {
    await show(db, actor, req, res.status(409), { body: req.body, errors, faulty, conflicts })
    return
  }
  req.session.notice = { text: `The agreed rating of “${nameOf(standard)}” is saved.` }
  res.redirect(303, `${exerciseHref(exercise.id)}/standards/${standard.id}`)
}

async function visibleIn(db: Db, actor: StaffActor, req: Request): Promise<Report & { standard: ExerciseStandard }> {
  const report = await visibleReport(db, actor, req)
  const standardId = idParam(req, 'standardId')
  const standard = report.standards.find(({ id }) => id === standardId)
  if (!standard) throw notFound()
  return { ...report, standard }
}

async function show(db: Db, actor: StaffActor, req: Request, res: Response, posted: Posted | undefined): Promise<void> {
  const report = await visibleIn(db, actor, req)
  const { exercise, standard, agencies, ratings, matrix } = report
  const { scale } = exercise
  const manages = roleHolds(actor.role, 'standards.manage')
  const mine = ratings.filter(({ standardId }) => standardId === standard.id)
  const row = matrix.rows.find(one => one.standard.id === standard.id)
  const names = new Map(agencies.map(({ id, name }) => [id, name]))
  const before = await changesOf(db, actor.partnershipId, exercise.id, standard.id)
  const agreed = mine.find(({ agencyId }) => agencyId === null)
  const isOpen = exercise.status === 'open'
  const here = `${exerciseHref(exercise.id)}/standards/${standard.id}`
  renderPage(res, 'standards/standard', {
    title: nameOf(standard),
    layout: 'staff',
    breadcrumbs: exerciseTrail(exercise, { text: nameOf(standard) }),
    errors: posted
      ? [
          ...summaryOf(posted.errors),
          ...posted.conflicts.map(() => ({ text: 'Someone else has set another agreed rating meanwhile', href: `#rating-${standard.id}` })),
        ]
      : [],
    caption: `${exercise.setTitle}, ${exercise.title}`,
    text: standard.text,
    result: row?.rolled ? { rule: ROLL_UPS[exercise.rollUp].column, tag: tagOf(scale, row.rolled) } : null,
    agencies: agencies.map(({ id, name }) =>
      saidView(
        name,
        mine.find(({ agencyId }) => agencyId === id),
        scale,
        {
          href: manages && isOpen ? `${agencyHref(exercise.id, id)}/ratings/${partWith(report, standard)}#standard-${standard.id}` : '',
        },
      ),
    ),
    agreed:
      exercise.rollUp === 'agreed'
        ? {
            said: saidView('Agreed rating', agreed, scale, { href: '' }),
            form:
              manages && isOpen
                ? { action: here, box: ratingBox(standard, scale, { stored: agreed, posted, legend: 'Set the agreed rating' }) }
                : null,
          }
        : null,
    history: before.map(rating => ({
      title: `${rating.agencyId === null ? 'Agreed rating' : (names.get(rating.agencyId) ?? 'An agency')}: ${sayGiven(scale, givenBy(rating))}`,
      who: sayWho(rating),
      lines: textsOf(rating),
    })),
    others: await otherExercises(db, actor, report, standard),
  })
}

/** The page of the form on which a standard stands, counted from 1. */
const partWith = ({ standards }: Report, { id }: ExerciseStandard): number => {
  const at = standards.findIndex(standard => standard.id === id)
  return Math.floor(at / ON_A_PAGE) + 1
}

function saidView(name: string, rating: Rating | undefined, scale: Report['exercise']['scale'], { href }: { href: string }) {
  return {
    name,
    tag: rating ? tagOf(scale, givenBy(rating)) : null,
    who: rating ? sayWho(rating) : '',
    lines: rating ? textsOf(rating) : [],
    href,
  }
}

const textsOf = ({ reason, evidence, comment }: Rating) =>
  [
    { label: 'Reason', text: reason },
    { label: 'Evidence', text: evidence },
    { label: 'Comment', text: comment },
  ].filter(({ text }) => text !== '')

/** What was said of the same standard in other exercises, each by its own rule and in the words of its own scale. */
async function otherExercises(db: Db, actor: StaffActor, { exercise }: Report, standard: ExerciseStandard) {
  const reports = (await readReports(db, actor.partnershipId, exercise.setId)).filter(report => report.exercise.id !== exercise.id)
  const rows = reports.flatMap(report => {
    const row = report.matrix.rows.find(one => one.standard.id === standard.id)
    if (!row) return []
    const isSame = row.standard.title === standard.title && row.standard.text === standard.text
    return [
      [
        { text: report.exercise.title, href: `${exerciseHref(report.exercise.id)}/standards/${standard.id}` },
        rolledCell(report.exercise.scale, row),
        { text: sayRuled(report.exercise), hint: incomparable(report.exercise, exercise) ?? '' },
        { text: isSame ? 'The same words' : `Worded otherwise: ${nameOf(row.standard)}` },
      ],
    ]
  })
  return rows.length === 0
    ? null
    : {
        id: 'others',
        caption: 'In other exercises',
        columns: [{ text: 'Exercise' }, { text: 'Result' }, { text: 'Rule and scale' }, { text: 'Words of the standard' }],
        rows,
      }
}
