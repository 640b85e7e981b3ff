import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { dayField, momentInBoxes, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayTimes } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { findReturn, type AuditReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { grantTime, refuseTime, type Answering } from '../answerActions.ts'
import { standingOf } from '../request.ts'
import { keyed, parseTimeAnswer, type TimeAnswer } from '../schemas.ts'
import { findRequest, type OpenRequest } from '../store.ts'
import { momentAsked } from '../timeAsked.ts'
import { requestLine } from './requestLines.ts'
import { unlessRefused } from './unlessRefused.ts'

type Context = PageContext<StaffActor>
type Found = { auditReturn: AuditReturn; request: OpenRequest }

/** GET: one request, and the form that answers it while it waits. */
export const requestPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleRequest(context, req)
  show(context, res, found, {
    answer: '',
    due: { day: '', month: '', year: '', time: momentInBoxes(found.auditReturn.dueAt).time },
    refusal: '',
  })
}

/** POST: answers it. */
export const answerPage: Page<StaffActor> = async (context, req, res) => {
  const { actor, now } = context
  const found = await visibleRequest(context, req)
  const { request, auditReturn } = found
  const given = { answer: typed(req.body, 'answer'), due: typedMoment(req.body, 'due'), refusal: typed(req.body, 'refusal') }
  const parsed = parseTimeAnswer(req.body, { asked: askedMoment(request), now: now(), dueAt: request.dueAtThen })
  if (!parsed.ok) {
    show(context, res.status(isWaiting(request) ? 422 : 409), found, { ...given, errors: parsed.errors })
    return
  }
  const answering = { returnId: auditReturn.id, requestId: request.id, key: keyed.parse(req.body)._key }
  const { done, refusal } = await unlessRefused(() => answer(context, answering, parsed.values, auditReturn.establishmentName))
  if (refusal !== null) {
    show(context, res.status(409), await visibleRequest(context, req), { ...given, stopped: refusal })
    return
  }
  req.session.notice = { text: done }
  res.redirect(303, `/returns/${auditReturn.id}`)
}

/** @returns what to tell whoever answered */
async function answer(context: Context, answering: Answering, given: TimeAnswer, name: string): Promise<string> {
  const { actor } = context
  if ('refuse' in given) {
    const { told } = await refuseTime(context, actor, { ...answering, reason: given.refuse })
    return told
      ? `Your answer is saved. ${sayQueued(context.mail, `The message to ${name} with it`)}.`
      : `Your answer is saved, but there is no email address of ${name}: they can read it in their return.`
  }
  const { dueAt } = await grantTime(context, actor, { ...answering, toDueAt: given.grant })
  return `${name} now has until ${sayInstant(new Date(dueAt))}. Everyone with a link to the return is told by email.`
}

async function visibleRequest({ db, actor }: Context, req: Request): Promise<Found> {
  const { partnershipId } = actor
  const returnId = idParam(req, 'returnId')
  const [auditReturn, request] = await Promise.all([
    findReturn(db, partnershipId, returnId),
    findRequest(db, { partnershipId, returnId, id: idParam(req, 'requestId') }),
  ])
  if (!auditReturn || !request) throw notFound()
  return { auditReturn, request }
}

const isWaiting = (request: OpenRequest): boolean => standingOf(request, request.auditReturn) === 'waiting'

const askedMoment = ({ wantedOn, dueAtThen }: OpenRequest): Date => momentAsked(wantedOn ?? '', dueAtThen)

type Given = { answer: string; due: TypedMoment; refusal: string; errors?: readonly FormError[]; stopped?: string }

function show({ actor, now }: Context, res: Response, { auditReturn, request }: Found, given: Given): void {
  const { errors = [], stopped = '' } = given
  const waiting = isWaiting(request)
  const line = requestLine(request)
  renderPage(res, 'asking/request', {
    ...returnFrame(actor, auditReturn, { below: 'Request' }),
    title: line.title,
    errors: waiting ? summaryOf(errors) : [],
    stopped,
    line,
    dueLine: dueLine(auditReturn),
    lost: waiting ? '' : given.refusal.trim(),
    form: waiting
      ? { action: `/returns/${auditReturn.id}/requests/${request.id}`, key: randomUUID(), ...timeForm(request, given, now()) }
      : null,
    backHref: `/rounds/${auditReturn.roundId}/requests`,
  })
}

const dueLine = ({ dueAt, extensions }: AuditReturn): string =>
  `The return is due at ${sayInstant(dueAt)}.${extensions === 0 ? '' : ` It was given more time ${sayTimes(extensions)}.`}`

/** The three answers to a request for more time; the day that was asked for is not offered once it has passed. */
function timeForm(request: OpenRequest, { answer: chosen, due, refusal, errors = [] }: Given, now: Date) {
  const errorOf = errorsBy(errors)
  const asked = askedMoment(request)
  return {
    answer: {
      idPrefix: 'answer',
      name: 'answer',
      fieldset: { legend: { text: 'What do you answer?', classes: 'govuk-fieldset__legend--m' } },
      errorMessage: errorOf('answer'),
      items: [
        ...(asked > now
          ? [{ value: 'as_asked', text: `Give more time until ${sayInstant(asked)}, as they asked`, checked: chosen === 'as_asked' }]
          : []),
        { value: 'another', text: 'Give more time until another date', checked: chosen === 'another' },
        { value: 'refuse', text: 'Do not give more time', checked: chosen === 'refuse' },
      ],
    },
    due: dayField('due', 'New due date', 'For example, 27 3 2027', due, errors),
    time: timeField('due', 'Time', due, errors),
    refusal: {
      id: 'refusal',
      name: 'refusal',
      label: { text: 'Why not?', classes: 'govuk-label--s' },
      hint: { text: 'They read this in an email and in their return.' },
      rows: 4,
      value: refusal,
      errorMessage: errorOf('refusal'),
    },
  }
}
