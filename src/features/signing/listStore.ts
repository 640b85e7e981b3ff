import { row, rows, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { RETURNS_SQL, type signatures } from '../returns/index.ts'

/** A return of a round as the list of its signatures shows it: one line for each signature, one for each that is waited for or was gone on without. */
export type ListedSignature = {
  returnId: Id<'return'>
  establishment: string
  waits: boolean
  waived: string | null
  role: signatures.SignatureRole | null
  name: string | null
  at: Date | null
  proof: signatures.Proof | null
  unusual: signatures.Unusual[] | null
  confirmedAt: Date | null
}

/** Which signatures are listed: those of a round, with the proofs that rest on the school's own word. */
export type ListedOf = { partnershipId: Id<'partnership'>; roundId: Id<'round'>; toConfirm: readonly signatures.Proof[] }

const LISTED_SQL = `from ${RETURNS_SQL} r
  left join signature_waivers w on w.return_id = r.id and w.withdrawn_at is null
  left join sign_offs s on s.return_id = r.id and s.withdrawn_at is null
    and (cardinality(s.unusual) > 0 or s.proof = any(:toConfirm::text[]))
  where r.partnership_id = :partnershipId and r.round_id = :roundId and (s.id is not null or w.id is not null or r.awaiting_chair)`

/**
 * What staff have to look at, or may want to know, of the signatures of a round: unusual ones and those that rest on the school's own word,
 * returns that wait for the board, and those that were accepted without it. Those still to be looked at come first.
 */
export const signaturesOfRound = (db: Db, of: ListedOf, page: { offset: number; limit: number }): Promise<ListedSignature[]> =>
  rows<ListedSignature>(
    db,
    `select r.id as "returnId", r.establishment_name as establishment, r.awaiting_chair as waits, w.reason as waived,
       s.role, s.name, s.at, s.proof, s.unusual, s.confirmed_at as "confirmedAt" ${LISTED_SQL}
     order by s.id is null or s.confirmed_at is not null, w.id is not null, r.establishment_name, r.id, s.id limit :limit offset :offset`,
    { ...of, toConfirm: [...of.toConfirm], ...page },
  )

/** How many lines that list has. */
export const countSignaturesOfRound = async (db: Db, of: ListedOf): Promise<number> =>
  (await row<{ count: number }>(db, `select count(*) as count ${LISTED_SQL}`, { ...of, toConfirm: [...of.toConfirm] }))?.count ?? 0
