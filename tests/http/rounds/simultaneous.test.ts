import { expect, test } from '@jest/globals'
import { inTransaction, row } from '../../../src/platform/db.ts'
import { removeEstablishments } from '../../../src/features/rounds/membershipActions.ts'
import { worldOn } from '../../support/app.ts'
import { cloneDatabase, untilSomebodyWaits } from '../../support/database.ts'

test('an establishment that is issued while somebody takes it out of the round stays in', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const { make } = worldOn(db)
    const actor = await make.staffActor()
    const entry = await make.auditReturn({ partnership_id: actor.partnershipId, status: 'not_issued', issued_at: null })
    const which = { ids: [entry.establishment_id] }
    const removed = await inTransaction(db, async trx => {
      await trx.raw(`update returns set status = 'issued', issued_at = now() where id = ?`, [entry.id])
      const removing = removeEstablishments(db, actor, { roundId: entry.round_id, which, today: '2027-01-15' })
      await untilSomebodyWaits(db)
      return { removing }
    })
    expect(await removed.removing).toEqual({ removed: 0, kept: [] })
    expect(await row(db, 'select status from returns where id = ?', [entry.id])).toEqual({ status: 'issued' })
  } finally {
    await drop()
  }
})
