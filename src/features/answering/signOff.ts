import type { ContributorActor } from '../history/index.ts'
import type { AuditReturn, signatures } from '../returns/index.ts'

/** In which capacity somebody may sign; null for those who may not, by their role or by their link. Whoever acts as head signs as head. */
export function signsAs(
  { role, reach }: Pick<ContributorActor, 'role' | 'reach'>,
  { chairSignOff }: Pick<AuditReturn, 'chairSignOff'>,
): signatures.SignOff['role'] | null {
  if (!reach.maySign) return null
  if (role === 'head') return 'head'
  return (role === 'chair' || role === 'proprietor') && chairSignOff === 'may_follow' ? role : null
}

/** Whether the chair's (or proprietor's) signature is still to come once the head has sent the return. */
export const waitsForChair = (
  { chairSignOff }: Pick<AuditReturn, 'chairSignOff'>,
  signOffs: readonly Pick<signatures.SignOff, 'role'>[],
): boolean => chairSignOff === 'may_follow' && !signOffs.some(({ role }) => role === 'chair' || role === 'proprietor')
