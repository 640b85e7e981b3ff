import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { saveSession } from '../../../platform/http/session.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { addLocalEstablishment, changeLocalEstablishment, matchToRegister } from '../actions.ts'
import { STATUS, type Establishment } from '../establishment.ts'
import { LOCAL_PHASES, LOCAL_TYPES } from '../localRecord.ts'
import { refuse } from '../refusals.ts'
import { localForm, numberForm } from '../schemas.ts'
import { findEstablishment } from '../store.ts'
import { choiceField, textField } from './fields.ts'

/** GET /register/establishments/new */
export const newEstablishmentPage: Page<StaffActor> = (_context, _req, res) => show(res, {}, [])

/** POST /register/establishments */
export const addEstablishmentPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const form = parseForm(localForm, req.body)
  if (!form.ok) {
    show(res, req.body, form.errors)
    return
  }
  const { number, _key, ...local } = form.values
  const added = await addLocalEstablishment(db, actor, { local, number, requestKey: _key })
  if ('takenBy' in added) {
    show(res, req.body, [{ field: 'number', message: `${added.takenBy} has this number already` }])
    return
  }
  const { id } = added
  req.session.notice = {
    text: `${local.name} was added. Add its contacts next.`,
    link: { text: 'Add a contact', href: `/register/establishments/${id}/contacts/new` },
  }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${id}`)
}

/** GET /register/establishments/:establishmentId/edit */
export const editEstablishmentPage: Page<StaffActor> = async (context, req, res) => {
  const establishment = await localOf(context, req)
  show(res, bodyOf(establishment), [], establishment)
}

/** POST /register/establishments/:establishmentId */
export const changeEstablishmentPage: Page<StaffActor> = async (context, req, res) => {
  const establishment = await localOf(context, req)
  const form = parseForm(localForm, { ...(req.body as object), number: '' })
  if (!form.ok) {
    show(res, req.body, form.errors, establishment)
    return
  }
  const { number: _number, _key, ...local } = form.values
  await changeLocalEstablishment(context.db, context.actor, { id: establishment.id, local })
  req.session.notice = { text: `${local.name} was changed.` }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${establishment.id}`)
}

/** POST /register/establishments/:establishmentId/number */
export const matchPage: Page<StaffActor> = async (context, req, res) => {
  const establishment = await localOf(context, req)
  const form = parseForm(numberForm, req.body)
  if (!form.ok) {
    req.session.notice = { kind: 'information', title: 'Not matched', text: form.errors[0]?.message ?? 'Enter a URN' }
  } else {
    await matchToRegister(context.db, context.actor, { id: establishment.id, number: form.values.number })
    req.session.notice = { text: `${establishment.name} now has the number ${form.values.number.identifier}.` }
  }
  await saveSession(req)
  res.redirect(303, `/register/establishments/${establishment.id}`)
}

async function localOf({ db, actor }: PageContext<StaffActor>, req: Request): Promise<Establishment> {
  const establishment = await findEstablishment(db, actor.partnershipId, idParam(req, 'establishmentId'))
  if (!establishment) throw notFound()
  if (establishment.source !== 'local') throw refuse.notALocalRecord(establishment.id)
  return establishment
}

const bodyOf = (establishment: Establishment): Record<string, string> => ({
  ...Object.fromEntries(
    (['name', 'typeCode', 'phaseCode', 'laCode', 'laName', 'lowAge', 'highAge', 'street', 'town', 'postcode', 'telephone'] as const).map(
      field => [field, String(establishment[field] ?? '')],
    ),
  ),
  isOpen: establishment.statusCode === STATUS.closed ? 'no' : 'yes',
})

function show(res: Response, body: unknown, errors: readonly FormError[], establishment?: Establishment): void {
  if (errors.length > 0) res.status(422)
  const text = (name: string, label: string, more: Record<string, unknown> = {}) => textField(name, label, typed(body, name), errors, more)
  const short = { classes: 'govuk-input--width-3', inputmode: 'numeric' }
  renderPage(res, 'establishments/local', {
    title: establishment ? `Change ${establishment.name}` : 'Add an establishment',
    layout: 'staff',
    breadcrumbs: [
      { text: 'Register', href: '/register' },
      ...(establishment ? [{ text: establishment.name, href: `/register/establishments/${establishment.id}` }] : []),
      { text: establishment ? 'Change' : 'Add an establishment' },
    ],
    errors: summaryOf(errors),
    action: establishment ? `/register/establishments/${establishment.id}` : '/register/establishments',
    key: establishment ? '' : randomUUID(),
    name: text('name', 'Name', { limit: 200, autocomplete: 'off' }),
    number: establishment
      ? undefined
      : text('number', 'URN or Ofsted number, if it has one', {
          classes: 'govuk-input--width-10',
          spellcheck: false,
          hint: { text: 'Leave it blank for a setting that has none yet. You can give it one later' },
        }),
    type: choiceField(
      'typeCode',
      'What kind of establishment is it?',
      typed(body, 'typeCode'),
      LOCAL_TYPES.map(({ code, label }) => ({ value: String(code), text: label })),
      errors,
      { hint: { text: 'This decides which questions it is asked' } },
    ),
    phase: choiceField(
      'phaseCode',
      'Phase',
      typed(body, 'phaseCode') || '0',
      LOCAL_PHASES.map(({ code, name }) => ({ value: String(code), text: name })),
      errors,
    ),
    lowAge: text('lowAge', 'Lowest age', short),
    highAge: text('highAge', 'Highest age', short),
    laName: text('laName', 'Local authority', { limit: 100, classes: 'govuk-!-width-two-thirds' }),
    laCode: text('laCode', 'Code of the authority', { ...short, hint: { text: 'For example, 888' } }),
    street: text('street', 'Street', { limit: 200 }),
    town: text('town', 'Town', { limit: 100, classes: 'govuk-!-width-two-thirds' }),
    postcode: text('postcode', 'Postcode', { classes: 'govuk-input--width-10' }),
    telephone: text('telephone', 'Telephone', { classes: 'govuk-input--width-20', type: 'tel' }),
    open: choiceField(
      'isOpen',
      'Is it open?',
      typed(body, 'isOpen') || 'yes',
      [
        { value: 'yes', text: 'Yes' },
        { value: 'no', text: 'No, it has closed' },
      ],
      errors,
      { classes: 'govuk-radios--inline' },
    ),
    cancelHref: establishment ? `/register/establishments/${establishment.id}` : '/register',
  })
}
