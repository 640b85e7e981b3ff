import { questionKeys } from '../reviewQuestions.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { StaffActor } from '../../history/index.ts'
import { memberHref, sampleHref, samplesTrail, visibleMember } from '../../sampling/index.ts'
import { finishReview, reopenReview } from '../finishActions.ts'
import { refuse } from '../refusals.ts'
import { missingField } from '../schemas.ts'
import { underReview } from './reviewed.ts'

/** GET: that someone is through with a member, to be confirmed with how many questions have no verdict. */
export const finishPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, sample, member, path } = await visibleMember(db, actor, req)
  const under = await underReview(db, actor, member, sample.areas)
  if (!under.own) throw refuse.notYours(memberHref(path))
  if (under.own.finishedAt) throw refuse.finished(memberHref(path))
  const asked = questionKeys(under.areas)
  const missing = asked.filter(key => !under.verdicts.has(key)).length
  const changed = typed(req.query, 'changed') === '1'
  renderPage(res, 'reviewing/finish', {
    title: 'I have finished this review',
    layout: 'staff',
    breadcrumbs: samplesTrail(
      round,
      { text: sample.name, href: sampleHref(round.id, sample.id) },
      { text: member.establishmentName, href: memberHref(path) },
      { text: 'Finish' },
    ),
    establishment: member.establishmentName,
    changed: changed ? 'The verdicts have changed since you opened the page. Look at the number again.' : '',
    lines: [
      asked.length === 0
        ? 'Nothing is asked question by question in this sample.'
        : missing === 0
          ? `All ${sayCount(asked.length, 'question')} have a verdict.`
          : `${missing} of ${sayCount(asked.length, 'question')} ${missing === 1 ? 'has' : 'have'} no verdict.`,
      'Afterwards your verdicts are locked. You can open the review again until what two reviewers differ about is settled.',
      ...(under.reviews.length > 1 ? ['When both reviewers have finished, each sees what the other found.'] : []),
    ],
    action: `${memberHref(path)}/finish`,
    missing: String(missing),
    button: missing === 0 ? 'Finish this review' : `Finish, with ${missing} without a verdict`,
    cancelHref: memberHref(path),
  })
}

/** POST: locks it, unless another number of questions is without a verdict by now: then that is shown. */
export const doFinishPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { member, path } = await visibleMember(db, actor, req)
  const { missing, written } = await finishReview(db, actor, { ...path, missing: missingField.parse(typed(req.body, 'missing')) })
  if (missing !== undefined) {
    res.redirect(303, `${memberHref(path)}/finish?changed=1`)
    return
  }
  req.session.notice = {
    text: written ? `Your review of ${member.establishmentName} is finished.` : 'Your review had been finished before.',
    link: { text: 'Next establishment', href: `/reviews/next?after=${member.id}` },
  }
  res.redirect(303, memberHref(path))
}

/** POST: opens it again. */
export const reopenPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { member, path } = await visibleMember(db, actor, req)
  const { written } = await reopenReview(db, actor, path)
  req.session.notice = { text: written ? `Your review of ${member.establishmentName} is open again.` : 'Your review was open already.' }
  res.redirect(303, memberHref(path))
}
