import type { Db } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import type { Id } from '../../src/platform/id.ts'
import { londonInstant } from '../../src/platform/london.ts'
import { buildReport, requestReport } from '../../src/features/reports/index.ts'
import { findRound } from '../../src/features/rounds/index.ts'
import { stored } from '../../src/platform/db.ts'
import { dated } from './dated.ts'
import type { Cast } from './people.ts'

const MADE = londonInstant('2022-03-31', '10:00')

/** The report of the reference round that its board was given. Its job finds it made. */
export async function inventReport(trx: Db, deps: Deps, cast: Cast, roundId: Id<'round'>): Promise<void> {
  const { partnership, administrator } = cast
  const round = stored(await findRound(trx, partnership.id, roundId), 'the reference round')
  await dated(trx, MADE, async () => {
    const { reportId } = await requestReport(trx, administrator, { round, audience: 'covered' })
    const then = { ...deps, db: trx as Deps['db'], now: () => MADE }
    await buildReport(then, { partnershipId: partnership.id, reportId })
  })
  await trx.raw(`update reports set created_at = :made, ready_at = :made where round_id = :roundId`, { made: MADE, roundId })
  await trx.raw(`update given_figures set given_at = :made where round_id = :roundId`, { made: MADE, roundId })
}
