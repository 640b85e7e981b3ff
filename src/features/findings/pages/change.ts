import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayCount } from '../../../platform/say.ts'
import { sayInstant } from '../../../platform/london.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { deleteFinding, moveFinding } from '../actions.ts'
import { recountFindings } from '../recountActions.ts'
import { KIND_WORDS, sentenceOf } from '../finding.ts'
import { quantify } from '../quantifier.ts'
import { directed, recounted } from '../schemas.ts'
import { visibleRound } from '../../rounds/index.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/** POST: counts one finding again, or all of the round. */
export const recountPage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const { finding } = recounted.parse(req.body ?? {})
  const { moved } = await recountFindings(db, actor, { roundId: round.id, findingId: finding })
  const by = moved === 0 ? await earlier.lastDone(db, actor, { roundId: round.id }, { verbs: ['finding.recounted'] }) : undefined
  const last = by === undefined ? '' : ` ${by.by} counted last, at ${sayInstant(by.at)}.`
  req.session.notice = {
    text: moved === 0 ? `Counted again: nothing has moved.${last}` : `Counted again: ${sayCount(moved, 'has', 'have')} new figures.`,
  }
  res.redirect(303, `${findingsHref(round.id)}${finding === undefined ? '' : `#finding-${finding}`}`)
}

/** POST: one place up or down. */
export const movePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const { direction } = directed.parse(req.body ?? {})
  const moved = await moveFinding(db, actor, { roundId: round.id, findingId: finding.id, direction })
  if (!moved) {
    const by = await earlier.doneBy(db, actor, { roundId: round.id }, ['finding.moved'], { findingId: finding.id, direction })
    const place = direction === 'up' ? 'first' : 'last'
    req.session.notice = { text: `The finding is the ${place} of its area already. ${by}`.trim(), kind: 'information' }
  }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}

/** GET: asks before a finding is removed. */
export const deletePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const here = findingsHref(round.id)
  renderPage(res, 'findings/delete', {
    title: 'Remove a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'Remove a finding' }),
    roundName: round.name,
    confirm: {
      heading: 'Is this the finding to remove?',
      paragraphs: [
        `${KIND_WORDS[finding.kind].words}: ${sentenceOf(quantify(finding.n, finding.of), finding.source, finding.statement)}`,
        'The answers behind it stay as they are, and the history keeps what it said.',
      ],
      action: `${here}/${finding.id}/delete`,
      button: { text: 'Remove the finding', warning: true },
      cancel: { text: 'Cancel', href: here },
    },
  })
}

/** POST: removes it. */
export const doDeletePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const removed = await deleteFinding(db, actor, { roundId: round.id, findingId: finding.id })
  const by = removed ? '' : await earlier.doneBy(db, actor, { roundId: round.id }, ['finding.deleted'], { findingId: finding.id })
  req.session.notice = { text: `The finding is removed. ${by}`.trim() }
  res.redirect(303, findingsHref(round.id))
}
