import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import { rowVersion } from '../../../platform/forms/fields.ts'
import { typedMoment } from '../../../platform/forms/moment.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { londonDate } from '../../../platform/london.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLE_WORDS, CONTACT_ROLES, type StaffActor } from '../../history/index.ts'
import { lastSentTo, sayLastTo } from '../../messages/index.ts'
import { addContact, changeContact, endContact } from '../contacts/actions.ts'
import type { ContactFacts } from '../contacts/contact.ts'
import { findContact, type ContactDetails } from '../contacts/store.ts'
import { contactForm } from '../schemas.ts'
import type { EstablishmentReturns } from '../returnsShown.ts'
import { findEstablishment } from '../store.ts'
import { choiceField, dateField, inBoxes, textField, typedDay } from './fields.ts'

type Context = PageContext<StaffActor>
type Home = { id: Id<'establishment'>; name: string; toMove?: { text: string; href: string }[]; lastSent?: string }

/** GET /register/establishments/:establishmentId/contacts/new */
export const newContactPage: Page<StaffActor> = async (context, req, res) => show(res, await homeOf(context, req), {}, [])

/** POST /register/establishments/:establishmentId/contacts */
export const addContactPage: Page<StaffActor> = async (context, req, res) => {
  const home = await homeOf(context, req)
  const read = readForm(req.body)
  if ('errors' in read) {
    show(res, home, req.body, read.errors)
    return
  }
  const { db, actor, now } = context
  const added = await addContact(db, actor, { establishmentId: home.id, facts: read.facts, today: londonDate(now()), requestKey: read.key })
  if (added.outcome === 'there') {
    const message = `${added.name} is a contact in this role already. Change that entry instead`
    show(res, home, req.body, [{ field: 'name', message }])
    return
  }
  const ended = added.ended.length === 0 ? '' : ` ${added.ended.join(' and ')} ended the day before.`
  await sayAndReturn(req, res, home.id, `${read.facts.name} was added.${ended}`)
}

/** GET /register/contacts/:contactId */
export const contactPage =
  ({ linksToMove }: EstablishmentReturns): Page<StaffActor> =>
  async (context, req, res) => {
    const contact = await contactOf(context, req)
    const home = { id: contact.establishmentId, name: contact.establishmentName }
    const { db, actor, now } = context
    const toMove = await linksToMove(db, actor.partnershipId, home.id, londonDate(now()))
    const sent = await lastSentTo(db, actor.partnershipId, [contact.email])
    show(res, { ...home, toMove, lastSent: sayLastTo(contact.email, sent) }, bodyOf(contact), [], contact)
  }

/** POST /register/contacts/:contactId */
export const changeContactPage: Page<StaffActor> = async (context, req, res) => {
  const contact = await contactOf(context, req)
  const read = readForm(req.body)
  if ('errors' in read) {
    show(res, { id: contact.establishmentId, name: contact.establishmentName }, req.body, read.errors, contact)
    return
  }
  await changeContact(context.db, context.actor, { contactId: contact.id, version: read.version, facts: read.facts })
  await sayAndReturn(req, res, contact.establishmentId, `${read.facts.name} was changed.`)
}

/** POST /register/contacts/:contactId/end: from today on somebody is no longer a contact. */
export const endContactPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, now } = context
  const contact = await endContact(db, actor, {
    contactId: idParam(req, 'contactId'),
    version: rowVersion.parse(typed(req.body, 'version')),
    toOn: londonDate(now()),
  })
  await sayAndReturn(req, res, contact.establishmentId, `Today is the last day of ${contact.name} in this role.`)
}

async function homeOf({ db, actor }: Context, req: Request): Promise<Home> {
  const establishment = await findEstablishment(db, actor.partnershipId, idParam(req, 'establishmentId'))
  if (!establishment) throw notFound()
  return establishment
}

async function contactOf({ db, actor }: Context, req: Request): Promise<ContactDetails> {
  const contact = await findContact(db, actor.partnershipId, idParam(req, 'contactId'))
  if (!contact) throw notFound()
  return contact
}

