import type { Request, Response } from 'express'
import { parseForm, typed, type FormError } from '../../../platform/forms/parseForm.ts'
import { checkCsrf, csrfToken, formsOf } from '../../../platform/http/csrf.ts'
import { namePersonInPaths, personInPath } from '../../../platform/http/personInPath.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { saveSession, shareComputer } from '../../../platform/http/session.ts'
import type { Actor, ContactRole } from '../../history/index.ts'
import { deviceWords } from '../deviceWords.ts'
import { enter, leadsOn } from '../enterActions.ts'
import { findStartedLink, type FoundLink } from '../landingStore.ts'
import { peopleOfLink, type KnownPerson, loadContributor } from '../contributorStore.ts'
import { beInBrowser, isOneOfSeveral, openIn } from './inBrowser.ts'
import { refuse } from '../refusals.ts'
import { whoIAm } from '../schemas.ts'
import { knownPeople, whoView, type Choice } from './whoView.ts'

/** Who is at the keyboard: asked once for every start, because links are shared and answers carry names. */
export const whoPage: Page<Actor | null> = async (context, req, res) => {
  const { link, people } = await startedLink(context, req, res)
  renderPage(res, 'links/who', whoView(link, people, { chosen: '', name: '', role: '', jobTitle: '', shared: false }, []))
}

export const sayWhoPage: Page<Actor | null> = async (context, req, res) => {
  const { link, people } = await startedLink(context, req, res)
  checkCsrf(context.secret, req)
  const person = readWho(req.body, knownPeople(link, people))
  if ('errors' in person) {
    const given = {
      chosen: typed(req.body, 'person'),
      name: typed(req.body, 'name'),
      role: typed(req.body, 'role'),
      jobTitle: typed(req.body, 'jobTitle'),
      shared: typed(req.body, 'shared') === 'yes',
    }
    renderPage(res.status(422), 'links/who', whoView(link, people, given, person.errors))
    return
  }
  const contributorId = await enter(context.db, link.invitationId, { ...person, device: deviceWords(req.get('user-agent')) })
  if (contributorId === null) throw refuse.notStarted()
  await beInBrowser(context.db, req, { contributorId, returnId: link.returnId })
  if (typed(req.body, 'shared') === 'yes') await shareComputer(req)
  else await saveSession(req)
  if (isOneOfSeveral(req, link)) namePersonInPaths(res, contributorId)
  res.redirect(303, '/return')
}

/** One of the people offered, or somebody who typed a name: without a script the boxes stand open, so a name alone will do. */
function readWho(body: unknown, known: readonly Choice[]): { name: string; role: ContactRole; jobTitle: string } | { errors: FormError[] } {
  const chosen = typed(body, 'person')
  const person = known.find(({ value }) => value === chosen)
  if (person) return person
  if (chosen !== 'other' && known.length > 0 && typed(body, 'name').trim() === '')
    return { errors: [{ field: 'person', message: 'Choose who you are' }] }
  const parsed = parseForm(whoIAm, body)
  return parsed.ok ? parsed.values : { errors: parsed.errors }
}

/** The link that this browser started, or that its contributor came by. @throws Refusal when there is none that works */
async function startedLink(
  { db, secret }: PageContext<Actor | null>,
  req: Request,
  res: Response,
): Promise<{ link: FoundLink; people: KnownPerson[] }> {
  const asked = personInPath(req)
  const { started } = req.session
  const present =
    asked === undefined
      ? req.session.contributor?.contributorId
      : openIn(req).some(({ contributorId }) => contributorId === asked)
        ? asked
        : undefined
  const before = present === undefined ? undefined : await loadContributor(db, present)
  const invitationId = (asked === undefined ? started?.invitationId : undefined) ?? before?.actor.invitationId
  const link = invitationId === undefined ? undefined : await findStartedLink(db, invitationId)
  if (!link || !leadsOn(link)) throw refuse.notStarted()
  res.locals.csrfToken = csrfToken(secret, formsOf(req))
  if (asked !== undefined) namePersonInPaths(res, asked)
  res.locals.partnershipName = link.partnershipName
  return { link, people: await peopleOfLink(db, link.partnershipId, link.invitationId) }
}
