import { randomUUID } from 'node:crypto'
import type { Db } from '../../../platform/db.ts'
import { id as idField } from '../../../platform/forms/fields.ts'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import { inviteColleague, revokeLink } from '../actions.ts'
import { refuse } from '../refusals.ts'
import { colleague, keyed } from '../schemas.ts'
import { invitationsOf, type Invitation } from '../store.ts'
import { colleagueFields, type TypedColleague } from './colleagueFields.ts'

/** Who holds a link to this return, and how another colleague gets one. */
export const colleaguesPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  renderPage(res, 'invitations/colleagues', colleaguesView(await links(db, actor), actor))
}

/** Whoever holds the main link gives a colleague a link of their own, so that each answers under their own name. */
export const addColleaguePage: Page<ContributorActor> = async (context, req, res) => {
  const { db, actor } = context
  const invitations = await links(db, actor)
  if (!holdsMain(invitations, actor)) throw refuse.onlyMain()
  const parsed = parseForm(colleague, req.body)
  if (!parsed.ok) {
    const given = { name: typed(req.body, 'name'), email: typed(req.body, 'email'), role: typed(req.body, 'role') }
    renderPage(res.status(422), 'invitations/colleagues', colleaguesView(invitations, actor, parsed.errors, given))
    return
  }
  const { name } = await inviteColleague(db, context, actor, {
    returnId: actor.returnId,
    ...parsed.values,
    key: keyed.parse(req.body)._key,
  })
  req.session.notice = { text: `A link is on its way to ${name}.` }
  res.redirect(303, '/return/colleagues')
}

/** Ends a colleague's link; never the main one, which is the partnership's to end. */
export const endColleaguePage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const invitations = await links(db, actor)
  if (!holdsMain(invitations, actor)) throw refuse.onlyMain()
  const wanted = idField.safeParse(typed(req.body, 'invitation'))
  const link = invitations.find(({ id, main }) => wanted.success && id === wanted.data && !main)
  if (!link) throw notFound()
  await revokeLink(db, actor, { returnId: actor.returnId, invitationId: link.id, reason: `ended by ${actor.name}` })
  req.session.notice = { text: `The link of ${link.name} no longer works. What they saved stays.` }
  res.redirect(303, '/return/colleagues')
}

const links = async (db: Db, { partnershipId, returnId }: ContributorActor): Promise<Invitation[]> =>
  (await invitationsOf(db, partnershipId, returnId)).filter(({ revokedAt }) => revokedAt === null)

const holdsMain = (invitations: readonly Invitation[], { invitationId }: ContributorActor): boolean =>
  invitations.some(({ id, main }) => main && id === invitationId)

export function colleaguesView(
  invitations: readonly Invitation[],
  actor: ContributorActor,
  errors: readonly FormError[] = [],
  given: TypedColleague = { name: '', email: '', role: '' },
): ViewModel {
  const manages = holdsMain(invitations, actor)
  return {
    title: 'Colleagues who help',
    layout: 'respondent',
    backLink: { href: '/return', text: 'Back to your return' },
    errors: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    manages,
    key: randomUUID(),
    links: invitations.map(link => ({
      id: link.id,
      name: link.name,
      line: [link.main ? 'Main link' : (CONTACT_ROLE_WORDS[link.role as keyof typeof CONTACT_ROLE_WORDS] ?? ''), openedWords(link)].join(
        '. ',
      ),
      canEnd: manages && !link.main,
    })),
    ...colleagueFields(given, errors, 'Work email address'),
  }
}

const openedWords = ({ lastOpenedAt }: Invitation): string =>
  lastOpenedAt === null ? 'Not opened yet' : `Last opened ${sayShortInstant(lastOpenedAt)}`
