import { inTransaction, row, rows, type Db, stored } from '../../platform/db.ts'
import type { Id } from '../../platform/id.ts'
import { LIBRARY_SETS } from './questionSet.ts'
import { insertSets } from './questionSetStore.ts'

/** A Safeguarding Children Partnership: the tenant that every row belongs to. */
export type Partnership = {
  id: Id<'partnership'>
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

export async function findPartnership(db: Db, id: Id<'partnership'>): Promise<Partnership | undefined> {
  return row<Partnership>(db, `select ${COLUMNS} from partnerships where id = ?`, [id])
}

export async function partnershipByCode(db: Db, code: string): Promise<Partnership | undefined> {
  return row<Partnership>(db, `select ${COLUMNS} from partnerships where code = ?`, [code])
}

export async function allPartnerships(db: Db): Promise<Partnership[]> {
  return rows<Partnership>(db, `select ${COLUMNS} from partnerships order by code`)
}

/** A partnership with the question sets of the library. @throws when the code is taken */
export function createPartnership(db: Db, partnership: NewPartnership): Promise<Partnership> {
  return inTransaction(db, async trx => {
    const made = await row<Partnership>(
      trx,
      `insert into partnerships (code, name, short_name, la_codes, contact_name, contact_email, contact_phone, concern_line, demonstration)
       values (:code, :name, :shortName, :laCodes, :contactName, :contactEmail, :contactPhone, :concernLine, :demonstration)
       returning ${COLUMNS}`,
      { ...partnership, demonstration: partnership.demonstration ?? false },
    )
    await insertSets(trx, stored(made, 'the partnership').id, LIBRARY_SETS)
    return stored(made, 'the partnership')
  })
}

/** The letterhead of a partnership `p` with its short name, as a value of JSON. */
export const LETTERHEAD_SQL = `json_build_object('name', p.name, 'shortName', p.short_name, 'contactName', p.contact_name,
  'contactEmail', p.contact_email, 'contactPhone', p.contact_phone)`
