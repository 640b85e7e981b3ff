import type { ContributorActor } from '../history/index.ts'
import type { AuditReturn, SignOff } from '../returns/index.ts'

/** In which capacity somebody may sign; null for those who may not, by their role or by their link. Whoever acts as head signs as head. */
export function signsAs(
  { role, reach }: Pick<ContributorActor, 'role' | 'reach'>,
  { chairSignOff }: Pick<AuditReturn, 'chairSignOff'>,
): SignOff['role'] | null {
  if (!reach.maySign) return null
  if (role === 'head') return 'head'
  return (role === 'chair' || role === 'proprietor') && chairSignOff === 'may_follow' ? role : null
}

/** Whether the chair's (or proprietor's) signature is still to come once the head has sent the return. */
export const waitsForChair = ({ chairSignOff }: Pick<AuditReturn, 'chairSignOff'>, signOffs: readonly Pick<SignOff, 'role'>[]): boolean =>
  chairSignOff === 'may_follow' && !signOffs.some(({ role }) => role === 'chair' || role === 'proprietor')

/** What a signature says. */
export const DECLARATION: Record<SignOff['role'], string> = {
  head: 'I have read this return. To the best of my knowledge it is true and complete, and no child is named in it or could be recognised from it.',
  chair:
    'I have read this return on behalf of the governing body or board. The governing body or board knows what the return says and will follow up its actions.',
  proprietor: 'I have read this return as proprietor. I know what it says, and will see that its actions are followed up.',
}

/**
 * Whether the one who signs as head is also the designated safeguarding lead, so that nobody but them has checked the
 * answers. Guidance allows it; it is said before signing and kept with the signature.
 *
 * @param leads the names under which a DSL appears: in the answers, among the contacts and the contributors
 */
export const signsOwnWork = (signer: { name: string }, leads: readonly string[]): boolean =>
  leads.some(lead => plainName(lead) === plainName(signer.name))

const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/^(mr|mrs|ms|miss|mx|dr|rev|sir|dame)\.?\s+/, '')
    .replace(/[^a-z]+/g, ' ')
    .trim()
