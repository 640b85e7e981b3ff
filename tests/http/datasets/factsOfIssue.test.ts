import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'
import { steps } from '../../../src/features/returns/index.ts'
import { rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback } from '../../support/app.ts'
import { FIXTURES, fileOf } from '../../support/registerFile.ts'
import { office, registerCommand } from '../../support/registerOffice.ts'
import { workbookOf } from '../../support/workbook.ts'

/** What the register says before a reorganisation of authorities and phases, and after it. */
const before = { la_code: 925, la_name: 'Old County', establishment_number: 2001, type_name: 'Community school' }
const after = { la_code: 943, la_name: 'New Council', establishment_number: 3001, type_name: 'Academy converter' }
const ages = { before: { phase_name: 'Primary', low_age: 5, high_age: 11 }, after: { phase_name: 'All-through', low_age: 3, high_age: 18 } }

test(
  'the facts of a round stay those of its issue when the register changes; what the register says today has columns of its own',
  inRollback(async world => {
    const { partnershipId: partnership_id } = await world.make.staffActor()
    const round = await world.make.round({ partnership_id })
    const school = await world.make.establishment({ partnership_id, ...before, ...ages.before })
    const entry = await world.make.auditReturn({
      ...{ partnership_id, round_id: round.id, establishment_id: school.id, status: 'not_issued', issued_at: null },
    })
    // What changed between adding and issuing is of the issue.
    await world.db.raw(`update establishments set type_name = 'Foundation school' where id = ?`, [school.id])
    await steps.markIssued(world.db, partnership_id, [entry.id])
    const rowOf = async () =>
      (await workbookOf(world.db, partnership_id, round.id, { sheets: ['establishments'] }))('Establishments').rows[0]
    const issued = {
      ...{ dfe_number: '925/2001', la_code: 925, la_name: 'Old County', type: 'Foundation school' },
      ...{ phase: 'Primary', low_age: 5, high_age: 11 },
    }
    expect(await rowOf()).toMatchObject({ ...issued, register_la_code: 925, register_dfe_number: '925/2001' })

    await world
      .db('establishments')
      .where({ id: school.id })
      .update({ ...after, ...ages.after })
    expect(await rowOf()).toMatchObject({
      ...issued,
      ...{ register_dfe_number: '943/3001', register_la_code: 943, register_la_name: 'New Council', register_type: 'Academy converter' },
      ...{ register_phase: 'All-through', register_low_age: 3, register_high_age: 18 },
    })
    const codebook = (await workbookOf(world.db, partnership_id, round.id, { sheets: ['establishments'] }))('Codebook')
      .rows.map(row => JSON.stringify(row))
      .join()
    expect(codebook).toContain('Local authority when the audit was issued')
    expect(codebook).toContain('Local authority in the register at the time of this export')
  }),
)

test(
  'F63: a file that reorganises authorities, imported by the command after the issue, changes nothing of the round in its workbook',
  inRollback(async world => {
    const field = (name: string) => fileOf(readFileSync(path.join(FIXTURES, 'field', `${name}.csv`)))
    const { partnershipId: partnership_id, code } = await office(world, [971])
    await registerCommand(world, 'import', field('register-before'), '--partnership', code)
    const round = await world.make.round({ partnership_id })
    const schools = await rows<{ id: Id<'establishment'> }>(world.db, 'select id from establishments where partnership_id = ?', [
      partnership_id,
    ])
    for (const { id } of schools) await world.make.auditReturn({ partnership_id, round_id: round.id, establishment_id: id })
    const of = async (columns: readonly string[]) =>
      (await workbookOf(world.db, partnership_id, round.id, { sheets: ['establishments'] }))('Establishments')
        .rows.map(row => columns.map(column => row[column]))
        .toSorted((one, other) => String(one[0]).localeCompare(String(other[0])))
    const ofIssue = ['urn', 'dfe_number', 'la_code', 'la_name', 'type', 'phase', 'low_age', 'high_age']
    const before = await of(ofIssue)
    expect(before[0]).toEqual(expect.arrayContaining(['971/2001', 971, 'Westmarsh']))
    await registerCommand(world, 'import', field('F05a-reorganisation'), '--partnership', code)
    expect(await of(ofIssue)).toEqual(before)
    expect((await of(['urn', 'register_dfe_number', 'register_la_code', 'register_la_name']))[0]?.slice(1)).toEqual([
      '972/2001',
      972,
      'West Westmarsh',
    ])
  }),
)
