import { rows } from '../../src/platform/db.ts'
import { drawUpStatement, statementCounts } from '../../src/features/dashboard/index.ts'
import { worldOn } from '../support/app.ts'
import { median, quantile, timed, type Bench, type BenchLine } from './bench.ts'
import { FEW, MANY, twoRounds, type Measured } from './largeRound.ts'

/** What staff ask of the live list: its first page, filtered, sorted and searched. */
const ASKED = {
  'first page': '',
  filtered: '?status=in_progress',
  overdue: '?flag=overdue',
  sorted: '?sort=progress&order=desc',
  searched: '?q=School%20123',
} as const

/** The live list of a large round against that of a small one: half of the requests may take at most twice as long. */
export const roundList: Bench = async ({ db, size }) => {
  const { many, few } = await twoRounds(db, MANY[size])
  const world = worldOn(db)
  const times = size === 'full' ? 40 : 8
  const lines: BenchLine[] = []
  for (const [name, query] of Object.entries(ASKED)) {
    const measure = async ({ roundId, actor }: Measured) => {
      const browser = await world.staff(actor.accountId)
      const taken: number[] = []
      for (let at = 0; at < times; at += 1)
        taken.push(await timed(async () => expect200(await browser.get(`/rounds/${roundId}/returns${query}`))))
      return taken
    }
    await measure(many)
    const [large, small] = [await measure(many), await measure(few)]
    lines.push({
      name: 'round-list',
      value: round(median(large)),
      unit: 'ms',
      reference: round(median(small)),
      ratio: round(median(large) / median(small)),
      n: times,
      detail: { asked: name, returns: MANY[size], against: FEW, p95: round(quantile(large, 0.95)), goal: 'ratio <= 2' },
    })
  }
  return lines
}

/** The returns statement of a large round against one sequential scan of its returns. */
export const statement: Bench = async ({ db, size }) => {
  const {
    many: { roundId, actor },
  } = await twoRounds(db, MANY[size])
  const times = size === 'full' ? 30 : 5
  const drawn: number[] = []
  const scanned: number[] = []
  for (let at = 0; at < times; at += 1) {
    drawn.push(await timed(async () => drawUpStatement(await statementCounts(db, actor.partnershipId, roundId))))
    scanned.push(
      await timed(() =>
        rows(db, `select count(*), max(submitted_at), max(started_at), max(due_at) from returns where round_id = ? and status <> 'x'`, [
          roundId,
        ]),
      ),
    )
  }
  return [
    {
      name: 'statement',
      value: round(median(drawn)),
      unit: 'ms',
      reference: round(median(scanned)),
      ratio: round(median(drawn) / median(scanned)),
      n: times,
      detail: { returns: MANY[size], p95: round(quantile(drawn, 0.95)), goal: 'ratio <= 3, value < 150' },
    },
  ]
}

function expect200(response: { status: number }): void {
  if (response.status !== 200) throw new Error(`the list answered ${response.status}`)
}

const round = (value: number): number => Math.round(value * 100) / 100
