import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { idIn } from '../../../platform/forms/fields.ts'
import { parseForm, typed } from '../../../platform/forms/parseForm.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { londonDate } from '../../../platform/london.ts'
import { returnToWriteAbout } from '../../correspondence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { invitationsOf, revokeLink, sectionsGiven, showLink, type Invitation } from '../../links/index.ts'
import { lastSentByLink, sayLastSent, sayQueued } from '../../messages/index.ts'
import { registerChanged } from '../handOverOffers.ts'
import { inviteColleague } from '../linkActions.ts'
import { refuse } from '../refusals.ts'
import { colleague, keyed } from '../schemas.ts'
import { colleaguesView, holdsMain, type ColleaguesState } from './colleaguesView.ts'
import { reachFrom, typedOpens } from './opensFields.ts'

/** Who holds a link to this return, and how another colleague gets one. */
export const colleaguesPage: Page<ContributorActor> = (context, _req, res) => show(context, res)

/** Shows a colleague's link to whoever holds the main one, to hand over themselves. A form, so that the history can say who saw it. */
export const showColleagueLinkPage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  const link = await colleaguesLink(db, actor, typed(req.body, 'invitation'))
  const address = await showLink(context, actor, { returnId: actor.returnId, invitationId: link.id })
  const sent = await lastSentByLink(db, actor.partnershipId, [actor.returnId])
  await show(context, res, { shown: { name: link.name, address, delivery: sayLastSent(sent.get(link.id)) } })
}

/** Whoever holds the main link gives a colleague a link of their own, to all of the return or to some sections, so that each answers under their own name. */
export const addColleaguePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  if (!holdsMain(await workingLinks(db, actor), actor)) throw refuse.onlyMain()
  const { asked } = await sectionsGiven.sectionsOfReturn(db, actor.partnershipId, actor.returnId)
  const parsed = parseForm(colleague, req.body)
  const opened = reachFrom(typedOpens(req.body), asked)
  if (!parsed.ok || 'errors' in opened) {
    const errors = [...(parsed.ok ? [] : parsed.errors), ...('errors' in opened ? opened.errors : [])]
    await show(context, res.status(422), { errors, given: { ...typedColleague(req), ...typedOpens(req.body) } })
    return
  }
  const { name } = await inviteColleague(context, actor, {
    returnId: actor.returnId,
    ...parsed.values,
    reach: opened.reach,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `${sayQueued(context.mail, `The message to ${name} with the link`)}.` }
  res.redirect(303, '/return/colleagues')
}

/** Asks before a colleague's link ends. */
export const endColleagueQuestionPage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const { id, name } = await colleaguesLink(db, actor, req.params.invitationId)
  renderPage(res, 'issuing/endColleague', {
    title: `End the link of ${name}?`,
    layout: 'respondent',
    backLink: { href: '/return/colleagues', text: 'Colleagues who help' },
    name,
    invitation: id,
  })
}

/** Ends a colleague's link; never the main one, which is the partnership's to end. */
export const endColleaguePage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const link = await colleaguesLink(db, actor, typed(req.body, 'invitation'))
  await revokeLink(db, actor, { returnId: actor.returnId, invitationId: link.id, reason: `ended by ${actor.name}` })
  req.session.notice = { text: `The link of ${link.name} no longer works. What they saved stays.` }
  res.redirect(303, '/return/colleagues')
}

/** The colleague's link that a form or an address names. @throws Refusal for anybody but the holder of the main link, and for any other link */
async function colleaguesLink(db: Db, actor: ContributorActor, wanted: unknown): Promise<Invitation> {
  const invitations = await workingLinks(db, actor)
  if (!holdsMain(invitations, actor)) throw refuse.onlyMain()
  const invitationId = idIn<'invitation'>(wanted)
  const link = invitations.find(({ id, main }) => id === invitationId && !main)
  if (!link) throw notFound()
  return link
}

const typedColleague = ({ body }: Request) => ({ name: typed(body, 'name'), email: typed(body, 'email'), role: typed(body, 'role') })

type Extra = Pick<ColleaguesState, 'errors' | 'given' | 'shown'>

async function show({ db, actor, now }: PageContext<ContributorActor>, res: Response, extra: Extra = {}): Promise<void> {
  const sent = await lastSentByLink(db, actor.partnershipId, [actor.returnId])
  const sections = await sectionsGiven.sectionsOfReturn(db, actor.partnershipId, actor.returnId)
  const about = await returnToWriteAbout(db, actor.partnershipId, actor.returnId)
  const changed = registerChanged(about, londonDate(now()))
  const invitations = await workingLinks(db, actor)
  renderPage(res, 'issuing/colleagues', colleaguesView({ invitations, actor, sent, changed, ...sections, ...extra }))
}

const workingLinks = async (db: Db, { partnershipId, returnId }: ContributorActor): Promise<Invitation[]> =>
  (await invitationsOf(db, partnershipId, returnId)).filter(({ revokedAt }) => revokedAt === null)
