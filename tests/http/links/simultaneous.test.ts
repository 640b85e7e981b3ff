import { expect, test } from '@jest/globals'
import { startByLink } from '../../../src/features/links/enterActions.ts'
import { findLink } from '../../../src/features/links/index.ts'
import { linkState } from '../../../src/features/links/linkState.ts'
import { lockReturn } from '../../../src/features/returns/index.ts'
import { inTransaction, row } from '../../../src/platform/db.ts'
import { worldOn } from '../../support/app.ts'
import { cloneDatabase, untilSomebodyWaits } from '../../support/database.ts'

test('a link that is pressed while it is handed over to somebody else is ended, and neither side fails', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const { make } = worldOn(db)
    const { id: partnership_id } = await make.partnership()
    const auditReturn = await make.auditReturn({ partnership_id })
    const tokenHash = Buffer.alloc(32, 7)
    const link = await make.invitation({ partnership_id, return_id: auditReturn.id, main: true, token_hash: tokenHash })
    const pressing = await inTransaction(db, async trx => {
      await lockReturn(trx, partnership_id, auditReturn.id)
      const pressed = startByLink(db, found => findLink(found, tokenHash))
      await untilSomebodyWaits(db)
      await trx.raw(`update invitations set revoked_at = now(), revoked_reason = 'replaced by a new link' where id = ?`, [link.id])
      return { pressed }
    })
    const found = await pressing.pressed
    expect(found && linkState(found)).toBe('revoked')
    expect(await row(db, 'select status, opened_at from returns where id = ?', [auditReturn.id])).toEqual({
      status: 'issued',
      opened_at: null,
    })
  } finally {
    await drop()
  }
})