async function sayAndReturn(req: Request, res: Response, establishmentId: Id<'establishment'>, text: string): Promise<void> {
  req.session.notice = { text }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${establishmentId}`)
}

type ReadForm = { facts: ContactFacts; version: number; key: string | undefined } | { errors: FormError[] }

function readForm(body: unknown): ReadForm {
  const form = parseForm(contactForm, body)
  const from = typedDay(body, 'from', 'The first day')
  const to = typedDay(body, 'to', 'The last day')
  const errors = [...(form.ok ? [] : form.errors), ...('error' in from ? [from.error] : []), ...('error' in to ? [to.error] : [])]
  if (!form.ok || 'error' in from || 'error' in to) return { errors }
  if (from.date !== null && to.date !== null && to.date < from.date)
    return { errors: [{ field: 'to-day', message: 'The last day is before the first' }] }
  const { version, _key, ...facts } = form.values
  return { facts: { ...facts, fromOn: from.date, toOn: to.date }, version, key: _key }
}

/** A stored contact as its form would have sent it. */
function bodyOf({ role, name, email, phone, fromOn, toOn }: ContactFacts): Record<string, string> {
  const boxes = (prefix: string, date: string | null) =>
    Object.fromEntries(Object.entries(inBoxes(date)).map(([box, value]) => [`${prefix}-${box}`, value]))
  return { role, name, email, phone, ...boxes('from', fromOn), ...boxes('to', toOn) }
}

function show(res: Response, home: Home, body: unknown, errors: readonly FormError[], contact?: ContactDetails): void {
  if (errors.length > 0) res.status(422)
  const base = `/register/establishments/${home.id}`
  const title = contact ? `Change a contact of ${home.name}` : `Add a contact at ${home.name}`
  renderPage(res, 'establishments/contact', {
    title,
    layout: 'staff',
    breadcrumbs: [
      { text: 'Register', href: '/register' },
      { text: home.name, href: base },
      { text: contact ? 'Change a contact' : 'Add a contact' },
    ],
    errors: summaryOf(errors),
    toMove: home.toMove ?? [],
    action: contact ? `/register/contacts/${contact.id}` : `${base}/contacts`,
    key: contact ? '' : randomUUID(),
    version: contact ? typed(body, 'version') || String(contact.version) : '1',
    role: choiceField(
      'role',
      'Role',
      typed(body, 'role'),
      CONTACT_ROLES.map(value => ({ value, text: CONTACT_ROLE_WORDS[value] })),
      errors,
    ),
    name: textField('name', 'Name', typed(body, 'name'), errors, { limit: 200, autocomplete: 'off', spellcheck: false }),
    email: textField('email', 'Email address', typed(body, 'email'), errors, {
      type: 'email',
      autocomplete: 'off',
      spellcheck: false,
      hint: {
        text: `Audit links are sent here. It can be shared, such as office@; leave it blank if there is none${home.lastSent ? `. Last message to ${contact?.email ?? ''}: ${home.lastSent}` : ''}`,
      },
    }),
    phone: textField('phone', 'Telephone', typed(body, 'phone'), errors, {
      type: 'tel',
      autocomplete: 'off',
      classes: 'govuk-input--width-20',
    }),
    from: dateField(
      'from',
      'First day in this role',
      'Leave it blank if you do not know. For example, 1 9 2026',
      typedMoment(body, 'from'),
      errors,
    ),
    to: dateField('to', 'Last day in this role', 'Leave it blank unless they have left or are leaving', typedMoment(body, 'to'), errors),
    note: contact
      ? ''
      : 'Whoever is the head, Designated Safeguarding Lead, chair, proprietor, link governor or business manager until now ends the day before the new person begins.',
    end:
      contact && contact.toOn === null
        ? { action: `/register/contacts/${contact.id}/end`, version: String(contact.version), name: contact.name }
        : undefined,
    cancelHref: base,
  })
}
