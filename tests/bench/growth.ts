import { drawUpStatement, statementCounts } from '../../src/features/dashboard/index.ts'
import { worldOn } from '../support/app.ts'
import { median, timed, type Bench, type BenchLine } from './bench.ts'
import { roundsOf, type Measured } from './largeRound.ts'

const SIZES = { full: [300, 3_000, 30_000], small: [30, 300, 3_000] }

/** What is read of a round as a whole: how its time grows with the round. */
const WORK: Record<string, { page: string } | 'statement'> = {
  'first page of the list': { page: 'returns' },
  'list searched': { page: 'returns?q=School%20123' },
  statement: 'statement',
}

/**
 * The same work on a round ten and a hundred times as large. The exponent is the slope of time over size from the middle to the largest:
 * 1 is "ten times the returns, ten times the time", 0 "as long as before". The smallest is left out of it, since there what every
 * request costs is all that is seen; its time is the reference.
 */
export const growth: Bench = async ({ db, size }) => {
  const sizes = SIZES[size]
  const rounds = await roundsOf(db, sizes)
  const world = worldOn(db)
  const times = size === 'full' ? 15 : 3
  const lines: BenchLine[] = []
  for (const [name, work] of Object.entries(WORK)) {
    const taken: number[] = []
    for (const round of rounds) taken.push(await medianOf(round, work))
    const [least = 0, middle = 0, most = 0] = taken
    lines.push({
      name: 'growth',
      value: rounded(most),
      unit: 'ms',
      reference: rounded(least),
      ratio: rounded(most / least),
      n: times,
      detail: { work: name, returns: sizes.at(-1), exponent: rounded(Math.log10(most / middle)), goal: 'exponent <= 1.1' },
    })
  }
  return lines

  async function medianOf({ roundId, actor }: Measured, work: (typeof WORK)[string]): Promise<number> {
    const browser = await world.staff(actor.accountId)
    const once = async () => {
      if (work === 'statement') return drawUpStatement(await statementCounts(db, actor.partnershipId, roundId))
      const { status } = await browser.get(`/rounds/${roundId}/${work.page}`)
      if (status !== 200) throw new Error(`the list answered ${status}`)
      return status
    }
    await once()
    const taken: number[] = []
    for (let at = 0; at < times; at += 1) taken.push(await timed(once))
    return median(taken)
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100
