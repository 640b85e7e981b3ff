import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref } from '../paths.ts'
import { OUTCOME_WORDS, OUTCOMES } from '../review.ts'
import { recordOutcome } from '../reviewActions.ts'
import { outcomeForm } from '../schemas.ts'
import type { DipSample } from '../store.ts'
import type { SampleMember } from '../memberStore.ts'
import { samplesTrail, visibleMember } from './visible.ts'

/** GET: what the review came to, to be written down. */
export const outcomePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member } = await visibleMember(db, actor, req)
  const form = { outcome: member.outcome ?? '', note: member.outcomeNote, version: String(member.version) }
  show(res, { round, sample, member, form })
}

/** POST: keeps it, unless somebody else has written another outcome meanwhile: then both are shown. */
export const saveOutcomePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const form = { outcome: typed(req.body, 'outcome'), note: typed(req.body, 'note'), version: typed(req.body, 'version') }
  const parsed = parseForm(outcomeForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { round, sample, member, form, errors: parsed.errors })
    return
  }
  const { changedSince } = await recordOutcome(db, actor, { ...path, given: parsed.values })
  if (changedSince) {
    show(res.status(409), { round, sample, member, form: { ...form, version: String(changedSince.version) }, changedSince })
    return
  }
  req.session.notice = { text: `The outcome of ${member.establishmentName} is recorded. The establishment has not been told yet.` }
  res.redirect(303, memberHref(path))
}

type State = {
  round: Round
  sample: DipSample
  member: SampleMember
  form: { outcome: string; note: string; version: string }
  errors?: readonly FormError[]
  changedSince?: SampleMember
}

function show(res: Response, { round, sample, member, form, errors = [], changedSince }: State): void {
  const here = memberHref({ roundId: round.id, sampleId: sample.id, memberId: member.id })
  const errorOf = errorsBy(errors)
  renderPage(res, 'sampling/outcome', {
    title: 'Outcome of the review',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: here },
      { text: 'Outcome' },
    ),
    errors: [
      ...summaryOf(errors),
      ...(changedSince ? [{ text: 'Someone else has changed the outcome since you opened this page', href: '#outcome' }] : []),
    ],
    establishment: member.establishmentName,
    action: `${here}/outcome`,
    cancelHref: here,
    version: form.version,
    conflict: changedSince && {
      theirs: `${changedSince.outcomeBy ?? 'Someone'} recorded “${changedSince.outcome ? OUTCOME_WORDS[changedSince.outcome].words : ''}”${changedSince.outcomeAt ? ` at ${sayInstant(changedSince.outcomeAt)}` : ''}.`,
      theirNote: changedSince.outcomeNote,
      mine: 'What you chose and wrote is still below, and is not saved. Save again to put it in place of theirs.',
    },
    outcome: {
      idPrefix: 'outcome',
      name: 'outcome',
      fieldset: { legend: { text: 'What is your conclusion?', classes: 'govuk-fieldset__legend--s' } },
      items: OUTCOMES.map(value => ({
        value,
        text: OUTCOME_WORDS[value].words,
        hint: { text: OUTCOME_WORDS[value].hint },
        checked: form.outcome === value,
      })),
      errorMessage: errorOf('outcome'),
    },
    note: {
      id: 'note',
      name: 'note',
      label: { text: 'What should the establishment know?', classes: 'govuk-label--s' },
      hint: {
        text: 'It is sent to them as you write it: what was good, what to work on, what you could not see. Write nothing that identifies a child.',
      },
      rows: 10,
      value: form.note,
      errorMessage: errorOf('note'),
    },
  })
}
