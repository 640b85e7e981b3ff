import { generateURI, verifySync } from 'otplib'

/** The name that authenticator apps show above the code. */
const ISSUER = 'Safeguarding Audit'
const STEP_SECONDS = 30

/** What the QR code says to an authenticator app. */
export const totpUri = (secret: string, email: string): string => generateURI({ issuer: ISSUER, label: email, secret })

/**
 * The step of time that a code from an authenticator app belongs to, or null when it is not right. The step before and
 * the one after count too, for clocks that are not quite right (RFC 6238, 5.2).
 *
 * @param lastStep the step of the last code that was used: it and all before it are used up
 */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const epoch = Math.floor(now.getTime() / 1000)
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS, period: STEP_SECONDS })
  if (!result.valid || !('timeStep' in result)) return null
  return lastStep !== null && result.timeStep <= lastStep ? null : result.timeStep
}
