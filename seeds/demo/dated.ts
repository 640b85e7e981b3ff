import type { Db } from '../../src/platform/db.ts'

/**
 * Has the history tell of some work as if it had been done at another moment. Events are never changed once they are in, so
 * those of the work are caught on their way, in a table of this connection that hides theirs, and entered with that moment.
 *
 * @returns what the work returns
 */
export async function dated<Outcome>(trx: Db, at: Date, work: () => Promise<Outcome>): Promise<Outcome> {
  await trx.raw(`create temporary table events (like public.events including defaults including identity) on commit drop`)
  const outcome = await work()
  await trx.raw(
    `insert into public.events (partnership_id, at, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details)
     select partnership_id, ?, actor_kind, actor_id, actor_name, verb, establishment_id, round_id, return_id, details
     from pg_temp.events order by id`,
    [at],
  )
  await trx.raw(`drop table pg_temp.events`)
  return outcome
}
