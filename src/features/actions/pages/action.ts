import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate, sayInstant } from '../../../platform/london.ts'
import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import {
  actionHref,
  nameOf,
  promiseOf,
  actionStanding,
  sayTimescale,
  STATE_WORDS,
  timescaleNotes,
  type Action,
  type Lead,
} from '../action.ts'
import { stateFields, typedState, type TypedState } from '../stating.ts'
import { deleteAction, recordProgress } from '../actions.ts'
import { LEAD_KIND_WORDS } from '../leads.ts'
import { leadsOf } from '../leadStore.ts'
import { progressOf, type Progress } from '../progressStore.ts'
import { keyed, progressForm, seen } from '../schemas.ts'
import { whyNoLetter } from '../reminders.ts'
import { STANDING_TAGS } from '../standingWords.ts'
import { actionsTrail, trailOf, visibleAction, type PlacesOf } from './visible.ts'

/** GET: one action with what was read of it, where it stands, and how far it is. */
export const actionPage =
  (places: readonly PlacesOf[]): Page<StaffActor> =>
  async (context, req, res) => {
    await show(context, res, places, { action: await visibleAction(context.db, context.actor, req), said: SAID_NOTHING })
  }

/** POST: adds a note of how far it is. */
export const progressPage =
  (places: readonly PlacesOf[]): Page<StaffActor> =>
  async (context, req, res) => {
    const { db, actor } = context
    const action = await visibleAction(db, actor, req)
    const parsed = parseForm(progressForm(action), req.body)
    if (!parsed.ok) {
      const said = { note: typed(req.body, 'note'), ...typedState(req.body) }
      await show(context, res.status(422), places, { action, said, errors: parsed.errors })
      return
    }
    const said = { actionId: action.id, ...parsed.values, seen: seen.parse(req.body)._seen, requestKey: keyed.parse(req.body)._key }
    const { progressed } = await recordProgress(db, actor, said)
    if (!progressed) {
      const now = await visibleAction(db, actor, req)
      await show(context, res.status(409), places, { action: now, said: parsed.values, errors: [toldMeanwhile(now)] })
      return
    }
    req.session.notice = {
      text: `${said.note === '' ? '' : 'The note is added. '}The action is ${STATE_WORDS[said.state].words.toLowerCase()}.`,
    }
    res.redirect(303, `${actionHref(action.id)}#progress`)
  }

/** What whoever was second reads; what they wrote is still in the form. */
export const toldMeanwhile = ({ state }: Action): FormError => ({
  field: 'note',
  message: `Someone else has said how far it is since you opened this page. It is now: ${STATE_WORDS[state].words.toLowerCase()}. What you said is not saved: look at theirs, and say yours again`,
})

type Said = TypedState & { note: string }
/** When a note can be left out. */
export const NOTE_HINT = 'You can leave this empty if only how it stands has changed.'
const SAID_NOTHING: Said = { note: '', state: '', droppedReason: '' }

async function show(
  { db, actor, now }: PageContext<StaffActor>,
  res: Response,
  places: readonly PlacesOf[],
  { action, said, errors = [] }: { action: Action; said: Said; errors?: readonly FormError[] },
): Promise<void> {
  const { partnershipId } = actor
  const [leads, progress, ...stands] = await Promise.all([
    leadsOf(db, partnershipId, [action.id]),
    progressOf(db, partnershipId, [action.id]),
    ...places.map(placesOf => placesOf(db, partnershipId, action.id)),
  ])
  const manages = roleHolds(actor.role, 'plan.manage')
  const here = actionHref(action.id)
  const where = stands.flat()
  renderPage(res, 'actions/action', {
    title: nameOf(action),
    layout: 'staff',
    breadcrumbs: actionsTrail({ text: nameOf(action) }),
    errors: summaryOf(errors),
    what: action.what,
    tag: { text: STATE_WORDS[action.state].words, colour: STATE_WORDS[action.state].colour },
    standing: STANDING_TAGS[actionStanding(action, londonDate(now()))],
    facts: factsOf(action),
    leads: leads.map(lead => leadView(lead, manages)),
    noLetter:
      promiseOf(action) !== 'finished' && leads.some(({ email }) => email !== '')
        ? sayNoLetter(whyNoLetter(action, londonDate(now())))
        : '',
    places: where,
    written: `Written by ${action.createdBy} at ${sayInstant(action.createdAt)}.`,
    buttons: manages ? { editHref: `${here}/edit`, deleteHref: where.length === 0 ? `${here}/delete` : undefined } : undefined,
    form: manages ? progressFields(action, { said, seen: progress.length }, errors) : undefined,
    progress: { items: progress.map(progressItem) },
  })
}

