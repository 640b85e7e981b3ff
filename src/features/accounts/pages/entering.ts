import type { Request, Response } from 'express'
import type { Deps } from '../../../platform/deps.ts'
import { beginSession } from '../../../platform/http/session.ts'
import { deviceProof, knownDevice } from '../device.ts'
import type { Guess } from '../guessing.ts'
import { signInTimedOut } from '../refusals.ts'
import type { SignedIn } from '../signIn.ts'
import { accountsSigningIn, type SigningIn } from '../store.ts'

/** How long somebody may take between the password and the code. */
const PATIENCE = 10 * 60_000
const DEVICE_COOKIE = 'known_device'
const DEVICE_DAYS = 180

/** Remembers that the password was right, in a fresh session, until the second factor is given too. */
export async function goHalfway(deps: Deps, req: Request, accounts: readonly SigningIn[], next: string | undefined): Promise<void> {
  const { contributor } = req.session
  await beginSession(req, session => {
    session.halfway = { accountIds: accounts.map(({ id }) => id), since: deps.now().getTime(), ...(next === undefined ? {} : { next }) }
    if (contributor) session.contributor = contributor
  })
}

/** The accounts that the password of this session opened. @throws Refusal when that was too long ago, or never */
export async function halfwayAccounts(deps: Deps, req: Request): Promise<[SigningIn, ...SigningIn[]]> {
  const { halfway } = req.session
  if (!halfway || deps.now().getTime() - halfway.since > PATIENCE) throw signInTimedOut()
  const [first, ...others] = await accountsSigningIn(deps.db, halfway.accountIds)
  if (!first) throw signInTimedOut()
  return [first, ...others]
}

/** Lets somebody in, in a fresh session. Who came to a return by an audit link in this browser stays in it. */
export async function enter(req: Request, signedIn: SignedIn): Promise<void> {
  const { contributor } = req.session
  await beginSession(req, session => {
    session.staff = { accountId: signedIn.accountId, epoch: signedIn.epoch }
    if (contributor) session.contributor = contributor
  })
}

/** Who tries to sign in, and whether from a browser that the account knows. */
export function guessOf(deps: Deps, req: Request, email: string): Guess {
  const cookie = new RegExp(`(?:^|;\\s*)${DEVICE_COOKIE}=([\\w.-]+)`).exec(req.headers.cookie ?? '')?.[1]
  return { email, address: req.ip ?? '', device: knownDevice(deps.secret, email, cookie) }
}

/** Lets the browser prove later that this account has signed in in it. */
export function rememberDevice(deps: Deps, res: Response, email: string): void {
  res.cookie(DEVICE_COOKIE, deviceProof(deps.secret, email), {
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.SECURE_COOKIES,
    path: '/sign-in',
    maxAge: DEVICE_DAYS * 24 * 3_600_000,
  })
}
