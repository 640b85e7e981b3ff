import { expect, jest, test } from '@jest/globals'
import { inTransaction, rows } from '../../src/platform/db.ts'
import { countTry, forgetOldTries, forgetTries } from '../../src/platform/rateLimit.ts'
import { inRollback } from '../support/app.ts'

const LIMIT = { name: 'of-the-test', tries: 2, seconds: 60 }

test(
  'as many tries are let through as the limit says, and afresh after one that succeeded',
  inRollback(async ({ db }) => {
    const tries = [await countTry(db, LIMIT, 'sam'), await countTry(db, LIMIT, 'sam'), await countTry(db, LIMIT, 'sam')]
    expect(tries).toEqual([null, null, expect.any(Number)])
    expect(await countTry(db, LIMIT, 'ann')).toBeNull()
    await forgetTries(db, LIMIT, 'sam')
    expect(await countTry(db, LIMIT, 'sam')).toBeNull()
  }),
)

test(
  'counting and forgetting a try in a transaction leaves no timer that would hold it',
  inRollback(async ({ db }) => {
    const timers = jest.spyOn(globalThis, 'setTimeout')
    try {
      await inTransaction(db, async trx => {
        await countTry(trx, LIMIT, 'sam')
        await forgetTries(trx, LIMIT, 'sam')
      })
      expect(timers.mock.calls.map(([, wait]) => wait ?? 0).filter(wait => wait > 60_000)).toEqual([])
    } finally {
      timers.mockRestore()
    }
  }),
)

test(
  'tries that no longer count are swept away, those that do stay',
  inRollback(async ({ db }) => {
    await countTry(db, LIMIT, 'now')
    await countTry(db, LIMIT, 'long ago')
    await db.raw(`update rate_limits set expire = expire - 3600000 where key = 'of-the-test:long ago'`)
    await forgetOldTries(db)
    expect(await rows(db, 'select key from rate_limits')).toEqual([{ key: 'of-the-test:now' }])
  }),
)
