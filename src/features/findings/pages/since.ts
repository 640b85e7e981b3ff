import type { Response } from 'express'
import { idIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import type { StaffActor } from '../../history/index.ts'
import { settingsOf } from '../../partnerships/index.ts'
import { earlierRounds } from '../../yearOnYear/index.ts'
import { sayChange } from '../change.ts'
import { heldAgainst, sayFindingChange } from '../changeActions.ts'
import { sentenceOf } from '../finding.ts'
import { findingsHref, findingsTrail, visibleFinding } from './visible.ts'

/** GET: a finding beside each earlier round: how it has changed, which it may say; or why it may not. */
export const sincePage: Page<StaffActor> = async ({ db, actor }, req, res: Response) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const of = { partnershipId: actor.partnershipId, roundId: round.id }
  const { leastForWords: least } = await settingsOf(db, actor.partnershipId)
  const rounds = []
  for (const since of (await earlierRounds(db, actor.partnershipId, round.id)).slice(0, MOST_ROUNDS)) {
    const held = (await heldAgainst(db, of, [finding], since)).get(finding.id)
    const said = finding.against === since.id
    rounds.push({
      id: since.id,
      title: since.name,
      sentence: held?.then ? sayChange(finding, held.then, { since: since.name, least }) : '',
      reasons: held?.reasons ?? [],
      cautions: held?.then ? held.cautions : [],
      said: said ? 'The finding says this, here and when it is published.' : '',
      button: held?.then && !said ? { text: 'Say this with the finding', value: String(since.id) } : undefined,
    })
  }
  const here = findingsHref(round.id)
  renderPage(res, 'findings/since', {
    title: 'Compare a finding',
    layout: 'staff',
    breadcrumbs: findingsTrail(round, { text: 'Compare a finding' }),
    roundName: round.name,
    sentence: sentenceOf(finding, least),
    action: `${here}/${finding.id}/since`,
    rounds,
    empty: {
      heading: 'There is no earlier round to compare with',
      text: 'From your second round on, a finding can say how it has changed, where both rounds asked the same.',
      action: { text: 'Back to the findings', href: here },
    },
    stop: finding.against === null ? '' : 'Say no change with the finding',
    backHref: here,
  })
}

/** As many as somebody looks back. */
const MOST_ROUNDS = 5

/** POST: lets the finding say it, or no longer. */
export const doSincePage: Page<StaffActor> = async ({ db, actor }, req, res) => {
  const { round, finding } = await visibleFinding(db, actor, req)
  const against = idIn<'round'>(typed(req.body, 'against')) ?? null
  const isNew = await sayFindingChange(db, actor, { roundId: round.id, findingId: finding.id, against })
  const text = against === null ? 'The finding says no change.' : 'The finding says how it has changed.'
  req.session.notice = isNew ? { text } : { text: `${text} Nothing was changed.`, kind: 'information' }
  res.redirect(303, `${findingsHref(round.id)}#finding-${finding.id}`)
}
