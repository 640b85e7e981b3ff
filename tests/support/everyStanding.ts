import { EXCUSE_CODES, STATUSES, type ExcuseAs, type ReturnStatus } from '../../src/features/returns/index.ts'
import { randomBytes } from 'node:crypto'
import type { Id } from '../../src/platform/id.ts'
import { linkToken, tokenHash } from '../../src/platform/linkToken.ts'
import type { TestWorld } from './app.ts'

/** What the partnership and the establishment may rely on in a status, written down apart from the tables of the program. */
export type Expected = {
  counts: 'not_issued' | 'completed' | 'outstanding' | 'not_expected'
  /** The finer numbers of the overview in which it is counted as well. */
  also?: 'not_started' | 'started' | 'awaiting_chair'
  /** What its link leads to once the round is closed. */
  closed: 'read' | 'typed' | 'closed' | 'excused'
}

export const EXPECTED: Record<ReturnStatus, Expected> = {
  not_issued: { counts: 'not_issued', closed: 'closed' },
  issued: { counts: 'outstanding', also: 'not_started', closed: 'closed' },
  opened: { counts: 'outstanding', also: 'not_started', closed: 'closed' },
  in_progress: { counts: 'outstanding', also: 'started', closed: 'typed' },
  returned: { counts: 'outstanding', also: 'started', closed: 'typed' },
  awaiting_sign_off: { counts: 'completed', also: 'awaiting_chair', closed: 'read' },
  submitted: { counts: 'completed', closed: 'read' },
  accepted: { counts: 'completed', closed: 'read' },
  excused: { counts: 'not_expected', closed: 'excused' },
}

export type Standing = { status: ReturnStatus; excusedAs: ExcuseAs | null; columns: Record<string, unknown> }

/** Every status, and of those that are not expected every reason, each with columns that the database takes. */
export function everyStanding(): Standing[] {
  const then = new Date(Date.now() - 2 * 86_400_000)
  return (Object.keys(STATUSES) as ReturnStatus[]).flatMap((status): Standing[] => {
    const { counts, also } = EXPECTED[status]
    const columns = {
      status,
      ...(counts === 'not_issued' ? { issued_at: null } : {}),
      ...(also === 'started' || counts === 'completed' ? { started_at: then } : {}),
      ...(counts === 'completed' || status === 'returned' ? { submitted_at: then, submitted_via: 'online' } : {}),
    }
    return counts === 'not_expected'
      ? EXCUSE_CODES.map(excusedAs => ({
          status,
          excusedAs,
          columns: { ...columns, excused_as: excusedAs, excused_on: '2026-11-01', excused_from: 'issued' },
        }))
      : [{ status, excusedAs: null, columns }]
  })
}

export type Stood = Standing & { id: Id<'return'>; name: string; establishmentId: Id<'establishment'>; email: string; link: string }

/** A round with a return in every status and for every reason, each with a DSL who has an address and, once it was issued, a working link. */
export async function roundOfEveryStanding({ make, deps }: TestWorld) {
  const { partnershipId: partnership_id, accountId } = await make.staffActor()
  const round = await make.round({ partnership_id, due_at: new Date(Date.now() - 86_400_000) })
  const returns: Stood[] = []
  for (const standing of everyStanding()) {
    const name = `${standing.status} ${standing.excusedAs ?? ''}`.trim().replaceAll('_', ' ')
    const { id: establishment_id } = await make.establishment({ partnership_id, name, status_code: 1 })
    const email = `${name.replaceAll(' ', '.')}.${round.id}@school.example`
    const contact = await make.contact({ partnership_id, establishment_id, role: 'dsl', email })
    const { id } = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id, ...standing.columns })
    const nonce = randomBytes(16)
    const token = linkToken(deps.secret, 'audit', nonce)
    if (EXPECTED[standing.status].counts !== 'not_issued')
      await make.invitation({
        ...{ partnership_id, return_id: id, contact_id: contact.id, email, main: true },
        ...{ nonce, token_hash: tokenHash(token) },
      })
    returns.push({ ...standing, id, name, establishmentId: establishment_id, email, link: `/audit/${token}` })
  }
  return { partnershipId: partnership_id, accountId, roundId: round.id, returns }
}

export const namesOf = (returns: readonly Stood[], which: (expected: Expected) => boolean): string[] =>
  returns
    .filter(({ status }) => which(EXPECTED[status]))
    .map(({ name }) => name)
    .sort()

export const isIssued = ({ counts }: Expected): boolean => counts !== 'not_issued'
