import type { Request } from 'express'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import type { ViewModel } from '../../../platform/http/page.ts'
import { Refusal } from '../../../platform/http/refusal.ts'
import type { PageContext } from '../../../platform/http/routes.ts'
import { sayMoment } from '../../../platform/london.ts'
import type { ContributorActor } from '../../history/index.ts'
import { inBrowser, loadContributor } from '../../links/index.ts'
import { openFor } from '../openActions.ts'
import { forgetAllUnsent, forgetUnsent, unsentForm } from '../unsentActions.ts'
import { LEFT, LEFT_TITLE } from '../whatIsLeft.ts'
import { takeSection } from './sectionForm.ts'
import { browserOf, waitingIn } from './unsent.ts'

/** What keeps somebody from signing out: what waits, section by section. `wasSent`: it was sent, and is not stored all the same. */
export type UnsentLeft = { sections: { text: string; href: string }[]; wasSent: boolean }

/**
 * What still waits for somebody who signs out, after doing what they asked for with it: to send it, as the buttons of its sections would, or
 * to discard it.
 *
 * @returns undefined where nothing waits any more
 */
export async function unsentLeft(context: PageContext<ContributorActor>, req: Request): Promise<UnsentLeft | undefined> {
  const { db, now } = context
  const browser = browserOf(req)
  if (browser === undefined) return undefined
  const asked = typed(req.body as Body, 'unsent')
  const sections: UnsentLeft['sections'] = []
  // Whoever leaves one return leaves all that are open in the browser.
  for (const { actor, at } of await peopleHere(context, req)) {
    const before = await waitingIn(db, actor, req)
    if (before.length === 0) continue
    if (asked === 'discard') await forgetAllUnsent(db, actor, browser)
    if (asked === 'send') for (const { sectionKey } of before) await sendUnsent({ ...context, actor }, { browser, sectionKey })
    const [waiting, { document, auditReturn }] = [await waitingIn(db, actor, req), await openFor(db, actor)]
    const titleOf = (key: string) => (key === LEFT ? LEFT_TITLE : (document.sections.find(section => section.key === key)?.title ?? key))
    for (const { sectionKey, at: sentAt } of waiting)
      sections.push({
        text: `${auditReturn.establishmentName}: “${titleOf(sectionKey)}”, sent at ${sayMoment(sentAt, now())}`,
        href: `${at}/sections/${sectionKey}`,
      })
  }
  return sections.length === 0 ? undefined : { sections, wasSent: asked === 'send' }
}

/** Who has the returns that are open in this browser, with where their pages stand. */
async function peopleHere({ db, actor }: PageContext<ContributorActor>, req: Request): Promise<{ actor: ContributorActor; at: string }[]> {
  const others = []
  for (const { contributorId } of inBrowser.openIn(req)) {
    const known = contributorId === actor.contributorId ? undefined : await loadContributor(db, contributorId)
    if (known) others.push({ actor: known.actor, at: `/return/${contributorId}` })
  }
  return [{ actor, at: '/return' }, ...others]
}

/** Saves what waits in one section, and forgets it where all of it is stored. The rows of its lists have forms of their own. */
async function sendUnsent(
  context: PageContext<ContributorActor>,
  { browser, sectionKey }: { browser: string; sectionKey: string },
): Promise<void> {
  const { db, actor } = context
  const found = await unsentForm(context, actor, { browser, sectionKey })
  if (!found) return
  const { intent: _, ...fields } = found.fields
  try {
    const posted = await takeSection(context, await openFor(db, actor), sectionKey, fields)
    const isStored = !posted.refusal && posted.form.errors.length + posted.conflicts.length + posted.wouldCancel.length === 0
    if (isStored) await forgetUnsent(db, actor, browser, sectionKey)
  } catch (error) {
    // Where it cannot be answered now, its own page says why.
    if (!(error instanceof Refusal)) throw error
  }
}

/** The page that says so first. */
export const leavingView = ({ sections, wasSent }: UnsentLeft): ViewModel => ({
  title: wasSent ? 'Some of it could not be saved' : 'Some of what you typed is not saved',
  backLink: { text: 'Your return', href: '/return' },
  paragraphs: wasSent
    ? ['You are still signed in. Open each section to see why: what you typed is back in its place.']
    : ['You were signed out when you sent it. It waits in this browser, and signing out discards it.'],
  sections,
})
