import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { INVITATION_TEXT } from '../../../src/features/issuing/invitationLetter.ts'
import { NO_ISSUE_FILTER, orderIssue, sweepRunsJob } from '../../../src/features/issuing/index.ts'
import { issueBatches } from '../../../src/features/issuing/issueBatchActions.ts'
import { row, type Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import type { OperatorActor } from '../../../src/features/history/index.ts'
import { cloneDatabase } from '../../support/database.ts'
import { worldOn, type TestWorld } from '../../support/app.ts'

const ESTABLISHMENTS = 2500
let database: { db: Pool; drop: () => Promise<void> }

beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

/** An open round with 2,500 establishments to be issued, and an order to issue them: three batches. */
async function ordered(world: TestWorld) {
  const { make, db } = world
  const { id: partnershipId } = await make.partnership()
  const auditReturn = await make.auditReturn({ partnership_id: partnershipId, status: 'not_issued', issued_at: null })
  const roundId = auditReturn.round_id
  await db.raw(
    `insert into establishments (partnership_id, scheme, identifier, name) select ?, 'urn', (200000 + n)::text, 'School ' || n from generate_series(2, ?::integer) n`,
    [partnershipId, ESTABLISHMENTS],
  )
  await db.raw(
    `insert into contacts (partnership_id, establishment_id, role, name, email) select partnership_id, id, 'dsl', 'Sam', 'dsl' || id || '@school.example'
     from establishments where partnership_id = ?`,
    [partnershipId],
  )
  await db.raw(
    `insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, first_due_at, due_at)
     select r.partnership_id, r.round_id, e.id, e.name, r.set_code, r.questionnaire_version_id, r.facts, r.first_due_at, r.due_at
     from returns r join establishments e on e.partnership_id = r.partnership_id and e.id <> r.establishment_id where r.round_id = ?`,
    [roundId],
  )
  const actor: OperatorActor = { kind: 'operator', partnershipId, name: 'Operator' }
  const which = { filter: NO_ISSUE_FILTER }
  const { runId } = await orderIssue(db, actor, { roundId, which, goTo: 'dsl', text: INVITATION_TEXT, now: new Date() })
  return { roundId, runId, order: { actor, roundId, runId, which, text: INVITATION_TEXT } }
}

const counted = async ({ db }: TestWorld, roundId: Id<'round'>, runId: Id<'run'>) =>
  row<{ issued: number; links: number; messages: number; queued: number; status: string; done: number }>(
    db,
    `select (select count(*) from returns where round_id = :roundId and status = 'issued') as issued,
       (select count(*) from invitations i join returns r on r.id = i.return_id where r.round_id = :roundId) as links,
       (select count(*) from messages where round_id = :roundId) as messages,
       (select count(*) from pgboss.job j join messages m on m.id = (j.data ->> 'messageId')::bigint where j.name = 'message.send' and m.round_id = :roundId) as queued,
       j.status, j.done from job_runs j where j.id = :runId`,
    { roundId, runId },
  )

test('a worker that dies half-way leaves whole batches, and the next one finishes without issuing anything twice', async () => {
  const world = worldOn(database.db)
  const { roundId, runId, order } = await ordered(world)
  await database.db.raw(`create function fail_late() returns trigger language plpgsql as $$ begin
    if (select count(*) from messages) > 1400 then raise exception 'the worker died'; end if; return new; end $$;
    create trigger fail_late before insert on messages for each row execute function fail_late()`)
  await expect(issueBatches(world.deps, order)).rejects.toThrow('the worker died')
  expect(await counted(world, roundId, runId)).toEqual({
    issued: 1000,
    links: 1000,
    messages: 1000,
    queued: 1000,
    status: 'running',
    done: 1000,
  })
  await database.db.raw('drop trigger fail_late on messages')
  await issueBatches(world.deps, order)
  const all = ESTABLISHMENTS
  expect(await counted(world, roundId, runId)).toEqual({ issued: all, links: all, messages: all, queued: all, status: 'done', done: all })
})

test('two workers on one order share it, and nobody gets two links', async () => {
  const world = worldOn(database.db)
  const { roundId, runId, order } = await ordered(world)
  await Promise.all([issueBatches(world.deps, order), issueBatches(world.deps, order)])
  const all = ESTABLISHMENTS
  expect(await counted(world, roundId, runId)).toEqual({ issued: all, links: all, messages: all, queued: all, status: 'done', done: all })
})

test('a worker that is killed to the end does not leave its run going on for ever, and one that lives is left alone', async () => {
  const world = worldOn(database.db)
  const { runId, order } = await ordered(world)
  const { runId: other } = await ordered(world)
  const deps = { ...world.deps, db: database.db }
  const statusOf = async (id: number) =>
    (await row<{ status: string; error: string | null }>(database.db, 'select status, error from job_runs where id = ?', [id]))!
  await sweepRunsJob.run(deps, {})
  expect((await statusOf(runId)).status).toBe('queued')

  await database.db.raw(`update job_runs set status = 'running', done = 1000 where id = ?`, [runId])
  await database.db.raw(`update pgboss.job set state = 'active' where name = 'invitation.issue'`)
  await sweepRunsJob.run(deps, {})
  expect((await statusOf(runId)).status).toBe('running')

  await database.db.raw(`delete from pgboss.job where name = 'invitation.issue' and (data ->> 'runId')::bigint = ?`, [runId])
  await sweepRunsJob.run(deps, {})
  expect(await statusOf(runId)).toEqual({
    status: 'failed',
    error: expect.stringContaining('choose “Issue audit links” again for the rest'),
  })
  expect((await statusOf(other)).status).toBe('queued')

  // A worker that was only slow finishes after all, and is believed.
  await issueBatches(deps, order)
  expect((await statusOf(runId)).status).toBe('done')
  await sweepRunsJob.run(deps, {})
  expect((await statusOf(runId)).status).toBe('done')
})
