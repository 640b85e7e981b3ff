import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { isOpenForKeying, officeActionsOn, type AuditReturn } from '../../returns/index.ts'

/** One thing that staff can do about a return: a page that asks first, or a button that does it. */
export type Deed = { text: string; href: string } | { text: string; action: string; hidden: { name: string; value: string }[] }

/**
 * What this person can do about this return now, the likeliest first: by what they may, by where the return stands, and
 * by whether its round is open.
 *
 * @param canHaveLink whether a link of the return would lead on
 * @param key the key of the rendered page, so that a button pressed twice acts once
 */
export function deedsOn(actor: StaffActor, auditReturn: AuditReturn, canHaveLink: boolean, key: string): Deed[] {
  const { id, roundId, status, roundStatus, version } = auditReturn
  const can = officeActionsOn(auditReturn)
  const manages = roleHolds(actor.role, 'return.manage')
  const base = `/returns/${id}`
  const once = [
    { name: '_key', value: key },
    { name: 'version', value: String(version) },
  ]
  const deeds: [boolean, Deed][] = [
    [manages && isOpenForKeying(auditReturn), { text: 'Key in or correct its answers', href: `${base}/keyed-answers` }],
    [manages && can.accept, { text: 'Accept this return', action: `${base}/accept`, hidden: once }],
    [manages && can.sendBack, { text: 'Send it back for more work', href: `${base}/send-back` }],
    [
      can.extend && roleHolds(actor.role, 'extension.grant'),
      { text: 'Give more time', href: `/rounds/${roundId}/extensions/new?return=${id}` },
    ],
    [manages && canHaveLink, { text: 'Send or replace the audit link', href: `${base}/links` }],
    [
      roundStatus !== 'draft' && roleHolds(actor.role, 'chase.record'),
      { text: 'Record a call, letter or email', href: `${base}/chases#new` },
    ],
    [manages && status !== 'not_issued', { text: 'Take in documents', href: `${base}/evidence/new` }],
    [manages && can.takeIn, { text: 'Record an offline return', href: `${base}/offline` }],
    [manages && can.excuse, { text: 'Mark as closed, covered, not applicable or declined', href: `${base}/excuse` }],
    [manages && can.reinstate, { text: 'Expect this return again', href: `${base}/reinstate` }],
  ]
  return deeds.flatMap(([possible, deed]) => (possible ? [deed] : []))
}
