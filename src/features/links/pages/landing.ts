import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { noMailLeaves } from '../../messages/index.ts'
import { leadsOn, startByLink } from '../enterActions.ts'
import { findLink, type FoundLink } from '../landingStore.ts'
import { WRONG_LINKS } from '../limits.ts'
import { refuse } from '../refusals.ts'
import { sectionsOpened } from '../sectionsGivenActions.ts'
import { startInBrowser } from './inBrowser.ts'
import { landingView, stoppedView, unknownView } from './landingView.ts'

/**
 * Shows whose audit a link opens. Changes nothing, whoever or whatever asks: mail scanners and previews open links before people do.
 * The address is a secret: it is sent to nobody as a referrer.
 */
export const landingPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const link = await findLink(context.db, tokenHash(token))
  if (!link) {
    await slowDown(context, req)
    renderPage(res.status(404), 'links/stopped', unknownView())
    return
  }
  await showLink(context, res, link, token)
}

/** The button: from here on the link counts as opened, and this browser may say who it is. */
export const startPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const link = await startByLink(context.db, db => findLink(db, tokenHash(token)))
  if (!link) {
    await slowDown(context, req)
    renderPage(res.status(404), 'links/stopped', unknownView())
    return
  }
  if (!leadsOn(link)) {
    await showLink(context, res, link, token)
    return
  }
  await startInBrowser(req, link)
  res.redirect(303, '/return/who')
}

async function showLink({ db, now, mail }: Deps, res: Response, link: FoundLink, token: string): Promise<void> {
  res.locals.partnershipName = link.partnershipName
  if (leadsOn(link)) {
    const sections = await sectionsOpened(db, link.partnershipId, link.returnId, link.reach)
    renderPage(res, 'links/landing', landingView(link, { token, sections, now: now() }))
  } else {
    res.locals.noMail = noMailLeaves(mail, 'others')
    renderPage(res.status(410), 'links/stopped', stoppedView(link, token))
  }
}

/** A page whose address holds a token sends it nowhere. */
export function beSecret(req: Request, res: Response): string {
  res.set('Referrer-Policy', 'strict-origin')
  const { token } = req.params
  return typeof token === 'string' && /^[A-Za-z0-9_-]{20,100}$/.test(token) ? token : ''
}

async function slowDown({ db }: Deps, req: Request): Promise<void> {
  const wait = await countTry(db, WRONG_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyLinks(wait)
}
