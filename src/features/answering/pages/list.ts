import type { Request, Response } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { wholeNumberIn } from '../../../platform/forms/fields.ts'
import { clean } from '../../../platform/http/cleanInput.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import { sayTime } from '../../../platform/london.ts'
import { lists } from '../../questions/index.ts'
import { decisions, type OpenReturn } from '../../returns/index.ts'
import { findRow, printOfRow } from '../listRows.ts'
import { openFor, openKeyed } from '../openActions.ts'
import { askedOf, mayAnswerIn, sectionOf } from '../reach.ts'
import { refuse } from '../refusals.ts'
import { everyQuestion, LEFT } from '../whatIsLeft.ts'
import { COUNT, dropRow, rowsOf, takeRow, type ListOf, type PostedRow } from './listForm.ts'
import { aboutRow, lackingIn, listView, rawRows, removeView, rowView, type RowShown } from './listView.ts'
import { notSavedView } from './notSavedView.ts'
import { rowWaiting } from './putBack.ts'
import { deskOf, type SectionActor } from './sectionDesk.ts'
import { tellHead } from './tellHead.ts'
import { fields, unreadable, type TypedAnswer } from './typing.ts'
import { settleUnsent, WAITS } from './unsent.ts'

type Context = PageContext<SectionActor>
type ListPage = (context: Context, req: Request, res: Response) => Promise<void>

/** GET: a list, with its rows to change and remove. */
export const listPage: ListPage = async (context, req, res) => {
  const of = await listOf(context, req)
  if (isClosed(context, of)) res.redirect(303, `/return/whole#read-${of.question.key}`)
  else renderPage(res, 'answering/list', listView(of, onOf(context, of)))
}

/** GET: one row, or a new one, in a form of its own. */
export const rowPage: ListPage = async (context, req, res) => {
  const of = await listOf(context, req)
  const place = placeIn(req)
  const stored = rowsOf(of.open, of.question)
  const isGone = place !== null && place >= stored.length
  const waits = isClosed(context, of) ? undefined : await waiting(context, req, of)
  const hasNoForm = isGone || (place === null && stored.length >= of.most)
  if (isClosed(context, of) || (hasNoForm && !waits)) {
    const saved = wholeNumberIn(typed(req.query, 'saved'), 9999)
    res.redirect(303, `${listHref(context, of)}${saved === undefined ? '' : `?saved=${saved}`}`)
    return
  }
  const sent = waits ? typed(waits.fields, `v.${of.question.key}`) : ''
  // What waits for a row that moved up is of that row; for one that was removed, it is a new one.
  const at = isGone ? findRow(stored, { at: place, was: sent }) : place
  const raw = waits ? lists.rowFrom(of.question, waits.fields) : at === null ? null : rawRows(of.open, of.question)[at]
  const was = waits ? (isGone && at === null ? '' : sent) : at === null ? '' : printOfRow(stored[at])
  const shown: RowShown = {
    ...{ name: String(req.params.row), at: at ?? stored.length, isNew: at === null, raw, was },
    ...(waits ? { unsentAt: waits.at, waits: waits.name.row } : {}),
  }
  renderPage(res, 'answering/listRow', rowView(of, shown, onOf(context, of)))
}

/** POST: saves a row, and leads to the list, to the next row or to a new one. */
export const saveRowPage: ListPage = async (context, req, res) => {
  const of = await listOf(context, req)
  const body = req.body as Body
  const row = await takeRow(context, of, placeIn(req), body)
  const isSaved = isStored(row)
  await settled(context, req, { open: row.posted.open, isSaved })
  if (row.posted.refusal) {
    refused(context, res, of, row)
    return
  }
  if (!isSaved) {
    const was = typed(body, `v.${of.question.key}`)
    const isNew = placeIn(req) === null || was === ''
    res.status(row.posted.form.errors.length > 0 ? 422 : 409)
    const shown = {
      name: String(req.params.row),
      at: row.at,
      isNew,
      raw: row.raw,
      was,
      count: typed(body, COUNT),
      ...stillWaits(body),
      posted: row,
    }
    renderPage(res, 'answering/listRow', rowView(of, shown, onOf(context, of)))
    return
  }
  const after = { ...of, open: row.posted.open }
  req.session.notice = { text: savedWords(after, row.at) }
  const list = listHref(context, of)
  const intent = typed(body, 'intent')
  // By `saved` the scripts of the page know that what the form before it held waits for nothing.
  const hasNext = row.at + 1 < rowsOf(after.open, of.question).length
  const next = intent === 'another' ? `${list}/new` : intent === 'next' && hasNext ? `${list}/${row.at + 2}` : list
  res.redirect(303, `${next}?saved=${row.at + 1}`)
}

/** POST by the script of the form: saves what somebody has typed into a row so far, as the button does. */
export const saveTypedRowPage: ListPage = async (context, req, res) => {
  const sent = fields.safeParse(req.body)
  if (!sent.success) throw unreadable()
  const of = await listOf(context, req)
  const row = await takeRow(context, of, placeIn(req), clean(sent.data))
  const { posted, kept, at } = row
  if (posted.refusal) throw posted.refusal
  const isSigned = posted.wouldCancel.length > 0
  if (isStored(row) && context.actor.kind === 'contributor') await settleUnsent(context.db, context.actor, req)
  const answer: TypedAnswer = {
    at: sayTime(context.now()),
    bases: isStored(row) ? { [of.question.key]: printOfRow(rowsOf(posted.open, of.question)[at]) } : {},
    held: {},
    conflicts: kept === null ? 0 : 1,
    wrong: posted.form.errors.length > 0 ? 1 : 0,
    isSigned,
  }
  res.json(answer)
}

