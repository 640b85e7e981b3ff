import type { Request, Response } from 'express'
import type { Db } from '../../../platform/db.ts'
import type { Deps } from '../../../platform/deps.ts'
import { clean } from '../../../platform/http/cleanInput.ts'
import { cookieOf } from '../../../platform/http/cookies.ts'
import { whoseForm } from '../../../platform/http/csrf.ts'
import type { Kept, Page } from '../../../platform/http/routes.ts'
import { typed, type Body } from '../../../platform/forms/parseForm.ts'
import { newNonce } from '../../../platform/linkToken.ts'
import { addressKey } from '../../accounts/index.ts'
import type { ContributorActor } from '../../history/index.ts'
import type { Json } from '../../questions/index.ts'
import { merge } from '../../returns/index.ts'
import { forgetUnsent, keepUnsent, rowKey, rowNameIn, unsentIn } from '../unsentActions.ts'
import { UNSENT_DAYS } from '../unsentStore.ts'

/** By this a browser that was signed out brings back what it sent. */
const COOKIE = 'unsent_form'

/** The cookie's text, where it is one of ours. */
export function browserOf(req: Request): string | undefined {
  const text = cookieOf(req, COOKIE)
  return text !== undefined && /^[\w-]{22}$/.test(text) ? text : undefined
}

/** Whoever signs out leaves nothing behind that the browser could bring back. */
export const forgetBrowser = (res: Response): void => void res.clearCookie(COOKIE, { path: '/', httpOnly: true, sameSite: 'lax' })

/** By which the form of a new row that was put back says which of those that wait it is. */
export const WAITS = '_waits'

/** Under which key the form of an address is kept: a row of a list has one of its own, and of several new ones each. */
function keyOf({ section = '', question, row }: FormParams, fields: Body): string {
  if (question === undefined || row === undefined) return section
  const mark = row === 'new' ? `.${newRowMark(fields)}` : ''
  return rowKey(section, { question, row: `${row}${mark}` })
}

/** Sent again, a row that was put back takes its own place; another one has another mark. */
function newRowMark(fields: Body): string {
  const known = typed(fields, WAITS)
  return /^[\w-]{1,8}$/.test(known) ? known : merge.printOf(Object.entries(fields).filter(([name]) => name.startsWith('a.')) as Json)
}
type FormParams = { section?: string; question?: string; row?: string }

/**
 * Keeps the form of a section, or of a row, that was turned back, since its sender was no longer signed in: it is put back when they come in again.
 *
 * @returns what the page says; null when nothing could be kept
 */
export async function keepSection(deps: Deps, req: Request, res: Response): Promise<Kept | null> {
  const asked = whoseForm(req)
  const params = (res.locals.params ?? {}) as FormParams
  const { _csrf: _, ...fields } = clean((req.body ?? {}) as Record<string, unknown>)
  if (asked === undefined || params.section === undefined || Object.keys(fields).length === 0) return null
  const browser = browserOf(req) ?? newNonce().toString('base64url')
  const isKept = await keepUnsent(deps, { fields, sectionKey: keyOf(params, fields), browser, asked, address: addressKey(req.ip ?? '') })
  if (!isKept) return null
  const maxAge = UNSENT_DAYS * 24 * 3600 * 1000
  res.cookie(COOKIE, browser, { httpOnly: true, sameSite: 'lax', secure: deps.config.SECURE_COOKIES, path: '/', maxAge })
  // Somebody came in again in another tab, and sends what they typed before.
  const isBack = (res.locals.actor as Partial<ContributorActor> | null | undefined)?.contributorId === asked
  return isBack ? backAlready(params.section) : SIGNED_OUT
}

const SIGNED_OUT: Kept = {
  title: 'You were signed out. What you typed is kept',
  paragraphs: [
    'It is not saved in the return yet, because we could not tell who you are.',
    'Open your audit link again in this browser and say who you are, by the same name. What you typed is then back in its place, question by question.',
    `It is kept for ${UNSENT_DAYS} days. Nobody else can read it.`,
  ],
}

const backAlready = (sectionKey: string): Kept => ({
  title: 'This page is from before you signed in again. What you typed is kept',
  paragraphs: ['It is not saved in the return yet. Open the section: what you typed is back in its place. Check it and save it.'],
  links: [{ text: 'Open the section', href: `/return/sections/${encodeURIComponent(sectionKey)}` }],
})

/** In which sections something waits for somebody, as far as this browser brings it. */
export async function waitingIn(db: Db, actor: ContributorActor, req: Request): Promise<{ sectionKey: string; at: Date }[]> {
  const browser = browserOf(req)
  return browser === undefined ? [] : unsentIn(db, actor, browser)
}

/** What was put back is stored now, or was seen and is on the page that answers: of this section, or of this row, and of no other. */
export async function settleUnsent(db: Db, actor: ContributorActor, req: Request): Promise<void> {
  const browser = browserOf(req)
  if (browser !== undefined) await forgetUnsent(db, actor, browser, keyOf(req.params, (req.body ?? {}) as Body))
}

/** The field by which the button says that what waits in a row is not wanted, and not what waits in its section. */
const DROPPED_ROW = 'row'

/** Somebody would rather have what is saved. */
export const dropUnsentPage: Page<ContributorActor> = async ({ db, actor }, req, res) => {
  const [browser, section] = [browserOf(req), String(req.params.section)]
  const row = rowNameIn(typed(req.body as Body, DROPPED_ROW))
  if (browser !== undefined) await forgetUnsent(db, actor, browser, row ? rowKey(section, row) : section)
  res.redirect(303, `/return/sections/${encodeURIComponent(String(req.params.section))}`)
}
