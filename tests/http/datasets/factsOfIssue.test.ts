import { expect, test } from '@jest/globals'
import { steps } from '../../../src/features/returns/index.ts'
import { inRollback } from '../../support/app.ts'
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
    const rowOf = async () => (await workbookOf(world.db, partnership_id, round.id))('Establishments').rows[0]
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
    const codebook = (await workbookOf(world.db, partnership_id, round.id))('Codebook')
      .rows.map(row => JSON.stringify(row))
      .join()
    expect(codebook).toContain('Local authority when the audit was issued')
    expect(codebook).toContain('Local authority in the register at the time of this export')
  }),
)
