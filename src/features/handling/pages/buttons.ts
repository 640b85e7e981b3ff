import { roleHolds } from '../../accounts/index.ts'
import type { StaffActor } from '../../history/index.ts'
import { sayExcuses, stands, type AuditReturn } from '../../returns/index.ts'
import { staffActionsOn } from '../decisionActions.ts'
import { isOpenForKeying } from '../keying.ts'

/** One thing that staff can do about a return: a page that asks first, or a button that does it. */
export type ReturnButton = { text: string; href: string } | { text: string; action: string; hidden: { name: string; value: string }[] }

/**
 * What this person can do about this return now, the likeliest first: by what they may, by where the return stands, and
 * by whether its round is open.
 *
 * @param beside whether a link of the return would lead on, and whether it is excused from a day that has not come
 * @param key the key of the rendered page, so that a button pressed twice acts once
 */
export function buttonsOn(
  actor: StaffActor,
  auditReturn: AuditReturn,
  beside: { canHaveLink: boolean; isExcusedAhead?: boolean },
  key: string,
): ReturnButton[] {
  const { id, roundId, status, roundStatus, version } = auditReturn
  const { canHaveLink, isExcusedAhead = false } = beside
  const can = staffActionsOn(auditReturn, isExcusedAhead)
  const manages = roleHolds(actor.role, 'return.manage')
  const base = `/returns/${id}`
  const once = [
    { name: '_key', value: key },
    { name: 'version', value: String(version) },
  ]
  const buttons: [boolean, ReturnButton][] = [
    [manages && isOpenForKeying(auditReturn), { text: 'Key in or correct its answers', href: `${base}/keyed-answers` }],
    [manages && can.accept, { text: 'Accept this return', action: `${base}/accept`, hidden: once }],
    [manages && can.sendBack, { text: 'Send it back for more work', href: `${base}/send-back/questions` }],
    [
      can.extend && roleHolds(actor.role, 'extension.grant'),
      { text: 'Give more time', href: `/rounds/${roundId}/extensions/new?return=${id}` },
    ],
    [manages && canHaveLink, { text: 'Send or replace the audit link', href: `${base}/links` }],
    [
      roundStatus !== 'draft' && roleHolds(actor.role, 'chase.record'),
      { text: 'Record a call, letter or email', href: `${base}/chases#new` },
    ],
    [manages && stands('issued', status), { text: 'Add documents', href: `${base}/evidence/new` }],
    [manages && can.recordOffline, { text: 'Record an offline return', href: `${base}/offline` }],
    [manages && can.excuse, { text: `Mark as ${sayExcuses()}`, href: `${base}/excuse` }],
    [manages && can.reinstate, { text: 'Expect this return again', href: `${base}/reinstate` }],
  ]
  return buttons.flatMap(([possible, button]) => (possible ? [button] : []))
}
