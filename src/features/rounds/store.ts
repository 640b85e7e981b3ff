import { row, type Db } from '../../platform/db.ts'

export const ROUND_MODES = ['full_audit', 'declaration', 'themed', 'standards'] as const
export type RoundMode = (typeof ROUND_MODES)[number]

/** One audit year of a partnership. */
export type Round = {
  id: number
  partnershipId: number
  code: string
  name: string
  mode: RoundMode
  status: 'draft' | 'open' | 'closed'
  opensAt: Date
  /** The first due instant of returns that are not extended. */
  dueAt: Date
  introduction: string
  legalBasis: string
  evidenceAreas: { key: string; title: string }[]
  chairSignOff: 'may_follow' | 'not_needed'
  openedAt: Date | null
  closedAt: Date | null
  version: number
}

const COLUMNS = `id, partnership_id as "partnershipId", code, name, mode, status, opens_at as "opensAt", due_at as "dueAt", introduction,
  legal_basis as "legalBasis", evidence_areas as "evidenceAreas", chair_sign_off as "chairSignOff", opened_at as "openedAt",
  closed_at as "closedAt", version`

/** A round of a partnership; undefined when there is none in its sight. */
export async function findRound(db: Db, partnershipId: number, id: number): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds where partnership_id = ? and id = ?`, [partnershipId, id])
}

export async function roundByCode(db: Db, partnershipId: number, code: string): Promise<Round | undefined> {
  return row<Round>(db, `select ${COLUMNS} from rounds where partnership_id = ? and code = ?`, [partnershipId, code])
}
