import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound, type Round } from '../../rounds/index.ts'
import { textsForm } from '../schemas.ts'
import { textsOf, type RoundTexts } from '../store.ts'
import { saveTexts } from '../textActions.ts'

/** GET: what every feedback of a round says. */
export const textsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const texts = await textsOf(db, { partnershipId: actor.partnershipId, roundId: round.id })
  show(res, round, { ...texts, version: String(texts.version) })
}

/** POST: keeps it, unless a colleague has written something else meanwhile: then both are shown. */
export const saveTextsPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const form = {
    opening: typed(req.body, 'opening'),
    nextYear: typed(req.body, 'nextYear'),
    nextSteps: typed(req.body, 'nextSteps'),
    version: typed(req.body, 'version'),
  }
  const parsed = parseForm(textsForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), round, form, parsed.errors)
    return
  }
  const { changedSince } = await saveTexts(db, actor, { roundId: round.id, ...parsed.values })
  if (changedSince) {
    show(res.status(409), round, { ...form, version: String(changedSince.version) }, [], changedSince)
    return
  }
  req.session.notice = { text: 'What all of them are told is saved. What was sent already stays as it was.' }
  res.redirect(303, `/rounds/${round.id}/feedback`)
}

type Form = { opening: string; nextYear: string; nextSteps: string; version: string }

const BOXES = [
  ['opening', 'Opening', 'The first words of every feedback, under its heading.'],
  ['nextYear', 'What changes next year', 'For those whose return you received: questions that change, dates, what you will look at.'],
  ['nextSteps', 'What happens next', 'For those without a return: what you will do, by when, and who to call.'],
] as const

function show(res: Response, round: Round, form: Form, errors: readonly FormError[] = [], theirs?: RoundTexts): void {
  const errorOf = errorsBy(errors)
  renderPage(res, 'feedback/texts', {
    title: 'What all of them are told',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Feedback', href: `/rounds/${round.id}/feedback` }, { text: 'What all of them are told' }),
    roundName: round.name,
    errors: [
      ...summaryOf(errors),
      ...(theirs ? [{ text: 'A colleague has written something else since you opened this page', href: '#opening' }] : []),
    ],
    theirs: theirs && BOXES.map(([name, label]) => ({ label, text: theirs[name] })),
    theirsBy: theirs?.writtenBy ?? '',
    boxes: BOXES.map(([name, label, hint]) => ({
      id: name,
      name,
      limit: 2_000,
      label: { text: label, classes: 'govuk-label--m' },
      hint: { text: hint },
      rows: 5,
      value: form[name],
      errorMessage: errorOf(name),
    })),
    version: form.version,
    action: `/rounds/${round.id}/feedback/texts`,
    cancelHref: `/rounds/${round.id}/feedback`,
  })
}