/** GET: asks before a row is removed. */
export const askRemovalPage: ListPage = async (context, req, res) => {
  const of = await listOf(context, req)
  const at = placeIn(req)
  if (isClosed(context, of) || at === null || at >= rowsOf(of.open, of.question).length) res.redirect(303, listHref(context, of))
  else renderPage(res, 'answering/listRemove', removeView(of, at, onOf(context, of)))
}

/** POST: removes the row that the page showed; one that somebody changed meanwhile stays. */
export const removeRowPage: ListPage = async (context, req, res) => {
  const of = await listOf(context, req)
  const at = placeIn(req)
  if (at === null) throw notFound()
  const { posted, found } = await dropRow(context, of, at, req.body as Body)
  // What waits in a row is not what was removed: it may be of another row by now.
  await settled(context, req, { open: posted.open, isSaved: false })
  const list = listHref(context, of)
  if (posted.refusal) throw posted.refusal
  if (posted.wouldCancel.length > 0) {
    res.redirect(303, `${list}/${(found?.at ?? at) + 1}/remove`)
    return
  }
  // It may stand elsewhere by now than where the form showed it.
  const about = found && aboutRow(found.of, found.at)
  req.session.notice = about
    ? { text: `${about.charAt(0).toUpperCase()}${about.slice(1)} is removed.` }
    : { kind: 'information', text: 'Nothing was removed: someone changed or removed that row meanwhile. Look at the list as it is now.' }
  res.redirect(303, list)
}

/** A row that was put back and is not saved yet stays that one of those that wait. */
const stillWaits = (body: Body) => (typed(body, WAITS) === '' ? {} : { waits: `new.${typed(body, WAITS)}` })

/** "Deputy 2 (Lee Marsh) is saved. Still missing: Last training." */
function savedWords(of: ListOf, at: number): string {
  const about = aboutRow(of, at)
  const lacking = lackingIn(of, at)
  return `${about.charAt(0).toUpperCase()}${about.slice(1)} is saved.${lacking.length === 0 ? '' : ` Still missing: ${lacking.join(', ')}.`}`
}

/** The page for a row that could not be saved at all, with what was typed. */
function refused(context: Context, res: Response, of: ListOf, { posted, raw }: PostedRow): void {
  if (!posted.refusal) return
  const { question } = of
  const form = { ...posted.form, entries: new Map(), raw: new Map([[question.key, { ...EMPTY, answer: [raw] }]]) }
  const shown = { ...posted, section: { ...posted.section, questions: [question] }, form }
  renderPage(res.status(409), 'answering/notSaved', notSavedView(posted.refusal, shown, deskOf(context.actor, of.open.auditReturn)))
}

const EMPTY = { comment: '', action: { what: '', owner: '', due: { day: '', month: '', year: '' } } }

/** The list that the address names. @throws Refusal (not found), also when the person may not see it, or it is not asked */
async function listOf(context: Context, req: Request): Promise<ListOf> {
  const open = await openOf(context, req)
  const asked = String(req.params.section)
  const section = asked === LEFT && context.actor.kind === 'contributor' ? everyQuestion(open) : sectionOf(open, asked)
  const question = section.questions.find(({ key }) => key === req.params.question)
  const list = question && lists.listOf(question)
  if (!question || !list) throw notFound()
  if (!askedOf(open).some(({ questions }) => questions.some(({ key }) => key === question.key)))
    throw refuse.notAsked(deskOf(context.actor, open.auditReturn).all)
  return { open, section, question, ...list }
}

async function openOf({ db, actor }: Context, req: Request): Promise<OpenReturn> {
  if (actor.kind === 'contributor') return openFor(db, actor)
  const open = await openKeyed(db, actor, idParam(req, 'returnId'))
  decisions.keyedStatus(open.auditReturn)
  return open
}

/** Whether the establishment can only read it now. */
const isClosed = ({ actor }: Context, { open, question }: ListOf): boolean =>
  actor.kind === 'contributor' &&
  !open.document.sections.some(({ key, questions }) => questions.some(one => one.key === question.key) && mayAnswerIn(open, key))

/** The place of a row in its address, from 0; null for a new one. @throws Refusal (not found) */
function placeIn(req: Request): number | null {
  const row = String(req.params.row)
  if (row === 'new') return null
  if (!/^[1-9]\d{0,3}$/.test(row)) throw notFound()
  return Number(row) - 1
}

const onOf = ({ actor, now }: Context, { open }: ListOf) => ({ desk: deskOf(actor, open.auditReturn), now: now() })
const listHref = ({ actor }: Context, { open, section, question }: ListOf): string =>
  deskOf(actor, open.auditReturn).list(section.key, question.key)

/** What somebody sent from this form when they were signed out. */
async function waiting({ actor, ...context }: Context, req: Request, { question }: ListOf) {
  return actor.kind === 'contributor'
    ? rowWaiting({ ...context, actor }, req, { question: question.key, row: String(req.params.row) })
    : undefined
}

/** Whether the list has the row that was sent, now or since before. */
const isStored = ({ posted, kept }: PostedRow): boolean =>
  posted.refusal === null && kept === null && posted.form.errors.length === 0 && posted.wouldCancel.length === 0

/** What follows every save of an establishment's own: once a row is saved, nothing waits in it any more. */
async function settled(
  { actor, ...context }: Context,
  req: Request,
  { open, isSaved }: { open: OpenReturn; isSaved: boolean },
): Promise<void> {
  if (actor.kind !== 'contributor') return
  if (isSaved) await settleUnsent(context.db, actor, req)
  await tellHead({ ...context, actor }, req, open.auditReturn)
}
