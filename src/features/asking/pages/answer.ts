import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { momentInBoxes } from '../../../platform/forms/moment.ts'
import type { FormError } from '../../../platform/forms/parseForm.ts'
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
import { answerQuestion, grantTime, refuseRequest, type Answering } from '../answerActions.ts'
import { versionsOf, type Clarification } from '../clarificationStore.ts'
import { standingOf } from '../request.ts'
import { keyed, parseQuestionAnswer, parseRefusal, parseTimeAnswer, seenNumber } from '../schemas.ts'
import { findRequest, type OpenRequest } from '../store.ts'
import { questionForm, questionGiven } from './questionForm.ts'
import { requestLine } from './requestLines.ts'
import { askedMoment, refusalField, timeForm, timeGiven } from './timeForm.ts'
import { unlessRefused } from './unlessRefused.ts'

type Context = PageContext<StaffActor>
type Found = { auditReturn: AuditReturn; request: OpenRequest; latest: Clarification | undefined }

/** GET: one request, and the form that answers it while it waits. */
export const requestPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleRequest(context, req)
  const { time } = momentInBoxes(found.auditReturn.dueAt)
  show(context, res, found, { body: { 'due-time': time } })
}

/** POST: answers it. */
export const answerPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleRequest(context, req)
  const { request, auditReturn } = found
  const body: unknown = req.body
  const read = READ[request.kind](context, found, body)
  if ('errors' in read) {
    show(context, res.status(isWaiting(request) ? 422 : 409), found, { body, errors: read.errors })
    return
  }
  const { done, refusal } = await unlessRefused(() =>
    read.answer({ returnId: auditReturn.id, requestId: request.id, key: keyed.parse(body)._key }),
  )
  if (refusal !== null) {
    show(context, res.status(409), await visibleRequest(context, req), { body, stopped: refusal })
    return
  }
  req.session.notice = { text: done }
  res.redirect(303, `/returns/${auditReturn.id}`)
}

/** What a form asks for, ready to be done; it comes back with what to tell whoever pressed the button. */
type Read = { errors: FormError[] } | { answer: (answering: Answering) => Promise<string> }

/** How the form of each kind of request is read. */
const READ: Record<OpenRequest['kind'], (context: Context, found: Found, body: unknown) => Read> = {
  more_time(context, { request, auditReturn: { establishmentName: name } }, body) {
    const parsed = parseTimeAnswer(body, { asked: askedMoment(request), now: context.now(), dueAt: request.dueAtThen })
    if (!parsed.ok) return parsed
    const given = parsed.values
    if ('refuse' in given)
      return {
        answer: async answering =>
          sayTold(
            context,
            name,
            (await refuseRequest(context, context.actor, { ...answering, kind: 'more_time', reason: given.refuse })).told,
          ),
      }
    return {
      async answer(answering) {
        const { dueAt } = await grantTime(context, context.actor, { ...answering, toDueAt: given.grant })
        return `${name} now has until ${sayInstant(new Date(dueAt))}. “More time” says who is told.`
      },
    }
  },
  question(context, { auditReturn: { establishmentName: name } }, body) {
    const parsed = parseQuestionAnswer(body)
    if (!parsed.ok) return parsed
    const { answer, to } = parsed.values
    return {
      async answer(answering) {
        const asked = { ...answering, answer, toAll: to === 'all', seen: seenNumber(body) }
        return sayTold(context, name, (await answerQuestion(context, context.actor, asked)).told)
      },
    }
  },
  reopen(context, { auditReturn: { establishmentName: name } }, body) {
    const parsed = parseRefusal(body)
    if (!parsed.ok) return parsed
    const asked = { kind: 'reopen' as const, reason: parsed.values.refusal }
    return {
      answer: async answering => sayTold(context, name, (await refuseRequest(context, context.actor, { ...answering, ...asked })).told),
    }
  },
}

const sayTold = ({ mail }: Context, name: string, told: boolean): string =>
  told
    ? `Your answer is saved. ${sayQueued(mail, `The message to ${name} with it`)}.`
    : `Your answer is saved, but there is no email address of ${name}: they can read it in their return.`

async function visibleRequest({ db, actor }: Context, req: Request): Promise<Found> {
  const { partnershipId } = actor
  const returnId = idParam(req, 'returnId')
  const [auditReturn, request] = await Promise.all([
    findReturn(db, partnershipId, returnId),
    findRequest(db, { partnershipId, returnId, id: idParam(req, 'requestId') }),
  ])
  if (!auditReturn || !request) throw notFound()
  const { roundId, versionId, questionKey } = request
  const [latest] = questionKey === null ? [] : await versionsOf(db, { partnershipId, roundId, versionId, key: questionKey })
  return { auditReturn, request, latest }
}

const isWaiting = (request: OpenRequest): boolean => standingOf(request, request.auditReturn) === 'waiting'

type Given = { body: unknown; errors?: readonly FormError[]; stopped?: string }

function show({ actor, now }: Context, res: Response, found: Found, { body, errors = [], stopped = '' }: Given): void {
  const { auditReturn, request, latest } = found
  const waiting = isWaiting(request)
  const line = requestLine(request)
  const given = { time: timeGiven(body), question: questionGiven(body) }
  renderPage(res, 'asking/request', {
    ...returnFrame(actor, auditReturn, { below: 'Request' }),
    title: line.title,
    errors: waiting ? summaryOf(errors) : [],
    stopped,
    line,
    about: request.questionLabel === null || line.title.includes(request.questionLabel) ? '' : request.questionLabel,
    dueLine: request.kind === 'more_time' ? dueLine(auditReturn) : '',
    lost: waiting ? '' : (request.kind === 'question' ? given.question.text : given.time.refusal).trim(),
    form: waiting ? { action: `/returns/${auditReturn.id}/requests/${request.id}`, key: randomUUID() } : null,
    time: waiting && request.kind === 'more_time' ? timeForm(request, given.time, { errors, now: now() }) : null,
    question: waiting && request.kind === 'question' ? questionForm(given.question, latest, errors) : null,
    reopen:
      waiting && request.kind === 'reopen'
        ? { sendBackHref: `/returns/${auditReturn.id}/send-back/questions`, refusal: refusalField(given.time.refusal, errors) }
        : null,
    clarificationHref: latest && !waiting ? `/rounds/${request.roundId}/clarifications/${request.versionId}/${latest.key}` : null,
    backHref: `/rounds/${auditReturn.roundId}/requests`,
  })
}

const dueLine = ({ dueAt, extensions }: AuditReturn): string =>
  `The return is due at ${sayInstant(dueAt)}.${extensions === 0 ? '' : ` It was given more time ${sayTimes(extensions)}.`}`
