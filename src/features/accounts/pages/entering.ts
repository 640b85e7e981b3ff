import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { cookieOf } from '../../../platform/http/cookies.ts'
import { beginSession } from '../../../platform/http/session.ts'
import { newNonce } from '../../../platform/linkToken.ts'
import { deviceProof, knownDevice } from '../device.ts'
import type { Guess } from '../guessingActions.ts'
import { offerSecondFactor } from '../ownAccountActions.ts'
import { homeOf } from '../permissions.ts'
import { signInTimedOut } from '../refusals.ts'
import type { SignedIn } from '../signInActions.ts'
import { accountsSigningIn, type SigningIn } from '../signInStore.ts'

/** How long somebody may take between the password and the code. */
const PATIENCE = 10 * 60_000
const DEVICE_COOKIE = 'known_device'
const DEVICE_DAYS = 180

/** Remembers that the password was right, in a fresh session, until the second factor is given too. */
export async function goHalfway(deps: Deps, req: Request, accounts: readonly SigningIn[], next: string | undefined): Promise<void> {
  await beginSession(req, session => {
    session.halfway = { accountIds: accounts.map(({ id }) => id), since: deps.now().getTime(), ...(next === undefined ? {} : { next }) }
  })
}

/** Where somebody whose password was right goes on: to their authenticator app, or to setting one up, for which a secret is made ready. */
export async function stepAfterPassword(deps: Deps, accounts: readonly SigningIn[]): Promise<string> {
  const [only, ...others] = accounts
  if (!only || others.length > 0) return '/sign-in/partnership'
  if (only.totpSecret !== null) return '/sign-in/code'
  await offerSecondFactor(deps, only, false)
  return '/sign-in/set-up'
}

/** The accounts that the password of this session opened. @throws Refusal when that was too long ago, or never */
export async function halfwayAccounts(deps: Deps, req: Request): Promise<SigningIn[]> {
  const { halfway } = req.session
  if (!halfway || deps.now().getTime() - halfway.since > PATIENCE) throw signInTimedOut()
  const accounts = await accountsSigningIn(deps.db, halfway.accountIds)
  if (accounts.length === 0) throw signInTimedOut()
  return accounts
}

/** The one account that this session is signing in to; undefined, and sent to choose, while there are several. @throws Refusal as above */
export async function halfwayAccount(deps: Deps, req: Request, res: Response): Promise<SigningIn | undefined> {
  const [account, ...others] = await halfwayAccounts(deps, req)
  if (others.length === 0) return account
  res.redirect(303, '/sign-in/partnership')
  return undefined
}

/** Lets somebody in, in a fresh session. Who came to a return by an audit link in this browser stays in it. */
export const enter = (deps: Deps, req: Request, signedIn: SignedIn): Promise<void> => freshSession(req, signedIn, deps.now().getTime())

/** Goes on in a fresh session after a change that ended all others. One factor was enough for it, so the day of being signed in is no longer for it. */
export const goOn = (deps: Deps, req: Request, signedIn: SignedIn): Promise<void> =>
  freshSession(req, signedIn, req.session.staff?.since ?? deps.now().getTime())

async function freshSession(req: Request, { accountId, epoch }: SignedIn, since: number): Promise<void> {
  await beginSession(req, session => {
    session.staff = { accountId, epoch, since }
  })
}

/** Lets somebody in who has given both factors, and remembers the browser. @returns where they were going */
export async function enterWithBothFactors(
  deps: Deps,
  req: Request,
  res: Response,
  account: SigningIn,
  signedIn: SignedIn,
): Promise<string> {
  const next = req.session.halfway?.next
  await enter(deps, req, signedIn)
  res.cookie(DEVICE_COOKIE, deviceProof(deps.secret, account.email, newNonce().toString('base64url')), {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.SECURE_COOKIES,
    path: '/sign-in',
    maxAge: DEVICE_DAYS * 24 * 3_600_000,
  })
  return next ?? homeOf(account.role)
}

/** Who tries to sign in, and whether from a browser that the account knows. */
export function guessOf(deps: Deps, req: Request, email: string): Guess {
  return { email, address: req.ip ?? '', device: knownDevice(deps.secret, email, cookieOf(req, DEVICE_COOKIE)) }
}
