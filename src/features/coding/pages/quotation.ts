import type { Response } from 'express'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { capitalised, shortened } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { lookAt } from '../nameActions.ts'
import { piecesOf, WHY_MARKED, type Mark } from '../names.ts'
import { commentHref, quotationHref, quotationsHref } from '../paths.ts'
import { QUOTATION_STATES, standsIn, stateOf, type Quotation } from '../quotation.ts'
import { approveQuotation, editQuotation, endApproval, removeQuotation } from '../quotationActions.ts'
import { quotationForm, quotationSchema, themeId, versioned, type QuotationForm } from '../schemas.ts'
import { themesOf } from '../themeStore.ts'
import { codingTrail, visibleQuotation } from './visible.ts'

/** GET: a quotation: as it was written, and as it is to be published, with what may be names marked. */
export const quotationPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleQuotation(context.db, context.actor, req)
  await show(context, res, found, {})
}

/** POST: keeps it as it was edited. */
export const editQuotationPage: Page<StaffActor> = async (context, req, res) => {
  const found = await visibleQuotation(context.db, context.actor, req)
  const form = quotationForm(req.body)
  const parsed = parseForm(quotationSchema, form)
  const { version } = versioned.parse(req.body ?? {})
  const errors = parsed.ok ? untouched(parsed.values.body, form, found.quotation) : parsed.errors
  if (!parsed.ok || errors.length > 0) {
    await show(context, res.status(422), found, { form, version, errors })
    return
  }
  const { round, quotation } = found
  const { changedSince } = await editQuotation(context.db, context.actor, {
    roundId: round.id,
    quotationId: quotation.id,
    version,
    body: parsed.values.body,
    themeId: themeId(form.theme),
    notNames: form.notNames,
    at: context.now(),
  })
  if (changedSince) {
    await show(context, res.status(409), { ...found, quotation: changedSince }, { form, version: changedSince.version, changedSince })
    return
  }
  req.session.notice = { text: 'The quotation is saved. It is not approved yet.' }
  res.redirect(303, quotationHref(round.id, quotation.id))
}

/** Words that were left as they are have to be read: somebody says so. */
const untouched = (body: string, { unchanged }: QuotationForm, { original }: Quotation): FormError[] =>
  unchanged || !(standsIn(body, original) && standsIn(original, body))
    ? []
    : [{ field: 'unchanged', message: 'Edit the words, or tick that you have read them and nothing needs to change' }]

/** POST: it may be published. */
export const approveQuotationPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, quotation } = await visibleQuotation(db, actor, req)
  await approveQuotation(db, actor, { roundId: round.id, quotationId: quotation.id, ...versioned.parse(req.body ?? {}) })
  req.session.notice = { text: 'The quotation is approved. It leaves with the findings, when they are published next.' }
  res.redirect(303, quotationsHref(round.id))
}

/** POST: it may not be published any more. */
export const endApprovalPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, quotation } = await visibleQuotation(db, actor, req)
  await endApproval(db, actor, { roundId: round.id, quotationId: quotation.id })
  req.session.notice = { text: 'The quotation is not approved any more. What was published with it stays as it was.' }
  res.redirect(303, quotationHref(round.id, quotation.id))
}

