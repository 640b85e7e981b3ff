import { row, stored, type Db } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { createPartnership, type Partnership } from '../../src/features/partnerships/index.ts'
import type { Role, StaffActor } from '../../src/features/history/index.ts'
import type { InventedEstablishment } from './establishments.ts'
import { insertAll } from './insert.ts'

export const PARTNERSHIP_CODE = 'demo'

export type Cast = { partnership: Partnership; administrator: StaffActor; coordinator: StaffActor; reviewer: StaffActor }

/** Where all of it is. */
export const TOWN = 'Northmoor'

/** The partnership of Northmoor and its staff: accounts that a one-time link may enter, because nothing in them is real. */
export async function inventPartnership(db: Db): Promise<Cast> {
  const partnership = await createPartnership(db, {
    code: PARTNERSHIP_CODE,
    name: 'Northmoor Safeguarding Children Partnership',
    shortName: 'Northmoor',
    laCodes: [],
    contactName: 'Education safeguarding team',
    contactEmail: 'education.safeguarding@northmoor.example',
    contactPhone: '01632 960 100',
    concernLine: 'Northmoor children’s services on 01632 960 111, at any hour',
  })
  await db.raw('update partnerships set demonstration = true where id = ?', [partnership.id])
  const add = async (name: string, role: Role): Promise<StaffActor> => {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@northmoor.example`
    const made = await row<{ id: Id<'account'> }>(
      db,
      `insert into accounts (partnership_id, email, name, role, demonstration) values (?, ?, ?, ?, true) returning id`,
      [partnership.id, email, name, role],
    )
    if (!made) throw new Error('an account was not stored')
    return { kind: 'staff', partnershipId: partnership.id, accountId: made.id, name, role, email }
  }
  const administrator = await add('Priya Shah', 'administrator')
  const reviewer = await add('Martin Hollis', 'reviewer')
  const coordinator = await add('Jo Whitfield', 'coordinator')
  await add('Ngozi Eze', 'analyst')
  return { partnership, administrator, coordinator, reviewer }
}

/** The register and its contacts. @returns the ids, in the order given */
export async function inventRegister(
  db: Db,
  partnershipId: Id<'partnership'>,
  invented: readonly InventedEstablishment[],
): Promise<Id<'establishment'>[]> {
  const made = await insertAll<{ id: Id<'establishment'>; identifier: string }>(
    db,
    'establishments',
    invented.map(one => ({
      partnership_id: partnershipId,
      scheme: one.scheme,
      identifier: one.identifier,
      name: one.name,
      la_code: 888,
      la_name: 'Northmoor',
      establishment_number: one.number,
      type_code: one.type.code,
      type_name: one.type.name,
      type_group_code: one.type.groupCode,
      type_group_name: one.type.groupName,
      status_code: 1,
      status_name: 'Open',
      phase_code: one.phase.code,
      phase_name: one.phase.name,
      low_age: one.ages[0],
      high_age: one.ages[1],
      boarders_code: one.boarders ? 3 : 1,
      boarders_name: one.boarders ? 'Boarding school' : 'No boarders',
      sixth_form_code: one.sixthForm ? 1 : 2,
      nursery: one.nursery ? 'Has Nursery Classes' : 'No Nursery Classes',
      gender: 'Mixed',
      religious_character: one.denomination,
      diocese: '',
      further_education_type: one.type.code === 18 ? 'General FE' : '',
      trust_code: '',
      trust_name: one.trust,
      federation_name: '',
      pupils: one.pupils,
      capacity: Math.round(one.pupils * 1.06),
      street: '',
      locality: '',
      town: TOWN,
      county: '',
      postcode: one.postcode,
      telephone: '01632 960 200',
      website: `https://${one.slug}.northmoor.example`,
      head_title: '',
      head_first_name: one.head.name.split(' ')[0],
      head_last_name: one.head.name.split(' ').slice(1).join(' '),
      head_job_title: 'Headteacher',
      district: one.district,
      ward: '',
      source: 'register',
      created_at: 'now',
      updated_at: 'now',
    })),
    'id, identifier',
  )
  const byIdentifier = new Map(made.map(({ id, identifier }) => [identifier, id]))
  const ids = invented.map(({ identifier }) => stored(byIdentifier.get(identifier), 'an establishment'))
  await insertAll(
    db,
    'contacts',
    invented.flatMap((one, at) =>
      (['head', 'dsl', 'chair'] as const).map(role => ({
        partnership_id: partnershipId,
        establishment_id: ids[at],
        role: role === 'chair' && one.type.groupCode === 3 ? 'proprietor' : role,
        name: one[role].name,
        email: one[role].email,
        phone: '',
        from_on: '2020-09-01',
        created_at: 'now',
        updated_at: 'now',
        version: 1,
      })),
    ),
  )
  return ids
}
