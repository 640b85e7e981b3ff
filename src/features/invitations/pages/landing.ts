import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { inTransaction } from '../../../platform/db.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page } from '../../../platform/http/routes.ts'
import { beginSession } from '../../../platform/http/session.ts'
import { enqueue } from '../../../platform/jobs/queue.ts'
import { tokenHash } from '../../../platform/linkToken.ts'
import { countTry } from '../../../platform/rateLimit.ts'
import { addressKey } from '../../accounts/index.ts'
import type { Actor } from '../../history/index.ts'
import { leadsOn, startByLink } from '../entering.ts'
import { lostLinkJob } from '../jobs.ts'
import { findLink, type FoundLink } from '../landingStore.ts'
import { LOST_LINKS, WRONG_LINKS } from '../limits.ts'
import { refuse } from '../refusals.ts'
import { askedView, landingView, stoppedView, unknownView } from './landingView.ts'

/**
 * Shows whose audit a link opens. Changes nothing, whoever or whatever asks: mail scanners and previews open links before people do.
 * The address is a secret: it is sent to nobody as a referrer.
 */
export const landingPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const link = await findLink(context.db, tokenHash(token))
  if (!link) {
    await slowDown(context, req)
    renderPage(res.status(404), 'invitations/stopped', unknownView())
    return
  }
  showLink(res, link, token, context.now())
}

/** The button: from here on the link counts as opened, and this browser may say who it is. */
export const startPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const link = await startByLink(context.db, tokenHash(token))
  if (!link) {
    await slowDown(context, req)
    renderPage(res.status(404), 'invitations/stopped', unknownView())
    return
  }
  if (!leadsOn(link)) {
    showLink(res, link, token, context.now())
    return
  }
  const { staff } = req.session
  await beginSession(req, session => {
    session.started = { invitationId: link.invitationId }
    if (staff) session.staff = staff
  })
  res.redirect(303, '/return/who')
}

/** "Send me a new link", from a link that no longer works: to the registered address alone, whoever holds the old one. */
export const newLinkPage: Page<Actor | null> = async (context, req, res) => {
  const token = beSecret(req, res)
  const wait = await countTry(context.db, LOST_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyRequests(wait)
  const link = await findLink(context.db, tokenHash(token))
  if (link) {
    const { partnershipId, canHaveLink, laterReturnId } = link
    const returnId = canHaveLink ? link.returnId : (laterReturnId ?? link.returnId)
    await inTransaction(context.db, trx => enqueue(trx, lostLinkJob, { partnershipId, returnId }))
  }
  renderPage(res, 'invitations/asked', askedView())
}

function showLink(res: Response, link: FoundLink, token: string, now: Date): void {
  res.locals.partnershipName = link.partnershipName
  if (leadsOn(link)) renderPage(res, 'invitations/landing', landingView(link, token, now))
  else renderPage(res.status(410), 'invitations/stopped', stoppedView(link, token))
}

/** A page whose address holds a token sends it nowhere. */
function beSecret(req: Request, res: Response): string {
  res.set('Referrer-Policy', 'strict-origin')
  const { token } = req.params
  return typeof token === 'string' && /^[A-Za-z0-9_-]{20,100}$/.test(token) ? token : ''
}

async function slowDown({ db }: Deps, req: Request): Promise<void> {
  const wait = await countTry(db, WRONG_LINKS, addressKey(req.ip ?? ''))
  if (wait !== null) throw refuse.tooManyLinks(wait)
}
