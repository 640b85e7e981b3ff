import type { Request, Response } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { renderKept, renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import type { ContributorActor } from '../../history/index.ts'
import { holdsFiles } from '../../questions/index.ts'
import { type Section } from '../../questionnaires/index.ts'
import { canNow, type sections, reopened } from '../../returns/index.ts'
import { openBeside, openSectionBeside } from './openBeside.ts'
import { openFor } from '../openActions.ts'
import { answerable, LEFT, leftPart, leftPosted, type LeftPart } from '../whatIsLeft.ts'
import { askedOf, mayAnswerIn, sectionOf } from '../reach.ts'
import { refuse } from '../refusals.ts'
import { besideQuestions } from '../../asking/index.ts'
import type { UploadReport } from './evidenceBox.ts'
import { notSavedView } from './notSavedView.ts'
import { offersFor } from './registerOffers.ts'
import { nextAddress, saidElsewhere, savedLine } from './afterSave.ts'
import { takeSection, type PostedSection } from './sectionForm.ts'
import { filesFor } from './sectionFiles.ts'
import { deskOf, type SectionActor, type SectionDesk } from './sectionDesk.ts'
import { isAsStored, sectionView, type SectionState } from './sectionView.ts'
import { ofThese, putBack, rowsWaiting, type Unsent, type UnsentRow } from './putBack.ts'
import type { RowName } from '../unsentActions.ts'
import { settleUnsent } from './unsent.ts'
import { tellHead } from './tellHead.ts'
import { againAsked } from './versions.ts'
import { lastFilesFor, lastYearFor } from './useAgain.ts'

type Context = PageContext<SectionActor>

/** One section, to be answered. */
export const sectionPage: Page<ContributorActor> = async (context, req, res) => {
  const key = String(req.params.section)
  if (key === LEFT) return showLeft(context, req, res)
  const open = await openSectionBeside(context.db, context.actor, req)
  // What a return that was sent back opens is known of all of it alone.
  const isOpen = reopened.isNarrowed(open.auditReturn)
    ? mayAnswerIn(await openFor(context.db, context.actor), key)
    : canNow('save', open.auditReturn)
  if (!isOpen) {
    res.redirect(303, `/return/whole#section-${encodeURIComponent(sectionOf(open, key).key)}`)
    return
  }
  const { row, unasked } = await rowsWaiting(context, req, { open, asked: askedOf(open).filter(one => one.key === key) })
  if (row) res.redirect(303, rowHref(key, row))
  else await showSectionAsked(context, req, res, open, { unsent: await putBack(context, req, open), unsentRow: unasked })
}

const rowHref = (key: string, row: RowName): string =>
  `/return/sections/${encodeURIComponent(key)}/lists/${row.question}/${row.row.replace(/\..*/, '')}`

/** What is left of all sections, as one. */
async function showLeft(context: PageContext<ContributorActor>, req: Request, res: Response): Promise<void> {
  const open = await openFor(context.db, context.actor)
  if (!canNow('save', open.auditReturn)) {
    res.redirect(303, '/return')
    return
  }
  const { row, unasked } = await rowsWaiting(context, req, { open, asked: askedOf(open).filter(({ key }) => mayAnswerIn(open, key)) })
  if (row) {
    res.redirect(303, rowHref(LEFT, row))
    return
  }
  const unsent = ofThese(await putBack(context, req, open), answerable(open))
  const left = leftPart(open, typed(req.query, 'from'), new Set(unsent?.raw.keys()))
  if (left) await showSectionAsked(context, req, res, open, { unsent, unsentRow: unasked, left })
  else res.redirect(303, '/return/check')
}

/** One section as its address asks for it, on either desk. */
export async function showSectionAsked(
  context: Context,
  req: Request,
  res: Response,
  open: sections.OpenSection,
  { unsent, unsentRow, left }: { unsent?: Unsent | undefined; unsentRow?: UnsentRow | undefined; left?: LeftPart } = {},
): Promise<void> {
  await showSection(context, res, open, String(req.params.section), {
    ...{ unsent, unsentRow, left },
    saved: savedLine(open, req.query),
    newQuestions: typed(req.query, 'new').split('.'),
    actionsToSay: typed(req.query, 'act')
      .split('.')
      .filter(key => key !== ''),
    again: await againAsked(context, open, typed(req.query, 'again')),
  })
}

/** Saves a section; what is valid is kept whatever else is wrong. */
export const saveSectionPage: Page<ContributorActor> = async (context, req, res) => {
  const body = req.body as Body
  const posted = await takeSection(context, await openBeside(context.db, context.actor, req), String(req.params.section), body)
  await settleUnsent(context.db, context.actor, req)
  await tellHead(context, req, posted.open.auditReturn)
  await answerPosted(context, res, posted, body)
}

/**
 * What follows a posted section: the next page when all is well, or the same one with what was typed and what to mend.
 *
 * @param uploads what became of the files that came with it, when it carried any
 */
export async function answerPosted(
  context: Context,
  res: Response,
  posted: PostedSection,
  body: Body,
  uploads?: UploadReport,
): Promise<void> {
  const { open, section, form, conflicts, wouldCancel } = posted
  if (posted.refusal) {
    renderPage(res.status(409), 'answering/notSaved', notSavedView(posted.refusal, posted, deskOf(context.actor, open.auditReturn)))
    return
  }
  const uploadFaults = uploads?.refused.length ?? 0
  if (form.errors.length === 0 && conflicts.length === 0 && wouldCancel.length === 0 && uploadFaults === 0) {
    const text = saidElsewhere(context, posted, body)
    if (text !== null) res.req.session.notice = { text }
    res.redirect(303, nextAddress(context, posted, body, uploads))
    return
  }
  res.status(conflicts.length > 0 || wouldCancel.length > 0 ? 409 : 422)
  const left = section.key === LEFT ? leftPosted(open, new Set(form.raw.keys())) : undefined
  await showSection(context, res, open, section.key, { posted, uploads, left })
}

async function showSection(
  context: Context,
  res: Response,
  open: sections.OpenSection,
  key: string,
  rest: Pick<SectionState, 'posted' | 'uploads' | 'unsent' | 'unsentRow' | 'saved' | 'newQuestions' | 'actionsToSay' | 'again' | 'left'>,
): Promise<void> {
  const { db, actor, now, config } = context
  const desk = deskOf(actor, open.auditReturn)
  const asked = askedOf(open)
  const at = asked.findIndex(one => one.key === key)
  const section = rest.left?.section ?? asked[at] ?? unasked(open, key, rest.posted, desk)
  const files = await filesFor(db, open, section)
  const unanswered = section.questions.filter(question => !open.responses.has(question.key))
  const offers = desk.isOwn ? await offersFor(context, open, unanswered) : undefined
  const lastYear = desk.isOwn ? await lastYearFor(context, open, section.questions) : undefined
  const lastFiles = desk.isOwn ? await lastFilesFor(context, open, section.questions.filter(holdsFiles), lastYear) : undefined
  const newQuestions = (rest.newQuestions ?? []).filter(wanted => section.questions.some(question => question.key === wanted))
  const state: SectionState = {
    ...rest,
    newQuestions,
    offers,
    lastYear,
    lastFiles,
    beside: desk.isOwn ? await besideQuestions(db, open.auditReturn, section.questions) : undefined,
    open,
    section,
    position: { number: at + 1, of: asked.length },
    files,
    now: now(),
    desk,
    megabytes: config.UPLOAD_LIMIT_MB,
  }
  if (isAsStored(state)) renderKept(res, 'answering/section', put => sectionView(state, put))
  else renderPage(res, 'answering/section', sectionView(state))
}

/** A section that is no longer asked is still shown to somebody whose words in it need another look. */
function unasked(open: sections.OpenSection, key: string, posted: PostedSection | undefined, desk: SectionDesk): Section {
  const section = sectionOf(open, key)
  if (!posted) throw refuse.notAsked(desk.all)
  return section
}

/** A page that was the answer to a form cannot be fetched again: reloading it shows the section. */
export const backToSection = (_context: Context, req: Request, res: Response): void =>
  res.redirect(303, `/return/sections/${encodeURIComponent(String(req.params.section))}`)
