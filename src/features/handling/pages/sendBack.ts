import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { typed, typedAll, type FormError } from '../../../platform/forms/parseForm.ts'
import { dayField, momentInBoxes, typedMoment, type TypedDay } from '../../../platform/forms/moment.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, londonInstant, plusDays } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { askedToReopen, type AskedToReopen } from '../../asking/index.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Question } from '../../questions/index.ts'
import { advanceNow, openReturn, type OpenReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { sendBack } from '../decisionActions.ts'
import { noteField, parseSendBack, MOST_OF_NOTE } from '../schemas.ts'
import { doneWith, formOf, sayChanged, unlessChanged } from './decide.ts'
import { questionsToChoose, saidShortly } from './chooseQuestions.ts'
import { visibleReturnId } from './visibleReturn.ts'

/** In how many days a return is asked for again, unless staff say otherwise. */
const USUAL_DAYS = 14

/** GET: what more is asked for, about the questions that the address names. */
export const sendBackPage: Page<StaffActor> = async (context, req, res) => {
  const open = await openedFrom(context, req)
  const usual = londonInstant(plusDays(londonDate(context.now()), USUAL_DAYS), '12:00')
  const asked = await askedIn(context, open)
  show(res, context.actor, { open, asked, questions: chosenOf(open, req.query), due: momentInBoxes(usual), typed: {} })
}

/** POST: opens the return again and tells the establishment what is meant, why, and by when. */
export const sendBackReturnPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor } = context
  const open = await openedFrom(context, req)
  const questions = chosenOf(open, req.body)
  const form = { open, asked: await askedIn(context, open), questions, due: typedMoment(req.body, 'due'), typed: req.body as unknown }
  const parsed = parseSendBack(
    req.body,
    londonDate(context.now()),
    questions.map(({ key, label, shortLabel }) => ({ key, name: shortLabel ?? label })),
  )
  if (!parsed.ok) {
    show(res, actor, { ...form, errors: parsed.errors })
    return
  }
  const { id, establishmentName: name } = open.auditReturn
  let isTold = false
  const isDone = await unlessChanged(async () => {
    isTold = (await sendBack(context, actor, { returnId: id, ...formOf(req), ...parsed.asked })).told
  })
  const told = isTold
    ? `. ${sayQueued(context.mail, `The message to ${name} that says why`)}.`
    : `, but there is no email address of ${name}: nobody was told.`
  if (isDone) doneWith(req, res, id, `The return is open again${told}`)
  else show(res.status(409), actor, { ...form, open: await openedFrom(context, req), changed: await sayChanged(db, actor, id) })
}

const openedFrom = async ({ db, actor }: PageContext<StaffActor>, req: Request): Promise<OpenReturn> =>
  openReturn(db, actor.partnershipId, await visibleReturnId(db, actor, req))

const askedIn = ({ db, actor }: PageContext<StaffActor>, { auditReturn }: OpenReturn): Promise<AskedToReopen[]> =>
  askedToReopen(db, actor.partnershipId, auditReturn.id)

/** The questions that a form or an address names, in their order; what the return does not ask is left out. */
function chosenOf(open: OpenReturn, body: unknown): Question[] {
  const named = new Set(typedAll(body, 'question'))
  return questionsToChoose(open)
    .flatMap(({ questions }) => questions)
    .filter(({ key }) => named.has(key))
}

type SendBackForm = {
  open: OpenReturn
  /** What the establishment wrote when it asked for this. */
  asked: readonly AskedToReopen[]
  questions: readonly Question[]
  due: TypedDay
  typed: unknown
  errors?: readonly FormError[]
  changed?: string
}

/** @throws Refusal (conflict) when there is nothing to send back */
function show(
  res: Response,
  actor: StaffActor,
  { open, asked, questions, due, typed: body, errors = [], changed = '' }: SendBackForm,
): void {
  const { auditReturn } = open
  advanceNow(auditReturn, 'sendBack')
  if (errors.length > 0) res.status(422)
  const errorOf = errorsBy(errors)
  const base = `/returns/${auditReturn.id}`
  const query = questions.map(({ key }) => `question=${key}`).join('&')
  renderPage(res, 'handling/sendBack', {
    ...returnFrame(actor, auditReturn, { below: 'Send back' }),
    title: 'Send the return back for more work',
    errors: summaryOf(errors),
    changed,
    asked,
    opens:
      questions.length === 0
        ? 'You chose no questions: the whole return opens again.'
        : 'Only the sections of these questions open again. The others stay as they were sent.',
    chooseHref: `${base}/send-back/questions${query === '' ? '' : `?${query}`}`,
    action: `${base}/send-back`,
    key: randomUUID(),
    version: auditReturn.version,
    questions: questions.map(question => ({
      key: question.key,
      label: question.label,
      said: saidShortly(open, question),
      note: {
        id: noteField(question.key),
        name: noteField(question.key),
        limit: MOST_OF_NOTE,
        label: { text: 'Note to this question (optional)' },
        describedBy: `meant-${question.key}`,
        rows: 2,
        value: typed(body, noteField(question.key)),
        errorMessage: errorOf(noteField(question.key)),
      },
    })),
    field: {
      id: 'reason',
      name: 'reason',
      limit: 4_000,
      label: { text: 'What do you ask for?', classes: 'govuk-label--s' },
      hint: { text: 'The establishment reads this in an email and on the return itself. Write nothing that identifies a child.' },
      rows: 6,
      value: typed(body, 'reason'),
      errorMessage: errorOf('reason'),
    },
    due: dayField(
      'due',
      'By which day do you need it?',
      'The email and the return say this day. The due date stays as it is.',
      due,
      errors,
    ),
    cancelHref: base,
  })
}