function factsOf(action: Action) {
  const fact = (key: string, text: string) => ({ key: { text: key }, value: { text } })
  return [
    fact('When', action.timescale === '' ? 'Nothing is written' : action.timescale),
    ...(action.timescale === '' ? [] : [fact('As we read it', [sayTimescale(action), ...timescaleNotes(action)].join('. '))]),
    fact('Lead', action.lead === '' ? 'Nobody is named' : action.lead),
    fact('Outcome measure', action.outcomeMeasure === '' ? 'Nothing is written' : action.outcomeMeasure),
    ...(action.remark === '' ? [] : [fact('Remark', action.remark)]),
    ...(action.state === 'dropped' ? [fact('Dropped because', action.droppedReason)] : []),
  ]
}

const leadView = (lead: Lead, manages: boolean) => ({
  name: [lead.name, lead.organisation].filter(part => part !== '').join(', '),
  kind: [
    LEAD_KIND_WORDS[lead.kind],
    lead.toConfirm ? 'to be confirmed' : '',
    lead.note,
    lead.email === '' ? 'no email address' : manages ? lead.email : '',
  ]
    .filter(part => part !== '')
    .join('; '),
  href: manages ? `${actionHref(lead.actionId)}/leads/${lead.id}` : undefined,
})

/** What somebody should know who relies on the letter to a lead. */
export const sayNoLetter = (why: string): string => (why === '' ? '' : `No letter will be sent: ${why}.`)

const progressItem = ({ at, note, stateAfter, byName, byLead }: Progress) => ({
  title: STATE_WORDS[stateAfter].words,
  by: byLead ? `${byName}, by their link` : byName,
  when: sayInstant(at),
  at: at.toISOString(),
  text: note,
})

function progressFields(action: Action, { said, seen: times }: { said: Said; seen: number }, errors: readonly FormError[]) {
  return {
    action: `${actionHref(action.id)}/progress`,
    key: randomUUID(),
    seen: times,
    note: {
      id: 'note',
      name: 'note',
      limit: 4_000,
      label: { text: 'How far is it?', classes: 'govuk-label--s' },
      hint: { text: NOTE_HINT },
      rows: 3,
      value: said.note,
      errorMessage: errorsBy(errors)('note'),
    },
    ...stateFields({ ...said, state: said.state === '' ? action.state : said.state }, errors),
  }
}

/** GET: asks before an action is removed that stands nowhere. */
export const deleteActionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const action = await visibleAction(db, actor, req)
  renderPage(res, 'actions/delete', {
    title: 'Remove the action',
    layout: 'staff',
    breadcrumbs: trailOf(action, 'Remove the action'),
    confirm: {
      heading: 'Is this the action to remove?',
      paragraphs: [
        action.what,
        'Its notes of progress are removed with it. The history keeps what it said. To keep it and say why it ended, record it as dropped.',
      ],
      action: `${actionHref(action.id)}/delete`,
      button: { text: 'Remove the action', warning: true },
      cancel: { text: 'Cancel', href: actionHref(action.id) },
    },
  })
}

/** POST: removes it. */
export const doDeleteActionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const action = await visibleAction(db, actor, req)
  await deleteAction(db, actor, action.id)
  req.session.notice = { text: 'The action is removed.' }
  res.redirect(303, '/actions')
}
