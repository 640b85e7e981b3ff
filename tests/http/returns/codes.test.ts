import { expect, test } from '@jest/globals'
import { EXCUSE_CODES } from '../../../src/features/returns/excuses.ts'
import { RETURN_STATUSES } from '../../../src/features/returns/lifecycle.ts'
import { row } from '../../../src/platform/db.ts'
import { inRollback } from '../../support/app.ts'

test.each([
  ['statuses', 'status', RETURN_STATUSES],
  ['reasons for excusing', 'excused_as', EXCUSE_CODES],
] as const)('the database knows the same %s as the code', (_what, column, codes) =>
  inRollback(async ({ db }) => {
    const found = await row<{ rule: string }>(
      db,
      `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = 'returns'::regclass and conname = ?`,
      [`returns_${column}_check`],
    )
    expect([...(found?.rule ?? '').matchAll(/'([a-z_]+)'::text/g)].map(([, code]) => code).sort()).toEqual([...codes].sort())
  })(),
)
