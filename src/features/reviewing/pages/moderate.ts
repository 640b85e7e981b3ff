import { byQuestion, VERDICT_WORDS, verdictsOf, verdictsOn } from '../../verdicts/index.ts'
import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { errorsBy, summaryOf } from '../../../platform/forms/errors.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { findReturn, responsesOf, returnDocument } from '../../returns/index.ts'
import type { Round } from '../../rounds/index.ts'
import { memberHref, sampleHref, samplesTrail, visibleMember, type MemberPath } from '../../sampling/index.ts'
import { answerTo } from '../actions.ts'
import { disagreementsOf } from '../disagreementReadings.ts'
import { seenOf } from '../moderation.ts'
import { canBeSettled, moderate, moderatorOf } from '../moderateActions.ts'
import { refuse } from '../refusals.ts'
import { reviewsOf } from '../reviewStore.ts'
import { moderationForm, moderationVersion, NOTE_LIMIT } from '../schemas.ts'
import { questionIn } from '../reviewQuestions.ts'
import { cardView } from './disagreementView.ts'
import { whichWayView } from './whichWayView.ts'

type Typed = { verdict: string; direction: string; note: string }

/** GET: one question on which two reviewers differ, to be settled by someone who is neither. */
export const moderatePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  await show(db, res, actor, req, {})
}

/** POST: settles it, or (with `intent=back`) takes back what was settled. Where someone else was quicker, that is shown and nothing is written. */
export const saveModeratePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, path } = await visibleMember(db, actor, req)
  const isTakenBack = typed(req.body, 'intent') === 'back'
  const typedIn = { verdict: typed(req.body, 'verdict'), direction: typed(req.body, 'direction'), note: typed(req.body, 'note') }
  const parsed = parseForm(moderationForm, typedIn)
  if (!isTakenBack && !parsed.ok) {
    await show(db, res.status(422), actor, req, { typedIn, errors: parsed.errors })
    return
  }
  const question = String(req.params.question)
  const finding = isTakenBack || !parsed.ok ? { verdict: null } : parsed.values
  const given = { ...finding, baseVersion: moderationVersion.parse(typed(req.body, 'version')), seen: typed(req.body, 'seen') }
  const { changed, conflict, unfit, oneWay, written } = await moderate(db, actor, { ...path, question, given })
  if (changed || conflict || unfit) {
    const message = conflict
      ? `Someone else has settled this since you opened the page. ${await doneBy(db, actor, { round, path })}`.trim()
      : changed
        ? 'A reviewer has changed their verdict since you opened the page. Look at both again.'
        : 'The answer has changed since you opened the page: choose again.'
    await show(db, res.status(409), actor, req, { typedIn, errors: [{ field: 'verdict', message }] })
    return
  }
  if (oneWay !== '') {
    await show(db, res.status(422), actor, req, { typedIn, errors: [{ field: 'direction', message: oneWay }] })
    return
  }
  const list = `${sampleHref(round.id, sample.id)}/disagreements`
  req.session.notice = {
    text: written
      ? isTakenBack
        ? 'Taken back: it is to be settled again.'
        : 'Settled.'
      : `Nothing was new. ${await doneBy(db, actor, { round, path })}`.trim(),
  }
  const next = isTakenBack
    ? undefined
    : (await disagreementsOf(db, actor.partnershipId, sample.id)).differing.find(({ how }) => how === 'open')
  res.redirect(303, next ? `${memberHref({ ...path, memberId: next.memberId })}/disagreements/${next.questionKey}` : list)
}

const doneBy = (db: Db, actor: StaffActor, { round, path }: { round: Pick<Round, 'id'>; path: MemberPath }) =>
  earlier.doneBy(db, actor, { roundId: round.id }, ['review.moderated', 'review.moderation_taken_back'], { sampleId: path.sampleId })

async function show(
  db: Db,
  res: Response,
  actor: StaffActor,
  req: Request,
  { typedIn, errors = [] }: { typedIn?: Typed; errors?: readonly FormError[] },
): Promise<void> {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const question = String(req.params.question)
  const list = `${sampleHref(round.id, sample.id)}/disagreements`
  const [auditReturn, responses, verdicts, reviews] = await Promise.all([
    findReturn(db, actor.partnershipId, member.returnId),
    responsesOf(db, actor.partnershipId, member.returnId),
    verdictsOf(db, actor.partnershipId, member.id),
    reviewsOf(db, actor.partnershipId, [member.id]),
  ])
  if (!auditReturn) throw notFound()
  const document = await returnDocument(db, auditReturn)
  const readings = byQuestion(verdicts).get(question)
  if (!questionIn(document, question) && !readings) throw notFound()
  if (!readings || !canBeSettled(reviews, readings)) throw refuse.nothingToSettle(list)
  const answer = answerTo(responses, question)
  const judged = await moderatorOf(db, actor, { member, reviews, readings })
  const asked = questionIn(document, question)
  const errorOf = errorsBy(errors)
  const stored = readings.moderated
  const shown = typedIn ?? { verdict: stored?.verdict ?? '', direction: stored?.direction ?? '', note: stored?.note ?? '' }
  const concluded = member.outcome === null ? '' : 'The outcome of this review is recorded, so what was settled stays.'
  renderPage(res, 'reviewing/moderate', {
    title: stored ? 'What was settled' : 'Settle a disagreement',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: 'Disagreements', href: list },
      { text: member.establishmentName },
    ),
    errors: summaryOf(errors),
    establishment: member.establishmentName,
    card: cardView(document, question, { readings, answer }),
    note: concluded === '' ? (judged.may ? judged.note : judged.because) : concluded,
    editable: judged.may && concluded === '',
    action: `${memberHref(path)}/disagreements/${question}`,
    version: String(stored?.version ?? 0),
    seen: seenOf(readings),
    isSettled: stored !== undefined,
    verdict: {
      idPrefix: 'verdict',
      name: 'verdict',
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: 'What does the evidence show?', classes: 'govuk-fieldset__legend--s' } },
      items: verdictsOn(answer !== null).map(value => ({
        value,
        text: VERDICT_WORDS[value].words,
        hint: { text: VERDICT_WORDS[value].hint },
        checked: shown.verdict === value,
      })),
      errorMessage: errorOf('verdict'),
    },
    ...whichWayView(asked, answer, { name: 'direction', id: 'direction', chosen: shown.direction, error: errorOf('direction') }),
    reason: {
      id: 'note',
      name: 'note',
      limit: NOTE_LIMIT,
      label: { text: 'Why?', classes: 'govuk-label--s' },
      hint: { text: 'Both reviewers read it.' },
      rows: 3,
      value: shown.note,
      errorMessage: errorOf('note'),
    },
    backHref: list,
  })
}
