import type { Id } from '../../platform/id.ts'
import { isDone, whoIsWrittenTo, type Addressee, type ReturnToWriteAbout } from '../correspondence/index.ts'
import { stands } from '../returns/index.ts'

/**
 * How a return stands to having its link mailed again, with many others: `again` has a working link for the person who is given one; `fresh` lacks
 * one of those, and gets a new one; `first` was never issued; `lately` was sent it a few minutes ago; `nobody` can be mailed
 * by nobody; `sent` was submitted and `excused` is not expected, so that neither is asked any more.
 */
export const RESEND_GROUPS = ['again', 'fresh', 'first', 'lately', 'nobody', 'sent', 'excused'] as const
export type ResendGroup = (typeof RESEND_GROUPS)[number]
export type ResendSums = Record<ResendGroup, number>

/** A link as it was sent to an address: to another it was not sent yet. */
export const linkTo = (invitationId: Id<'invitation'>, address: string): string => `${invitationId}:${address}`

/** @param lately what was sent a few minutes ago, by link and address */
export function resendGroup(one: ReturnToWriteAbout, today: string, lately: { has(linkTo: string): boolean }): ResendGroup {
  if (one.isExcused) return 'excused'
  if (isDone(one.status)) return 'sent'
  const people = whoIsWrittenTo(one, 'answering', today).to
  if (people.length === 0) return 'nobody'
  if (people.every(to => wasSent(to, lately))) return 'lately'
  if (stands('not_issued', one.status)) return 'first'
  return people.some(({ invitationId }) => invitationId === null) ? 'fresh' : 'again'
}

/** Whether somebody was sent their link a few minutes ago. */
export const wasSent = ({ invitationId, email }: Addressee, lately: { has(linkTo: string): boolean }): boolean =>
  invitationId !== null && lately.has(linkTo(invitationId, email))
