import type { Db } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Id } from '../../src/platform/id.ts'
import { buildReport, noQuotations, requestReport } from '../../src/features/reports/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import { stored } from '../../src/platform/db.ts'
import type { Cast } from './people.ts'

/** The report of the reference round that its board was given. Its job finds it made. */
export async function inventReport(trx: Db, deps: Deps, cast: Cast, roundId: Id<'round'>): Promise<void> {
  const { partnership, administrator } = cast
  const round = stored(await findRound(trx, partnership.id, roundId), 'the reference round')
  const { reportId } = await requestReport(trx, administrator, { round, audience: 'covered' })
  await buildReport({ ...deps, db: trx as Deps['db'] }, noQuotations, { partnershipId: partnership.id, reportId })
}
