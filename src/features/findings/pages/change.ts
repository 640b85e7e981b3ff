import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { earlier, type StaffActor } from '../../history/index.ts'
import { deleteFinding, moveFinding } from '../actions.ts'
import { KIND_WORDS, sentenceOf } from '../finding.ts'
import { directed } from '../schemas.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/** POST: one place up or down. */
export const movePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const { direction } = directed.parse(req.body ?? {})
  const moved = await moveFinding(db, actor, { roundId: round.id, findingId: finding.id, direction })
  if (!moved) {
    const by = await earlier.doneBy(db, actor, { roundId: round.id }, ['finding.moved'], { findingId: finding.id, direction })
    const place = direction === 'up' ? 'first' : 'last'
    req.session.notice = { text: `The finding is the ${place} of its list already. ${by}`.trim(), kind: 'information' }
  }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}

/** GET: asks before a finding is removed. */
export const deletePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const { leastForWords } = await settingsOf(db, actor.partnershipId)
  const here = findingsHref(round.id)
  renderPage(res, 'findings/delete', {
    title: 'Remove a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'Remove a finding' }),
    roundName: round.name,
    confirm: {
      heading: 'Is this the finding to remove?',
      paragraphs: [
        `${KIND_WORDS[finding.kind].words}: ${sentenceOf(finding, leastForWords)}`,
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
