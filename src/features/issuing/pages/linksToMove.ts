import { typedAll } from '../../../platform/forms/parseForm.ts'
import { idsIn } from '../../../platform/forms/fields.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { sayCount } from '../../../platform/say.ts'
import { returnsOutOfStep } from '../../correspondence/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { roundTrail, visibleRound } from '../../rounds/index.ts'
import { moveAll } from '../moveActions.ts'
import { moveLine, outOfStepLine } from '../outOfStepWords.ts'

/** As many are moved by one press: nobody reads more before pressing. */
const MOST = 100

/** The links of a round whose holder left or whose address changed, and where each would go. */
export const linksToMovePage: Page<StaffActor> = async ({ db, actor, now }, req, res) => {
  const round = await visibleRound(db, actor, req)
  const found = await returnsOutOfStep(db, actor.partnershipId, { roundId: round.id }, londonDate(now()))
  const all = found.flatMap(({ about, links }) => links.map(link => ({ about, link })))
  const listed = all.slice(0, MOST)
  const [moves, ends] = [listed.filter(({ link }) => link.to !== null), listed.filter(({ link }) => link.to === null && !link.main)]
  const stuck = listed.length - moves.length - ends.length
  renderPage(res, 'issuing/linksToMove', {
    title: 'Links to move',
    layout: 'staff',
    breadcrumbs: roundTrail(round, { text: 'Returns', href: `/rounds/${round.id}/returns` }, { text: 'Links to move' }),
    roundName: round.name,
    none: all.length === 0,
    empty: { heading: 'No link has to be moved', text: 'Each is with the person and the address that the register has today.' },
    line: [
      `${sayCount(moves.length, 'link')} will be moved, each with a message to its new holder.`,
      ends.length === 0 ? '' : `${sayCount(ends.length, 'link')} of colleagues who left will be ended.`,
      stuck === 0
        ? ''
        : `${sayCount(stuck, 'stays', 'stay')} as ${stuck === 1 ? 'it is' : 'they are'}: nobody in the register can be mailed.`,
      all.length > MOST ? `The first ${MOST} of ${all.length} are listed: the rest follow once these are done.` : '',
    ]
      .filter(words => words !== '')
      .join(' '),
    rows: listed.map(({ about, link }) => ({
      id: link.invitationId,
      name: about.establishment.name,
      href: `/returns/${about.returnId}/links`,
      why: outOfStepLine(link),
      then: moveLine(link),
      moves: link.to !== null || !link.main,
    })),
    button:
      moves.length + ends.length === 0
        ? ''
        : ends.length === 0
          ? `Move ${sayCount(moves.length, 'link')}`
          : `Move ${sayCount(moves.length, 'link')} and end ${ends.length}`,
    action: `/rounds/${round.id}/links-to-move`,
  })
}

export const moveAllPage: Page<StaffActor> = async (context, req, res) => {
  const round = await visibleRound(context.db, context.actor, req)
  const chosen = idsIn<'invitation'>(typedAll(req.body, 'invitation'))
  const { moved, ended, left } = await moveAll(context, context.actor, { roundId: round.id, chosen })
  const told = [
    `${sayCount(moved, 'link was', 'links were')} moved, and the old ${moved === 1 ? 'one has' : 'ones have'} ended.`,
    ended === 0 ? '' : `${sayCount(ended, 'link')} of colleagues who left ${ended === 1 ? 'was' : 'were'} ended.`,
    left === 0 ? '' : `${sayCount(left, 'stays', 'stay')} as before.`,
  ]
  req.session.notice = { text: moved + ended === 0 ? 'No link had to be moved any more.' : told.filter(words => words !== '').join(' ') }
  res.redirect(303, `/rounds/${round.id}/links-to-move`)
}
