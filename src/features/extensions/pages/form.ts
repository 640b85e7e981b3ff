import type { Response } from 'express'
import { dayField, momentInBoxes, timeField, typedMoment, type TypedMoment } from '../../../platform/forms/moment.ts'
import { typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant, sayShortInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayNumber, sayTimes } from '../../../platform/say.ts'
import { STATUSES } from '../../returns/index.ts'
import { roundTrail, type Round } from '../../rounds/index.ts'
import { EXTENSION_REASONS } from '../reasons.ts'
import { chosenOfList, type Chosen, type ReturnToExtend } from '../store.ts'
import { openRound } from './openRound.ts'

/** The boxes of the form, as text. */
export type FormText = { due: TypedMoment; reason: string; more: string }

/** GET: for the returns that the live list's form, or a link on one return's page, means. */
export const newExtensionPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await openRound(db, actor, req)
  const chosen = await chosenOfList(db, { partnershipId: actor.partnershipId, roundId: round.id }, req.query, MOST_LISTED)
  const form = { due: { day: '', month: '', year: '', time: momentInBoxes(round.dueAt).time }, reason: '', more: '' }
  showForm(res, { round, chosen, form })
}

export const typedForm = (body: unknown): FormText => ({
  due: typedMoment(body, 'due'),
  reason: typed(body, 'reason'),
  more: typed(body, 'more'),
})

type FormState = { round: Round; chosen: Chosen; form: FormText; errors?: readonly FormError[] }

export function showForm(res: Response, state: FormState): void {
  if (state.errors?.length) res.status(422)
  renderPage(res, 'extensions/form', formView(state))
}

function formView({ round, chosen, form, errors = [] }: FormState): ViewModel {
  const only = chosen.count === 1 ? chosen.first[0] : undefined
  const base = `/rounds/${round.id}`
  return {
    title: only ? `Give ${only.name} more time` : 'Give more time',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Extensions', href: `${base}/extensions` }, { text: 'Give more time' }),
    errors: summaryOf(errors),
    empty: chosen.count === 0 ? nothingChosen(base) : undefined,
    action: `${base}/extensions/preview`,
    returns: chosen.returns,
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
  return `It is due at ${sayInstant(dueAt)}. Its status is “${STATUSES[status].words.toLowerCase()}”.${first}`
}

const lineOf = ({ name, dueAt, status }: ReturnToExtend): string =>
  `${name}: due ${sayShortInstant(dueAt)}, ${STATUSES[status].words.toLowerCase()}`

/** No page lists more than this: nobody reads thousands, and a phone could not draw them. */
export const MOST_LISTED = 100

function chosenLines({ count, first }: Chosen): string[] {
  const lines = first.map(lineOf)
  return count > first.length ? [...lines, `and ${sayNumber(count - first.length)} more`] : lines
}

function manyLine({ count, beyond }: Chosen): string {
  const some = beyond === 0 ? '' : ` ${sayNumber(beyond)} of them can no longer be given more time: the next page says why.`
  return `${sayNumber(count)} returns are chosen.${some}`
}

const reasonsField = (reason: string, errors: readonly FormError[]) => ({
  idPrefix: 'reason',
  name: 'reason',
  fieldset: { legend: { text: 'Why', classes: 'govuk-fieldset__legend--s' } },
  hint: { text: 'For your records. The establishment is told the new date, not the reason.' },
  items: Object.entries(EXTENSION_REASONS).map(([value, text]) => ({ value, text, checked: reason === value })),
  errorMessage: errorsBy(errors)('reason'),
})

const moreField = (more: string, errors: readonly FormError[]) => ({
  id: 'more',
  name: 'more',
  limit: 500,
  label: { text: 'Details (needed for another reason)', classes: 'govuk-label--s' },
  hint: { text: 'Write nothing that identifies a child.' },
  rows: 3,
  value: more,
  errorMessage: errorsBy(errors)('more'),
})
