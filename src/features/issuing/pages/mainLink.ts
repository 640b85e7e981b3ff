import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { londonDate } from '../../../platform/london.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { returnToWriteAbout } from '../../correspondence/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import { findInvitee, invitationsOf, maskedEmail, type Invitation, type Invitee } from '../../links/index.ts'
import { sayQueued } from '../../messages/index.ts'
import { MOST_MAIN_A_DAY } from '../colleagueLimits.ts'
import { changedView } from '../changedWords.ts'
import { registerChanged } from '../handOverOffers.ts'
import { handOverReturn, renewMain, whoGetsMain } from '../mainLinkActions.ts'
import { refuse } from '../refusals.ts'
import { colleague, keyed } from '../schemas.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'

const BACK = { href: '/return/colleagues', text: 'Colleagues who help' }

/** Asks before the main link is replaced by a new one, and says to whom that goes. */
export const renewMainQuestionPage: Page<ContributorActor> = async ({ db, actor, now }, _req, res) => {
  const { main, invitee } = await mainOf(db, actor)
  const about = await returnToWriteAbout(db, actor.partnershipId, actor.returnId)
  const to = whoGetsMain(about, { invitee, main, today: londonDate(now()) })
  if (!to) throw refuse.nobodyRegistered()
  renderPage(res, 'issuing/renewMain', {
    title: 'Make a new main link?',
    layout: 'respondent',
    backLink: { href: '/return/access', text: 'Who has opened this return' },
    key: randomUUID(),
    to: `It goes to ${to.name}, at ${maskedEmail(to.email)}.`,
    limit: `You can do this up to ${MOST_MAIN_A_DAY} times a day.`,
  })
}

export const renewMainPage: Page<ContributorActor> = async (context, req, res) => {
  const { name, email } = await renewMain(context, context.actor, keyed.parse(req.body)._key)
  // Whoever asked came by the link that has just ended: the frame of the page is a visitor's again.
  Object.assign(res.locals, { actorName: undefined, signOutHref: undefined, respondent: undefined, homeHref: undefined })
  renderPage(res, 'issuing/renewedMain', {
    title: 'The old main link has ended',
    layout: 'page',
    paragraphs: [
      'It has ended for everyone who came by it, including you. Everything that was saved is safe.',
      `${sayQueued(context.mail, `The message to ${name} (${maskedEmail(email)}) with the new one`)}. Open that one to go on.`,
      'Colleagues with links of their own can go on working.',
    ],
  })
}

/** Where the holder of the main link hands the return over to somebody else. */
export const handOverReturnPage: Page<ContributorActor> = (context, _req, res) => show(context, res)

export const handOverToPage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  const parsed = parseForm(colleague, req.body)
  const given = { name: typed(req.body, 'name'), email: typed(req.body, 'email'), role: typed(req.body, 'role') }
  if (!parsed.ok) return show(context, res.status(422), { given, errors: parsed.errors })
  const { main } = await mainOf(db, actor)
  if (parsed.values.email === main.email) {
    const errors = [{ field: 'email', message: 'This is the address of the present main link. Enter that of the person who takes over' }]
    return show(context, res.status(422), { given, errors })
  }
  const { name } = await handOverReturn(context, actor, { ...parsed.values, key: keyed.parse(req.body)._key })
  req.session.notice = {
    text: `${sayQueued(context.mail, `The message to ${name} with the link`)}. Your link works until ${name} has opened theirs.`,
  }
  res.redirect(303, '/return/colleagues')
}

async function show(
  { db, actor, now }: PageContext<ContributorActor>,
  res: Response,
  { errors = [], given }: { errors?: readonly FormError[]; given?: TypedColleague } = {},
): Promise<void> {
  const { links, main } = await mainOf(db, actor)
  const waits = links.find(({ takesOverFrom }) => takesOverFrom === main.id)
  const about = await returnToWriteAbout(db, actor.partnershipId, actor.returnId)
  const changed = changedView(registerChanged(about, londonDate(now())))
  renderPage(res, 'issuing/handOverReturn', {
    title: 'Hand this return over',
    layout: 'respondent',
    backLink: BACK,
    errors: summaryOf(errors),
    key: randomUUID(),
    waits: waits
      ? `${waits.name} was sent a link that takes over the return when they open it. End that link first to choose someone else.`
      : null,
    changed: changed && { ...changed, offers: changed.offers.map(offer => ({ ...offer, key: randomUUID() })) },
    ...colleagueFields(given, errors, 'Work email address'),
  })
}

/** The links of a return that work, as the holder of the main one sees them. @throws Refusal for anybody else */
async function mainOf(db: Db, actor: ContributorActor): Promise<{ main: Invitation; links: Invitation[]; invitee: Invitee }> {
  const links = (await invitationsOf(db, actor.partnershipId, actor.returnId)).filter(({ revokedAt }) => revokedAt === null)
  const main = links.find(link => link.main && link.id === actor.invitationId)
  const invitee = await findInvitee(db, actor.partnershipId, actor.returnId)
  if (!main || !invitee) throw refuse.onlyMain()
  return { main, links, invitee }
}
