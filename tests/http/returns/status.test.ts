import { expect, test } from '@jest/globals'
import { RETURN_STATUSES } from '../../../src/features/returns/lifecycle.ts'
import { row } from '../../../src/platform/db.ts'
import { inRollback } from '../../support/app.ts'

test(
  'the database knows the same statuses as the code',
  inRollback(async ({ db }) => {
    const found = await row<{ rule: string }>(
      db,
      `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'returns'::regclass and conname = 'returns_status_check'`,
    )
    expect([...(found?.rule ?? '').matchAll(/'([a-z_]+)'::text/g)].map(([, status]) => status)).toEqual([...RETURN_STATUSES])
  }),
)
