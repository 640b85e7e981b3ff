import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { Db } from '../../../platform/db.ts'
import type { Id } from '../../../platform/id.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { actionHref, type Action, type Lead } from '../action.ts'
import { changeLead } from '../actions.ts'
import { endLink } from '../linkActions.ts'
import { leadsWithLink } from '../linkStore.ts'
import { LEAD_KIND_WORDS, LEAD_KINDS } from '../leads.ts'
import { leadsOf } from '../leadStore.ts'
import { whyNoLetter } from '../reminders.ts'
import { leadForm, versioned } from '../schemas.ts'
import { sayNoLetter } from './action.ts'
import { trailOf, visibleAction } from './visible.ts'

/** GET: who one of the leads is, as it was read, to be said better. */
export const leadPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const action = await visibleAction(db, actor, req)
  const lead = await leadIn(db, actor.partnershipId, action, idParam(req, 'actionLeadId'))
  const linked = await leadsWithLink(db, actor.partnershipId, action.id)
  const noLetter = noLetterOf(action, now())
  show(res, { action, lead, said: { ...lead, kind: lead.kind }, version: action.version, hasLink: linked.includes(lead.id), noLetter })
}

/** POST: keeps what was said, unless somebody else was first. */
export const changeLeadPage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const action = await visibleAction(db, actor, req)
  const lead = await leadIn(db, actor.partnershipId, action, idParam(req, 'actionLeadId'))
  const { version } = versioned.parse(req.body)
  const noLetter = noLetterOf(action, now())
  const parsed = parseForm(leadForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { action, lead, said: typedLead(req.body), version, noLetter, errors: parsed.errors })
    return
  }
  const { changedSince } = await changeLead(db, actor, { actionId: action.id, leadId: lead.id, version, lead: parsed.values })
  if (changedSince) {
    show(res.status(409), { action, lead, said: parsed.values, version: action.version, noLetter, changedSince })
    return
  }
  const told = parsed.values.email === '' ? '' : noLetter
  req.session.notice = { text: [`The lead is saved: ${parsed.values.name}.`, told].filter(part => part !== '').join(' ') }
  res.redirect(303, actionHref(action.id))
}

/** POST: ends the link by which a lead reports progress. */
export const endLinkPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const action = await visibleAction(db, actor, req)
  const ended = await endLink(db, actor, { actionId: action.id, leadId: idParam(req, 'actionLeadId') })
  req.session.notice = ended
    ? { text: 'The link is ended. Whoever opens it reads so.' }
    : { text: 'There is no link to end.', kind: 'information' }
  res.redirect(303, actionHref(action.id))
}

async function leadIn(db: Db, partnershipId: Id<'partnership'>, action: Action, leadId: Id<'actionLead'>): Promise<Lead> {
  const lead = (await leadsOf(db, partnershipId, [action.id])).find(({ id }) => id === leadId)
  if (!lead) throw notFound()
  return lead
}

type Said = { kind: string; name: string; organisation: string; toConfirm: boolean; email: string }

const typedLead = (body: unknown): Said => ({
  kind: typed(body, 'kind'),
  name: typed(body, 'name'),
  organisation: typed(body, 'organisation'),
  toConfirm: typed(body, 'toConfirm') === 'yes',
  email: typed(body, 'email'),
})

type State = {
  action: Action
  lead: Lead
  said: Said
  version: number
  errors?: readonly FormError[]
  changedSince?: Lead
  hasLink?: boolean
  /** That no letter goes, and why; blank where one does. */
  noLetter: string
}

const noLetterOf = (action: Action, now: Date): string => sayNoLetter(whyNoLetter(action, londonDate(now)))

function show(res: Response, { action, lead, said, version, errors = [], changedSince, hasLink = false, noLetter }: State): void {
  const errorOf = errorsBy(errors)
  const box = (id: 'name' | 'organisation' | 'email', label: string, more: object = {}) => ({
    id,
    name: id,
    ...(id === 'email' ? {} : { limit: 300 }),
    label: { text: label, classes: 'govuk-label--s' },
    value: said[id],
    errorMessage: errorOf(id),
    ...more,
  })
  renderPage(res, 'actions/lead', {
    title: 'Who leads it',
    layout: 'staff',
    breadcrumbs: trailOf(action, 'Who leads it'),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this action since you opened this page', href: '#name' }] : []),
    ],
    theirs: changedSince && `It says now: ${[changedSince.name, changedSince.organisation, changedSince.email].filter(Boolean).join(', ')}`,
    written: `It is written: “${lead.written}”. These words stay as they are.`,
    action: `${actionHref(action.id)}/leads/${lead.id}`,
    cancelHref: actionHref(action.id),
    endLink: hasLink ? `${actionHref(action.id)}/leads/${lead.id}/end-link` : undefined,
    version: String(version),
    kind: {
      idPrefix: 'kind',
      name: 'kind',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'Who leads it?', classes: 'govuk-fieldset__legend--s' } },
      items: LEAD_KINDS.map(value => ({ value, text: LEAD_KIND_WORDS[value], checked: said.kind === value })),
      errorMessage: errorOf('kind'),
    },
    name: box('name', 'Name'),
    organisation: box('organisation', 'Organisation (optional)'),
    email: box('email', 'Email address (optional)', {
      type: 'email',
      autocomplete: 'off',
      spellcheck: false,
      hint: {
        text: `${noLetter === '' ? 'Before the action is due, we write to this address with a link to report progress.' : noLetter} The address is not shown to everyone.`,
      },
    }),
    toConfirm: {
      idPrefix: 'toConfirm',
      name: 'toConfirm',
      classes: 'govuk-checkboxes--small',
      items: [{ value: 'yes', text: 'Still to be confirmed', checked: said.toConfirm }],
    },
  })
}
