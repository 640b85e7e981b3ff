import { Pool } from 'pg'
import { INVITATION_TEXT } from '../../src/features/issuing/invitationLetter.ts'
import { issueRoundJob, NO_ISSUE_FILTER, orderIssue } from '../../src/features/issuing/index.ts'
import { addEstablishments, createRound, NO_FILTER, openRound } from '../../src/features/rounds/index.ts'
import { drain } from '../../src/platform/jobs/worker.ts'
import type { OperatorActor } from '../../src/features/history/index.ts'
import { row } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { worldOn } from '../support/app.ts'
import { timed, type Bench, type BenchWorld } from './bench.ts'

const TODAY = '2027-01-15'
const BATCH = 1000
/** What issuing writes: a link, a message, the job that sends it, and an event of the history for every establishment. */
const TABLES = ['public.invitations', 'public.messages', 'pgboss.job', 'public.events']

/**
 * Issues the links of a whole country: rows, tokens, messages and their jobs. The reference inserts the very same rows again into
 * empty tables of the same shape, a thousand to a statement and transaction, from text that stands ready: no rule is asked, no token made.
 */
export const issueRound: Bench = async world => {
  const establishments = world.size === 'small' ? 500 : 30_000
  const { deps, make } = worldOn(world.db)
  const { id } = await make.partnership({ code: 'england', name: 'England Safeguarding Partnership', short_name: 'England' })
  const actor: OperatorActor = { kind: 'operator', partnershipId: id, name: 'benchmark' }
  await register(world, actor.partnershipId, establishments)
  const plan = {
    code: 'audit',
    name: 'Safeguarding audit 2026 to 2027',
    mode: 'full_audit' as const,
    opensAt: new Date('2027-01-01T09:00:00Z'),
    dueAt: new Date('2027-03-27T17:00:00Z'),
    introduction: '',
    legalBasis: '',
    evidenceAreas: [],
    chairSignOff: 'may_follow' as const,
  }
  const round = await createRound(world.db, actor, { plan })
  if ('fault' in round) throw new Error(round.fault)
  const adding = await timed(() =>
    addEstablishments(world.db, actor, { roundId: round.roundId, which: { filter: NO_FILTER }, today: TODAY }),
  )
  await openRound(world.db, actor, { roundId: round.roundId })
  await world.db.raw('analyze')

  const request = { roundId: round.roundId, which: { filter: NO_ISSUE_FILTER }, goTo: 'dsl' as const, text: INVITATION_TEXT }
  await orderIssue(world.db, actor, { ...request, now: new Date() })
  const issuing = await timed(() => drain(deps, [issueRoundJob]))
  const issued = await row<{ n: number }>(world.db, `select count(*) as n from messages`)
  if (issued?.n !== establishments) throw new Error(`${issued?.n ?? 0} of ${establishments} were issued`)
  const reference = await bareRows(world)
  return [
    {
      name: 'issue-round',
      value: Math.round(issuing),
      unit: 'ms',
      reference: Math.round(reference),
      ratio: Number((issuing / reference).toFixed(2)),
      n: 1,
      detail: { establishments, addingToRoundMs: Math.round(adding), tables: TABLES, goal: 'ratio <= 4' },
    },
  ]
}

async function register({ db }: BenchWorld, partnershipId: Id<'partnership'>, establishments: number): Promise<void> {
  await db.raw(
    `insert into establishments (partnership_id, scheme, identifier, name, la_code, la_name, type_code, type_name, type_group_code, phase_code, phase_name, low_age, high_age)
     select ?, 'urn', (100000 + n)::text, 'St Example’s Church of England Primary School ' || n, 800 + n % 150, 'Authority ' || n % 150,
       (array[1, 2, 34, 11, 18, 7])[1 + n % 6], 'Some type', (array[4, 4, 10, 3, 1, 5])[1 + n % 6], 1 + n % 7, 'Phase ' || n % 7, 4, 11
     from generate_series(1, ?::integer) n`,
    [partnershipId, establishments],
  )
  await db.raw(
    `insert into contacts (partnership_id, establishment_id, role, name, email)
     select partnership_id, id, role, 'Sam Okafor', role || identifier || '@school.example' from establishments cross join unnest(array['dsl', 'head', 'chair']) role`,
  )
  await db.raw('analyze')
}

/** Milliseconds that inserting the same rows takes. */
async function bareRows({ connection }: BenchWorld): Promise<number> {
  const pool = new Pool({ ...(typeof connection === 'string' ? { connectionString: connection } : connection), max: 1 })
  let milliseconds = 0
  try {
    for (const table of TABLES) {
      await pool.query(`create table bare (like ${table} including all)`)
      const { rows } = await pool.query<{ json: string }>(`select row_to_json(t)::text as json from ${table} t`)
      const batches = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) =>
        rows.slice(at * BATCH, (at + 1) * BATCH).map(({ json }) => json),
      )
      const columns = await pool.query<{ list: string }>(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as list from pg_attribute
         where attrelid = 'bare'::regclass and attnum > 0 and not attisdropped`,
      )
      const list = columns.rows[0]?.list ?? ''
      const insert = `insert into bare (${list}) overriding system value select ${list} from json_populate_recordset(null::bare, $1::json)`
      milliseconds += await timed(async () => {
        for (const batch of batches) await pool.query(insert, [`[${batch.join(',')}]`])
      })
      await pool.query('drop table bare')
    }
  } finally {
    await pool.end()
  }
  return milliseconds
}
