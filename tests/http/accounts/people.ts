import { generateSecret, generateSync } from 'otplib'
import { hashPassword } from '../../../src/platform/passwordHash.ts'
import { totpPurpose } from '../../../src/features/accounts/signInActions.ts'
import { changed } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { seal } from '../../../src/platform/sealed.ts'
import type { Browser, TestWorld } from '../../support/app.ts'

export const PASSWORD = 'four quiet marsh harriers'

/** A member of staff who can sign in: with the password above and an authenticator app, whose next codes `code` gives. */
export async function staffWithPassword(
  { make, db, deps }: TestWorld,
  values: Record<string, unknown> & { partnership_id: Id<'partnership'> },
) {
  const account = await make.account({ password_hash: await hashPassword(PASSWORD), ...values })
  const secret = generateSecret()
  await changed(db, `update accounts set totp_secret = ?, totp_confirmed_at = now() where id = ?`, [
    seal(deps.secret, totpPurpose(account.id), secret),
    account.id,
  ])
  return { ...account, secret, code: (seconds = 0) => generateSync({ secret, epoch: Math.floor(deps.now().getTime() / 1000) + seconds }) }
}

/** Signs in with both factors. @returns the last response */
export async function signIn(browser: Browser, email: string, code: string) {
  await browser.post('/sign-in', { email, password: PASSWORD })
  return browser.post('/sign-in/code', { code })
}

/** The token of the forms on a page that a browser was given. */
export async function csrfOf(browser: Browser, url: string): Promise<string> {
  const { text } = await browser.get(url)
  return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
}
