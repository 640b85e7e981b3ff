import { questionKeys } from '../reviewQuestions.ts'
import type { Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayInstant } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import type { StaffActor } from '../../history/index.ts'
import type { Round } from '../../rounds/index.ts'
import {
  memberHref,
  OUTCOME_WORDS,
  OUTCOMES,
  sampleHref,
  samplesTrail,
  visibleMember,
  type DipSample,
  type SampleMember,
} from '../../sampling/index.ts'
import { canLackEvidence, recordOutcome } from '../actions.ts'
import { refuse } from '../refusals.ts'
import { outcomeForm } from '../schemas.ts'
import { underReview, type UnderReview } from './reviewed.ts'

/** GET: what the review came to, to be written down. */
export const outcomePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const under = await underReview(db, actor, member, sample.areas)
  if (under.hasInterest) throw refuse.hasInterest(memberHref(path))
  const form = { outcome: member.outcome ?? '', note: member.outcomeNote, partial: false, version: String(member.version) }
  show(res, { round, sample, member, under, form })
}

/** POST: keeps it, unless somebody else has written another outcome meanwhile: then both are shown. */
export const saveOutcomePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const under = await underReview(db, actor, member, sample.areas)
  const form = {
    outcome: typed(req.body, 'outcome'),
    note: typed(req.body, 'note'),
    partial: typed(req.body, 'partial') === 'yes',
    version: typed(req.body, 'version'),
  }
  const state = { round, sample, member, under, form }
  const parsed = parseForm(outcomeForm, req.body)
  if (!parsed.ok) {
    show(res.status(422), { ...state, errors: parsed.errors })
    return
  }
  const { changedSince, missing, asked, unasked } = await recordOutcome(db, actor, { ...path, given: parsed.values })
  if (unasked) {
    show(res.status(422), { ...state, errors: [UNASKED] })
    return
  }
  if (missing > 0) {
    show(res.status(422), { ...state, errors: [missingError(missing, asked, member)] })
    return
  }
  if (changedSince) {
    show(res.status(409), { ...state, form: { ...form, version: String(changedSince.version) }, changedSince })
    return
  }
  req.session.notice = { text: `The outcome of ${member.establishmentName} is recorded. The establishment has not been told yet.` }
  res.redirect(303, memberHref(path))
}

const UNASKED: FormError = {
  field: 'outcome',
  message: `This establishment has not been asked for evidence in this sample, so none is missing: ask for it first, or choose another outcome than “${OUTCOME_WORDS.no_evidence.words}”`,
}

const missingError = (missing: number, asked: number, member: SampleMember): FormError =>
  missing === asked
    ? {
        field: 'outcome',
        message: `Give a verdict on at least one question first${canLackEvidence(member) ? `, or choose “${OUTCOME_WORDS.no_evidence.words}”` : ''}`,
      }
    : {
        field: 'partial',
        message: `${sayCount(missing, 'question')} of ${asked} ${missing === 1 ? 'has' : 'have'} no verdict: say that this is all you can conclude from, or review ${missing === 1 ? 'it' : 'them'} first`,
      }

type State = {
  round: Round
  sample: DipSample
  member: SampleMember
  under: UnderReview
  form: { outcome: string; note: string; partial: boolean; version: string }
  errors?: readonly FormError[]
  changedSince?: SampleMember
}

function show(res: Response, { round, sample, member, under, form, errors = [], changedSince }: State): void {
  const here = memberHref({ roundId: round.id, sampleId: sample.id, memberId: member.id })
  const errorOf = errorsBy(errors)
  const asked = questionKeys(under.areas)
  const reviewed = asked.filter(key => under.verdicts.has(key)).length
  renderPage(res, 'reviewing/outcome', {
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
    reviewed:
      asked.length === 0
        ? 'Nothing is asked question by question in this sample.'
        : `${reviewed === 0 ? 'None' : reviewed} of ${sayCount(asked.length, 'question')} ${reviewed === 1 ? 'has' : 'have'} a verdict.`,
    partial:
      reviewed === asked.length
        ? undefined
        : {
            idPrefix: 'partial',
            name: 'partial',
            items: [
              { value: 'yes', text: 'Conclude from these verdicts: the other questions could not be reviewed', checked: form.partial },
            ],
            errorMessage: errorOf('partial'),
          },
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
      // What would be refused is not offered, unless it was chosen before.
      items: OUTCOMES.filter(value => value !== 'no_evidence' || canLackEvidence(member) || form.outcome === value).map(value => ({
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
      limit: 5_000,
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
