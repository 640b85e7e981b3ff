import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import type { Id } from '../../../platform/id.ts'
import type { Db } from '../../../platform/db.ts'
import { idField } from '../../../platform/forms/fields.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { summaryOf } from '../../../platform/forms/errors.ts'
import { CONTACT_ROLE_WORDS, WHOLE_RETURN, type ContributorActor } from '../../history/index.ts'
import { invitationsOf, revokeLink, showLink, type Invitation } from '../../links/index.ts'
import { lastSentByLink, sayLastSent, sayQueued, wasMissed, type LastSent } from '../../messages/index.ts'
import { inviteColleague } from '../linkActions.ts'
import { refuse } from '../refusals.ts'
import { colleague, keyed } from '../schemas.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'

/** Who holds a link to this return, and how another colleague gets one. */
export const colleaguesPage: Page<ContributorActor> = (context, _req, res) => show(context, res)

/** Shows a colleague's link to whoever holds the main one, to hand over themselves. A form, so that the history can say who saw it. */
export const showColleagueLinkPage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  const link = await colleaguesLink(db, actor, req.body)
  const address = await showLink(context, actor, { returnId: actor.returnId, invitationId: link.id })
  await show(context, res, { shown: { name: link.name, address } })
}

/** Whoever holds the main link gives a colleague a link of their own, so that each answers under their own name. */
export const addColleaguePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  const invitations = await links(db, actor)
  if (!holdsMain(invitations, actor)) throw refuse.onlyMain()
  const parsed = parseForm(colleague, req.body)
  if (!parsed.ok) {
    const given = { name: typed(req.body, 'name'), email: typed(req.body, 'email'), role: typed(req.body, 'role') }
    await show(context, res.status(422), { errors: parsed.errors, given })
    return
  }
  const { name } = await inviteColleague(context, actor, {
    returnId: actor.returnId,
    ...parsed.values,
    reach: WHOLE_RETURN,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `${sayQueued(context.mail, `The message to ${name} with the link`)}.` }
  res.redirect(303, '/return/colleagues')
}

/** Ends a colleague's link; never the main one, which is the partnership's to end. */
export const endColleaguePage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const link = await colleaguesLink(db, actor, req.body)
  await revokeLink(db, actor, { returnId: actor.returnId, invitationId: link.id, reason: `ended by ${actor.name}` })
  req.session.notice = { text: `The link of ${link.name} no longer works. What they saved stays.` }
  res.redirect(303, '/return/colleagues')
}

/** The colleague's link that a form names. @throws Refusal for anybody but the holder of the main link, and for any other link */
async function colleaguesLink(db: Db, actor: ContributorActor, body: unknown): Promise<Invitation> {
  const invitations = await links(db, actor)
  if (!holdsMain(invitations, actor)) throw refuse.onlyMain()
  const wanted = idField<'invitation'>().safeParse(typed(body, 'invitation'))
  const link = invitations.find(({ id, main }) => wanted.success && id === wanted.data && !main)
  if (!link) throw notFound()
  return link
}

type Extra = { errors?: readonly FormError[]; given?: TypedColleague; shown?: { name: string; address: string } }

async function show({ db, actor }: PageContext<ContributorActor>, res: Response, extra: Extra = {}): Promise<void> {
  const sent = await lastSentByLink(db, actor.partnershipId, [actor.returnId])
  renderPage(res, 'issuing/colleagues', colleaguesView(await links(db, actor), actor, { sent, ...extra }))
}

const links = async (db: Db, { partnershipId, returnId }: ContributorActor): Promise<Invitation[]> =>
  (await invitationsOf(db, partnershipId, returnId)).filter(({ revokedAt }) => revokedAt === null)

const holdsMain = (invitations: readonly Invitation[], { invitationId }: ContributorActor): boolean =>
  invitations.some(({ id, main }) => main && id === invitationId)

export function colleaguesView(
  invitations: readonly Invitation[],
  actor: ContributorActor,
  facts: Extra & { sent: ReadonlyMap<Id<'invitation'>, LastSent> },
): ViewModel {
  const { errors = [], given = { name: '', email: '', role: '' }, shown, sent } = facts
  const manages = holdsMain(invitations, actor)
  return {
    title: 'Colleagues who help',
    layout: 'respondent',
    backLink: { href: '/return', text: 'Back to your return' },
    errors: summaryOf(errors),
    manages,
    shown: shown ?? null,
    key: randomUUID(),
    links: invitations.map(link => ({
      id: link.id,
      name: link.name,
      line: [link.main ? 'Main link' : (CONTACT_ROLE_WORDS[link.role as keyof typeof CONTACT_ROLE_WORDS] ?? ''), openedWords(link)].join(
        '. ',
      ),
      delivery: manages && link.email !== '' ? sayLastSent(sent.get(link.id)) : '',
      missed:
        manages && wasMissed(sent.get(link.id) ?? NOTHING_SENT)
          ? `The message did not reach ${link.name}. Check the address: end this link and add them again, or copy the link and hand it over.`
          : '',
      canEnd: manages && !link.main,
    })),
    ...colleagueFields(given, errors, 'Work email address'),
  }
}

const NOTHING_SENT = { status: 'queued', error: null } as const

const openedWords = ({ lastOpenedAt }: Invitation): string =>
  lastOpenedAt === null ? 'Not opened yet' : `Last opened ${sayShortInstant(lastOpenedAt)}`
