import { telHref } from '../../../platform/telephone.ts'
import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { dayField, momentInBoxes, typedMoment, type TypedDay } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Cell, DataTable } from '../../../platform/http/components.ts'
import { idParam, queryText } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant, sayShortDay, sayShortInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { roleHolds } from '../../accounts/index.ts'
import { currentContacts, findEstablishment, type CurrentContact } from '../../establishments/index.ts'
import { CONTACT_ROLE_WORDS, type StaffActor } from '../../history/index.ts'
import { deliveryTag, KIND_WORDS, messagesAbout, type ListedMessage } from '../../messages/index.ts'
import { findReturn, type AuditReturn } from '../../returns/index.ts'
import { returnFrame } from '../../returnPages/index.ts'
import { recordChase } from '../actions.ts'
import { CHASE_KINDS, RECORDED_KINDS, type Chase } from '../chase.ts'
import { cameFrom, carried, parseChase, type Sheet } from '../schemas.ts'
import { chasesOf, type OtherChase } from '../store.ts'
import { sheetHref } from './callSheet.ts'

type Context = PageContext<StaffActor>
type Given = { kind: string; on: TypedDay; said: string; next: TypedDay; from: Sheet | undefined; seen?: number }

const NO_DAY = { day: '', month: '', year: '' }

/** GET: all that was said and written to an establishment about its return, and the form for what was said now. */
export const chasesPage: Page<StaffActor> = async (context, req, res) => {
  const auditReturn = await visibleReturn(context, req)
  const given = { kind: '', on: momentInBoxes(context.now()), said: '', next: NO_DAY, from: cameFrom.parse(queryText(req, 'from')) }
  await show(context, res, auditReturn, given)
}

/** POST: keeps one chase. */
export const recordChasePage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const auditReturn = await visibleReturn(context, req)
  const { _key: key, seen, from } = carried.parse(req.body)
  const form = parseChase(req.body, londonDate(now()))
  if (!form.ok) {
    const boxes = { on: typedMoment(req.body, 'on'), next: typedMoment(req.body, 'next') }
    const given = { ...boxes, kind: typed(req.body, 'kind'), said: typed(req.body, 'said'), from, seen }
    await show(context, res, auditReturn, given, form.errors)
    return
  }
  const { meanwhile } = await recordChase(db, actor, { ...form.values, returnId: auditReturn.id, key, seen, now: now() })
  req.session.notice = { text: `Saved: what was said to ${auditReturn.establishmentName}.${sayMeanwhile(meanwhile, actor)}` }
  res.redirect(303, from ? sheetHref(auditReturn.roundId, { show: from, q: '' }) : `/returns/${auditReturn.id}/chases`)
}

/** Two people may ring one head: the second is told. */
const sayMeanwhile = (others: readonly OtherChase[], reader: { name: string }): string =>
  others
    .map(
      ({ byName, kind }) =>
        ` ${byName === reader.name ? 'You' : byName} kept a chase too (${CHASE_KINDS[kind].words.toLowerCase()}), after you opened the page.`,
    )
    .join('')

async function visibleReturn({ db, actor }: Context, req: Request): Promise<AuditReturn> {
  const found = await findReturn(db, actor.partnershipId, idParam(req, 'returnId'))
  if (!found) throw notFound()
  return found
}

async function show(
  context: Context,
  res: Response,
  auditReturn: AuditReturn,
  given: Given,
  errors: readonly FormError[] = [],
): Promise<void> {
  const { db, actor, now } = context
  const { id, partnershipId, establishmentId } = auditReturn
  const [chases, messages, contacts, establishment] = await Promise.all([
    chasesOf(db, partnershipId, id),
    messagesAbout(db, partnershipId, id),
    currentContacts(db, partnershipId, [establishmentId], londonDate(now())),
    findEstablishment(db, partnershipId, establishmentId),
  ])
  if (errors.length > 0) res.status(422)
  renderPage(res, 'chasing/returnChases', {
    ...returnFrame(actor, auditReturn, 'chases'),
    title: 'Chases and emails',
    errors: summaryOf(errors),
    calls: callLines(contacts, establishment?.telephone ?? ''),
    form:
      roleHolds(actor.role, 'chase.record') && auditReturn.roundStatus !== 'draft'
        ? chaseForm(id, { ...given, seen: given.seen ?? chases[0]?.id ?? 0 }, errors)
        : null,
    chases: { items: chases.map(chaseItem) },
    messages: messages.length === 0 ? undefined : messagesTable(messages, roleHolds(actor.role, 'mail.view')),
  })
}

/** Who to call: everybody with a number, and the establishment's own. */
function callLines(contacts: readonly CurrentContact[], telephone: string) {
  const lines = contacts
    .filter(({ phone }) => phone !== '')
    .map(({ name, role, phone }) => ({ who: `${name}, ${CONTACT_ROLE_WORDS[role]}`, phone, href: telHref(phone) }))
  return telephone === '' ? lines : [...lines, { who: 'The establishment', phone: telephone, href: telHref(telephone) }]
}

function chaseForm(returnId: Id<'return'>, given: Required<Given>, errors: readonly FormError[]) {
  const errorOf = errorsBy(errors)
  return {
    action: `/returns/${returnId}/chases`,
    key: randomUUID(),
    seen: given.seen,
    from: given.from ?? '',
    kind: {
      idPrefix: 'kind',
      name: 'kind',
      classes: 'govuk-radios--inline',
      fieldset: { legend: { text: 'How did you chase?', classes: 'govuk-fieldset__legend--s' } },
      items: RECORDED_KINDS.map(value => ({ value, text: CHASE_KINDS[value].words, checked: given.kind === value })),
      errorMessage: errorOf('kind'),
    },
    on: dayField('on', 'When?', 'For example, 27 3 2027', given.on, errors),
    said: {
      id: 'said',
      name: 'said',
      limit: 2_000,
      label: { text: 'What was said?', classes: 'govuk-label--s' },
      hint: { text: 'Who you spoke to and what they will do. Write nothing that identifies a child.' },
      rows: 3,
      value: given.said,
      errorMessage: errorOf('said'),
    },
    next: dayField(
      'next',
      'Chase again on (optional)',
      'The call sheet puts it first on that day. For example, 31 3 2027',
      given.next,
      errors,
    ),
  }
}

const chaseItem = ({ kind, at, byName, said, nextOn }: Chase) => ({
  title: CHASE_KINDS[kind].words,
  by: byName,
  when: sayInstant(at),
  at: at.toISOString(),
  text: said,
  details: nextOn === null ? [] : [`Chase again on ${sayShortDay(nextOn)}`],
})

function messagesTable(messages: readonly ListedMessage[], opens: boolean): DataTable {
  return {
    id: 'messages',
    caption: 'Emails about this return',
    columns: [{ text: 'Email' }, { text: 'To' }, { text: 'Written' }, { text: 'Delivery' }],
    rows: messages.map((message): Cell[] => [
      {
        text: KIND_WORDS[message.kind],
        ...(opens ? { href: `/mail/${message.id}` } : {}),
        hiddenText: `to ${message.toName}`,
        hint: message.subject,
      },
      { text: message.toName, hint: message.toEmail },
      { text: sayShortInstant(message.createdAt) },
      { tag: deliveryTag(message) },
    ]),
    compact: true,
  }
}
