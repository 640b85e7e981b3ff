import { idIn } from '../../../platform/forms/fields.ts'
import { typed } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { sayShortInstant } from '../../../platform/london.ts'
import { sayList } from '../../../platform/say.ts'
import type { Db } from '../../../platform/db.ts'
import { CONTACT_ROLE_WORDS, type ContributorActor } from '../../history/index.ts'
import { endAccess } from '../accessActions.ts'
import { accessesOf, findAccess, type Access } from '../accessStore.ts'
import { cameByMainLink } from '../contributorStore.ts'
import { refuse } from '../refusals.ts'

/** Everybody who came in by any link of the return, for whoever holds the main one. */
export const accessPage: Page<ContributorActor> = async ({ db, actor }, _req, res) => {
  await requireMain(db, actor)
  renderPage(res, 'links/access', accessView(await accessesOf(db, actor.partnershipId, actor.returnId), actor))
}

/** Asks before somebody's access ends. */
export const endAccessQuestionPage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  await requireMain(db, actor)
  const id = idIn<'contributor'>(req.params.contributorId)
  const access = id === undefined ? undefined : await findAccess(db, actor.partnershipId, actor.returnId, id)
  if (!access || !isIn(access) || access.contributorId === actor.contributorId) throw notFound()
  renderPage(res, 'links/endAccess', {
    title: `End the access of ${access.name}?`,
    layout: 'respondent',
    backLink: { href: '/return/access', text: 'Who has opened this return' },
    contributor: access.contributorId,
    name: access.name,
    // The main link is no colleague's to end.
    again: access.main
      ? 'Whoever has the main link can still open it again. If someone has it who should not, make a new main link as well.'
      : 'They can open their link again. To keep them out, end their link as well.',
    next: access.main
      ? { text: 'Make a new main link', href: '/return/colleagues/new-main-link' }
      : { text: 'End a link', href: '/return/colleagues' },
  })
}

export const endAccessPage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const id = idIn<'contributor'>(typed(req.body, 'contributor'))
  if (id === undefined) throw notFound()
  const { name } = await endAccess(db, actor, id)
  req.session.notice = { text: `${name} is signed out of this return on every device. What they saved stays.` }
  res.redirect(303, '/return/access')
}

async function requireMain(db: Db, actor: ContributorActor): Promise<void> {
  if (!(await cameByMainLink(db, actor))) throw refuse.onlyMainSees()
}

const isIn = ({ endedAt, linkWorks }: Access): boolean => endedAt === null && linkWorks

/** The model of views/links/access.ejs. */
export function accessView(accesses: readonly Access[], actor: Pick<ContributorActor, 'contributorId'>): ViewModel {
  return {
    title: 'Who has opened this return',
    layout: 'respondent',
    backLink: { href: '/return/colleagues', text: 'Colleagues who help' },
    people: accesses.map(access => ({
      id: access.contributorId,
      name: access.contributorId === actor.contributorId ? `${access.name} (you)` : access.name,
      plainName: access.name,
      role: access.jobTitle === '' ? CONTACT_ROLE_WORDS[access.role] : `${CONTACT_ROLE_WORDS[access.role]}, ${access.jobTitle}`,
      lines: linesOf(access),
      canEnd: isIn(access) && access.contributorId !== actor.contributorId,
    })),
  }
}

function linesOf({ main, linkOf, firstAt, lastAt, lastSavedAt, devices, endedAt, endedBy, linkWorks }: Access): string[] {
  return [
    main ? `By the main link, given to ${linkOf}.` : `By the link given to ${linkOf}.`,
    `First ${sayShortInstant(firstAt)}, last ${sayShortInstant(lastAt)}. ${lastSavedAt === null ? 'Nothing saved' : `Last saved ${sayShortInstant(lastSavedAt)}`}.`,
    ...(devices.length === 0 ? [] : [`With ${sayList(devices)}.`]),
    ...(endedAt !== null
      ? [`${endedBy} ended this access ${sayShortInstant(endedAt)}.`]
      : linkWorks
        ? []
        : ['That link has ended, and this access with it.']),
  ]
}
