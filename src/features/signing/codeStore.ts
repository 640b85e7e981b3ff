import { changed, row, stored, type Db } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import type { ContributorActor } from '../history/index.ts'
import type { signatures } from '../returns/index.ts'
import { CODE_MINUTES, CODE_TRIES } from './limits.ts'

/** A code that was sent to the address which stands for whoever signs. The code itself is not kept: it is derived from its number. */
export type SentCode = {
  id: Id<'signatureCode'>
  nonce: Buffer
  address: string
  isGiven: boolean
  /** The state of the answers for which it was asked. */
  answers: string
  used: boolean
  expiresAt: Date
}

type Whose = Pick<ContributorActor, 'partnershipId' | 'returnId' | 'contributorId'> & { role: signatures.SignatureRole }

/** Keeps a code. @returns until when it can be used */
export async function insertCode(trx: Db, whose: Whose, code: Pick<SentCode, 'nonce' | 'address' | 'isGiven' | 'answers'>): Promise<Date> {
  const { partnershipId, returnId, contributorId, role } = whose
  const made = await row<Pick<SentCode, 'expiresAt'>>(
    trx,
    `insert into signature_codes (partnership_id, return_id, contributor_id, role, answers, address, is_given, nonce, expires_at)
     values (:partnershipId, :returnId, :contributorId, :role, :answers, :address, :isGiven, :nonce, now() + ${CODE_MINUTES} * interval '1 minute') returning expires_at as "expiresAt"`,
    { partnershipId, returnId, contributorId, role, ...code },
  )
  return stored(made, 'the code').expiresAt
}

const LAST = `(select id from signature_codes where partnership_id = :partnershipId and return_id = :returnId and contributor_id = :contributorId
    and role = :role order by id desc limit 1)`
const COLUMNS = `id, nonce, address, is_given as "isGiven", answers, used_at is not null as used, expires_at as "expiresAt"`

/** The last code that was sent for this person's signature, while it can be typed; a used one can, since the same form may be sent twice. */
export const lastCode = (db: Db, { partnershipId, returnId, contributorId, role }: Whose): Promise<SentCode | undefined> =>
  row<SentCode>(db, `select ${COLUMNS} from signature_codes where id = ${LAST} and expires_at > now() and tries < ${CODE_TRIES}`, {
    ...{ partnershipId, returnId, contributorId, role },
  })

/** The same, with one try counted: by itself, and before the code is looked at. */
export const countTryOf = (db: Db, { partnershipId, returnId, contributorId, role }: Whose): Promise<SentCode | undefined> =>
  row<SentCode>(
    db,
    `update signature_codes set tries = tries + 1 where id = ${LAST} and expires_at > now() and tries < ${CODE_TRIES} returning ${COLUMNS}`,
    { partnershipId, returnId, contributorId, role },
  )

/** Uses a code up, for the answers for which it was asked. @returns whether it could be: false for one that was used, or of other answers */
export async function useCode(trx: Db, partnershipId: Id<'partnership'>, id: Id<'signatureCode'>, answers: string): Promise<boolean> {
  const used = await changed(
    trx,
    `update signature_codes set used_at = now() where partnership_id = :partnershipId and id = :id and answers = :answers and used_at is null and expires_at > now()`,
    { partnershipId, id, answers },
  )
  return used === 1
}

/** Deletes the codes of yesterday and before. */
export async function deleteOldCodes(db: Db): Promise<void> {
  await changed(db, `delete from signature_codes where expires_at < now() - interval '1 day'`)
}
