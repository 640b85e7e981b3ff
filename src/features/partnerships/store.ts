import { row, rows, type Db } from '../../platform/db.ts'

/** A Safeguarding Children Partnership: the tenant that every row belongs to. */
export type Partnership = {
  id: number
  code: string
  name: string
  shortName: string
  laCodes: number[]
  contactName: string
  contactEmail: string
  contactPhone: string
  /** Whom to tell about a child at risk here, as pages say it. */
  concernLine: string
  /** Holds invented people and establishments only: its demonstration accounts may be entered by a link. */
  demonstration: boolean
}

export type NewPartnership = Omit<Partnership, 'id' | 'demonstration'> & { demonstration?: boolean }

const COLUMNS = `id, code, name, short_name as "shortName", la_codes as "laCodes", contact_name as "contactName",
  contact_email as "contactEmail", contact_phone as "contactPhone", concern_line as "concernLine", demonstration`

export async function findPartnership(db: Db, id: number): Promise<Partnership | undefined> {
  return row<Partnership>(db, `select ${COLUMNS} from partnerships where id = ?`, [id])
}

export async function partnershipByCode(db: Db, code: string): Promise<Partnership | undefined> {
  return row<Partnership>(db, `select ${COLUMNS} from partnerships where code = ?`, [code])
}

export async function allPartnerships(db: Db): Promise<Partnership[]> {
  return rows<Partnership>(db, `select ${COLUMNS} from partnerships order by code`)
}

/** @throws when the code is taken */
export async function createPartnership(db: Db, partnership: NewPartnership): Promise<Partnership> {
  const made = await row<Partnership>(
    db,
    `insert into partnerships (code, name, short_name, la_codes, contact_name, contact_email, contact_phone, concern_line, demonstration)
     values (:code, :name, :shortName, :laCodes, :contactName, :contactEmail, :contactPhone, :concernLine, :demonstration)
     returning ${COLUMNS}`,
    { ...partnership, demonstration: partnership.demonstration ?? false },
  )
  if (!made) throw new Error('the partnership was not stored')
  return made
}
