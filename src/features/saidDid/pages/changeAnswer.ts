import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { actionHref, nameOf } from '../../actions/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { moveAnswer, removeAnswer } from '../answerActions.ts'
import { answersHref, saidDidHref } from '../paths.ts'
import { directed } from '../schemas.ts'
import { saidDidTrail, visibleAnswer } from './visible.ts'

/** POST: one place up or down within its theme. */
export const moveAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme, answer } = await visibleAnswer(db, actor, req)
  const { direction } = directed.parse(req.body ?? {})
  const moved = await moveAnswer(db, actor, { roundId: round.id, themeId: theme.id, actionId: answer.action.id, direction })
  if (!moved)
    req.session.notice = { text: `The answer is the ${direction === 'up' ? 'first' : 'last'} of its theme already.`, kind: 'information' }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}

/** GET: asks before an answer is taken out of a theme. */
export const removeAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme, answer } = await visibleAnswer(db, actor, req)
  const { action } = answer
  renderPage(res, 'saidDid/remove', {
    title: 'Remove an answer',
    layout: 'staff',
    breadcrumbs: saidDidTrail(round, { text: 'Remove an answer' }),
    roundName: theme.title,
    confirm: {
      heading: `Is this no answer to “${theme.title}”?`,
      paragraphs: [
        action.what,
        'The action itself stays, with its progress. What was published keeps saying it until you publish the next version.',
      ],
      action: `${answersHref(round.id, theme.id)}/${action.id}/remove`,
      button: { text: 'Remove the answer', warning: true },
      cancel: { text: 'Cancel', href: `${saidDidHref(round.id)}#theme-${theme.id}` },
    },
  })
}

/** POST: takes it out. */
export const doRemoveAnswerPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, theme, answer } = await visibleAnswer(db, actor, req)
  await removeAnswer(db, actor, { roundId: round.id, themeId: theme.id, actionId: answer.action.id })
  req.session.notice = {
    text: `The answer is removed from “${theme.title}”. The action is still there:`,
    link: { text: nameOf(answer.action), href: actionHref(answer.action.id) },
  }
  res.redirect(303, `${saidDidHref(round.id)}#theme-${theme.id}`)
}
