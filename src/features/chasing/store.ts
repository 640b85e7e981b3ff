import type { Id } from '../../platform/id.ts'
import { row, rows, type Db, stored } from '../../platform/db.ts'
import type { Chase } from './chase.ts'
import type { NewChase } from './schemas.ts'

/** @param chase.at the moment of the chase */
export async function insertChase(
  trx: Db,
  chase: Omit<NewChase, 'on'> & {
    partnershipId: Id<'partnership'>
    roundId: Id<'round'>
    returnId: Id<'return'>
    at: Date
    byName: string
  },
): Promise<Id<'chase'>> {
  const made = await row<{ id: Id<'chase'> }>(
    trx,
    `insert into chases (partnership_id, round_id, return_id, kind, at, by_name, said, next_on)
     values (:partnershipId, :roundId, :returnId, :kind, :at, :byName, :said, :nextOn) returning id`,
    chase,
  )
  return stored(made, 'the chase').id
}

const CHASE = `h.id, h.kind, h.at, h.by_name as "byName", h.said, h.next_on as "nextOn"`

/** Every chase of a return, the newest first. */
export async function chasesOf(db: Db, partnershipId: Id<'partnership'>, returnId: Id<'return'>): Promise<Chase[]> {
  return rows<Chase>(db, `select ${CHASE} from chases h where h.partnership_id = ? and h.return_id = ? order by h.id desc`, [
    partnershipId,
    returnId,
  ])
}

/** A chase that somebody kept while another was writing theirs. */
export type OtherChase = Pick<Chase, 'kind' | 'byName'>

/** What was kept of a return since a form showed its newest chase. Call it with the return held: then nothing is on its way. */
export const chasesAfter = (
  trx: Db,
  of: { partnershipId: Id<'partnership'>; returnId: Id<'return'>; seen: number },
): Promise<OtherChase[]> =>
  rows(
    trx,
    `select h.kind, h.by_name as "byName" from chases h
     where h.partnership_id = :partnershipId and h.return_id = :returnId and h.id > :seen order by h.id`,
    of,
  )
