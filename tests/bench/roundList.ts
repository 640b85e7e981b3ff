import { rows, type Pool } from '../../src/platform/db.ts'
import { drawUpStatement, statementCounts } from '../../src/features/dashboard/index.ts'
import { worldOn } from '../support/app.ts'
import { median, quantile, timed, type Bench, type BenchLine } from './bench.ts'

const MANY = { full: 30_000, small: 3_000 }
const FEW = 300

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
  const { many, few, actor } = await twoRounds(db, MANY[size])
  const browser = await worldOn(db).staff(actor.accountId)
  const times = size === 'full' ? 40 : 8
  const lines: BenchLine[] = []
  for (const [name, query] of Object.entries(ASKED)) {
    const measure = async (roundId: number) => {
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
  const { many, actor } = await twoRounds(db, MANY[size])
  const times = size === 'full' ? 30 : 5
  const drawn: number[] = []
  const scanned: number[] = []
  for (let at = 0; at < times; at += 1) {
    drawn.push(await timed(async () => drawUpStatement(await statementCounts(db, actor.partnershipId, many))))
    scanned.push(
      await timed(() =>
        rows(db, `select count(*), max(submitted_at), max(started_at), max(due_at) from returns where round_id = ? and status <> 'x'`, [
          many,
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
      detail: { returns: MANY[size], p95: round(quantile(drawn, 0.95)), goal: 'ratio <= 3 and value < 150' },
    },
  ]
}

/** A round of `count` returns in every state, and one of 300, in one partnership. */
async function twoRounds(db: Pool, count: number) {
  const { make } = worldOn(db)
  const actor = await make.staffActor()
  const partnership_id = actor.partnershipId
  const version = await make.questionnaireVersion(partnership_id, 'A', { frozen_at: new Date() })
  const rounds: number[] = []
  for (const size of [count, FEW]) {
    const { id } = await make.round({ partnership_id })
    await db.raw(
      `with places as (
         insert into establishments (partnership_id, scheme, identifier, name, la_code, establishment_number, type_code, type_group_code, phase_code, phase_name)
         select :partnership, 'urn', (:round * 1000000 + n)::text, 'Bench School ' || n, 888, n % 9999, 1, 4, 2, (array['Primary','Secondary','Nursery'])[1 + n % 3]
         from generate_series(1, :size) n returning id, name, identifier
       ), people as (
         insert into contacts (partnership_id, establishment_id, role, name, email)
         select :partnership, id, 'dsl', 'Sam Okafor', 'dsl' || id || '@school.example' from places returning 1
       )
       insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status, issued_at, first_due_at,
         due_at, started_at, submitted_at, submitted_via, asked, answered, missing)
       select :partnership, :round, id, name, 'A', :version, array['maintained', 'primaryAged'], status, now() - interval '30 days', due, due,
         case when status in ('in_progress', 'submitted') then now() - interval '9 days' end,
         case when status = 'submitted' then now() - interval '8 days' end, case when status = 'submitted' then 'online' end,
         case when status in ('in_progress', 'submitted') then 140 else 0 end,
         case status when 'submitted' then 140 when 'in_progress' then id % 140 else 0 end,
         case status when 'in_progress' then 140 - id % 140 else 0 end
       from (select *, (array['submitted','submitted','in_progress','opened','issued'])[1 + id % 5] as status,
               now() + case when id % 7 = 0 then - interval '2 days' else interval '5 days' end as due from places) p`,
      { partnership: partnership_id, round: id, size, version: version.id },
    )
    rounds.push(id)
  }
  await db.raw('vacuum analyze returns')
  await db.raw('vacuum analyze establishments')
  await db.raw('vacuum analyze contacts')
  const [many = 0, few = 0] = rounds
  return { many, few, actor }
}

function expect200(response: { status: number }): void {
  if (response.status !== 200) throw new Error(`the list answered ${response.status}`)
}

const round = (value: number): number => Math.round(value * 100) / 100