/** GET: asks before a quotation is removed. */
export const removeQuotationPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, quotation } = await visibleQuotation(db, actor, req)
  const here = quotationHref(round.id, quotation.id)
  renderPage(res, 'coding/confirm', {
    title: 'Remove a quotation',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Quotations', href: quotationsHref(round.id) }, { text: 'Remove' }),
    roundName: round.name,
    confirm: {
      heading: 'Is this the quotation to remove?',
      paragraphs: [`“${shortened(quotation.body, 300)}”`, 'The comment stays. What was published stays as it was.'],
      action: `${here}/remove`,
      button: { text: 'Remove the quotation', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. */
export const doRemoveQuotationPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, quotation } = await visibleQuotation(db, actor, req)
  await removeQuotation(db, actor, { roundId: round.id, quotationId: quotation.id })
  req.session.notice = { text: 'The quotation is removed.' }
  res.redirect(303, quotationsHref(round.id))
}

type Found = Awaited<ReturnType<typeof visibleQuotation>>
type State = { form?: QuotationForm; version?: number; errors?: readonly FormError[]; changedSince?: Quotation }

async function show({ db }: PageContext<StaffActor>, res: Response, { round, of, quotation }: Found, state: State): Promise<void> {
  const { form, version = quotation.version, errors = [], changedSince } = state
  const [looked] = await lookAt(db, of, [form ? { ...quotation, body: form.body } : quotation])
  if (!looked) throw new Error('nobody looked at the quotation')
  const { who, marks } = looked
  const [standing] = form ? await lookAt(db, of, [quotation]) : [looked]
  const lacks = standing?.lacks ?? []
  const state_ = stateOf(quotation, lacks)
  const themes = await themesOf(db, of)
  const errorOf = errorsBy(errors)
  const here = quotationHref(round.id, quotation.id)
  const chosen = form?.theme ?? String(quotation.themeId ?? '')
  renderPage(res, 'coding/quotation', {
    title: 'A quotation',
    layout: 'staff',
    breadcrumbs: codingTrail(round, { text: 'Quotations', href: quotationsHref(round.id) }, { text: 'A quotation' }),
    roundName: round.name,
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed this quotation since you opened this page', href: '#body' }] : []),
    ],
    conflict: changedSince && {
      theirs: `${changedSince.editedBy ?? 'A colleague'} changed it to:`,
      lines: changedSince.body.split('\n'),
      mine: 'What you wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    tag: QUOTATION_STATES[state_],
    who: who === undefined ? '' : capitalised(who),
    from: { text: quotation.establishment, href: commentHref(round.id, quotation.commentId) },
    history: historyOf(quotation),
    original: piecesOf(quotation.original, marks.original),
    edited: quotation.editedAt === null && !form ? undefined : piecesOf(form?.body ?? quotation.body, marks.body),
    lacks: quotation.editedAt === null ? [] : lacks,
    action: here,
    version: String(version),
    body: {
      id: 'body',
      name: 'body',
      limit: 1_000,
      label: { text: 'The words to publish', classes: 'govuk-label--s' },
      hint: { text: 'Take out names, places and all by which someone could tell who wrote it, or who it is about. What was meant stays.' },
      rows: 5,
      value: form?.body ?? quotation.body,
      errorMessage: errorOf('body'),
    },
    unchanged: {
      idPrefix: 'unchanged',
      name: 'unchanged',
      classes: 'govuk-checkboxes--small',
      items: [
        {
          value: 'yes',
          text: 'I have read it, and nothing needs to change',
          checked: form?.unchanged ?? (quotation.editedAt !== null && quotation.body === quotation.original),
        },
      ],
      errorMessage: errorOf('unchanged'),
    },
    notNames: notNamesField(quotation, marks, form),
    theme:
      themes.length === 0
        ? undefined
        : {
            id: 'theme',
            name: 'theme',
            label: { text: 'Theme', classes: 'govuk-label--s' },
            items: [
              { value: '', text: 'No theme' },
              ...themes.map(({ id, name }) => ({ value: String(id), text: name, selected: chosen === String(id) })),
            ],
          },
    approve: quotation.approvedAt === null && quotation.editedAt !== null && lacks.length === 0 && !form ? `${here}/approve` : '',
    endApproval: quotation.approvedAt === null ? '' : `${here}/approval`,
    removeHref: `${here}/remove`,
  })
}

function historyOf({ pickedBy, editedBy, editedAt, approvedBy, approvedAt }: Quotation): string {
  return [
    `Picked by ${pickedBy}.`,
    editedAt === null ? '' : `Edited by ${editedBy ?? ''}, ${sayInstant(editedAt)}.`,
    approvedAt === null ? '' : `Approved by ${approvedBy ?? ''}, ${sayInstant(approvedAt)}.`,
  ]
    .filter(part => part !== '')
    .join(' ')
}

/** What is marked, and what somebody said is no name, each to be ticked. */
function notNamesField({ notNames }: Quotation, marks: { original: Mark[]; body: Mark[] }, form: QuotationForm | undefined) {
  const marked = new Map([...marks.original, ...marks.body].map(({ folded, written, why }) => [folded, { written, why: WHY_MARKED[why] }]))
  const items = [
    ...[...marked].map(([value, { written, why }]) => ({
      value,
      text: `“${written}”`,
      hint: { text: capitalised(why) },
      checked: form?.notNames.includes(value) ?? false,
    })),
    ...notNames.map(({ word, by }) => ({
      value: word,
      text: `“${word}”`,
      hint: { text: `${by} said that it is no name` },
      checked: form ? form.notNames.includes(word) : true,
    })),
  ]
  if (items.length === 0) return undefined
  return {
    idPrefix: 'notNames',
    name: 'notNames',
    classes: 'govuk-checkboxes--small',
    fieldset: { legend: { text: 'Which of these are no names?', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: 'Tick what names nobody and no place. What is left has to be taken out of the words to publish.' },
    items,
  }
}
