import type { Response } from 'express'
import { dayField, momentInBoxes, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import type { StaffActor } from '../../history/index.ts'
import { can, sayTimes, selectedReturns, STATUS_WORDS } from '../../returns/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { EXTENSION_REASONS } from '../reasons.ts'
import { returnsToExtend, type ReturnToExtend } from '../store.ts'
import { openRound } from './openRound.ts'

/** The boxes of the form, as text. */
export type FormText = { due: TypedMoment; reason: string; more: string }

/** GET: for the returns that the live list's form, or a link on one return's page, means. */
export const newExtensionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await openRound(db, actor, req)
  const ids = await selectedReturns(db, actor.partnershipId, round.id, req.query)
  const chosen = await returnsToExtend(db, actor.partnershipId, round.id, ids)
  const form = { due: { day: '', month: '', year: '', time: momentInBoxes(round.dueAt).time }, reason: '', more: '' }
  showForm(res, { round, chosen, form })
}

export const typedForm = (body: unknown): FormText => ({
  due: typedMoment(body, 'due'),
  reason: typed(body, 'reason'),
  more: typed(body, 'more'),
})

type FormState = { round: Round; chosen: readonly ReturnToExtend[]; form: FormText; errors?: readonly FormError[] }

export function showForm(res: Response, state: FormState): void {
  if (state.errors?.length) res.status(422)
  renderPage(res, 'extensions/form', formView(state))
}

function formView({ round, chosen, form, errors = [] }: FormState): ViewModel {
  const only = chosen.length === 1 ? chosen[0] : undefined
  const base = `/rounds/${round.id}`
  return {
    title: only ? `Give ${only.name} more time` : 'Give more time',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Extensions', href: `${base}/extensions` }, { text: 'Give more time' }),
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    empty: chosen.length === 0 ? nothingChosen(base) : undefined,
    action: `${base}/extensions/preview`,
    returns: chosen.map(({ id }) => id).join(','),
    chosenLine: only ? oneLine(only) : manyLine(chosen),
    chosen: only ? [] : chosenLines(chosen),
    date: dayField('due', 'New due date', 'For example, 27 3 2027', form.due, errors),
    time: timeField('due', 'Time', form.due, errors),
    reasons: reasonsField(form.reason, errors),
    more: moreField(form.more, errors),
    cancelHref: only ? `/returns/${only.id}` : `${base}/returns`,
  }
}

const nothingChosen = (base: string) => ({
  heading: 'No returns are chosen',
  text: 'Tick returns in the list, or all that a filter shows, then press “Give more time”.',
  action: { text: 'Choose returns', href: `${base}/returns?flag=outstanding` },
})

function oneLine({ dueAt, firstDueAt, extensions, status }: ReturnToExtend): string {
  const first = extensions > 0 ? ` It was first due at ${sayInstant(firstDueAt)} and has been extended ${sayTimes(extensions)}.` : ''
  return `It is due at ${sayInstant(dueAt)}. Its status is “${STATUS_WORDS[status].toLowerCase()}”.${first}`
}

const lineOf = ({ name, dueAt, status }: ReturnToExtend): string =>
  `${name}: due ${sayShortInstant(dueAt)}, ${STATUS_WORDS[status].toLowerCase()}`

/** No page lists more than this. */
const MOST_LISTED = 500

function chosenLines(chosen: readonly ReturnToExtend[]): string[] {
  const lines = chosen.slice(0, MOST_LISTED).map(lineOf)
  return chosen.length > MOST_LISTED ? [...lines, `and ${chosen.length - MOST_LISTED} more`] : lines
}

function manyLine(chosen: readonly ReturnToExtend[]): string {
  const beyond = chosen.filter(({ status }) => !can('extend', status)).length
  const some = beyond === 0 ? '' : ` ${beyond} of them can no longer be given more time: the next page says why.`
  return `${chosen.length} returns are chosen.${some}`
}

const errorOf = (errors: readonly FormError[], wanted: string) => {
  const found = errors.find(({ field }) => field === wanted)
  return found ? { errorMessage: { text: found.message } } : {}
}

const reasonsField = (reason: string, errors: readonly FormError[]) => ({
  idPrefix: 'reason',
  name: 'reason',
  fieldset: { legend: { text: 'Why', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'For your records. The establishment is told the new date, not the reason.' },
  items: Object.entries(EXTENSION_REASONS).map(([value, text]) => ({ value, text, checked: reason === value })),
  ...errorOf(errors, 'reason'),
})

const moreField = (more: string, errors: readonly FormError[]) => ({
  id: 'more',
  name: 'more',
  label: { text: 'Details (needed for another reason)', classes: 'govuk-label--s' },
  hint: { text: 'Write nothing that identifies a child.' },
  rows: 3,
  value: more,
  ...errorOf(errors, 'more'),
})
