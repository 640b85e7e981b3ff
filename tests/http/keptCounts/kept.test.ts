import { describe, expect, jest, test } from '@jest/globals'
import { compareFiguresJob } from '../../../src/features/dashboard/index.ts'
import { keptByGeneration, keptCount, lookAtKept } from '../../../src/features/keptCounts/actions.ts'
import { forgetKept } from '../../../src/features/keptCounts/index.ts'
import { changed, inTransaction, row, rows, type Db } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { inRollback, pageText, worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'
import { filledRound } from '../../support/filledRound.ts'
import { recountKept } from '../../support/recountKept.ts'

type Of = { partnershipId: Id<'partnership'>; movesWith: 'register' | 'returns' | 'reviews' | 'feedback' }

/** Asks for a count, and says whether it was counted or kept. */
async function asked(db: Db, of: Of, value: (trx: Db) => Promise<number> | number = () => 1, question = 'all') {
  const work = jest.fn(async (trx: Db) => value(trx))
  lookAtKept(undefined)
  const counts = await keptCount(db, of, { what: 'test', asked: question, work })
  recountKept()
  return { counts, wasKept: work.mock.calls.length === 0 }
}

/** Another value of a column, whatever its kind; as it was where a constraint knows better. */
const OTHER: Record<string, string> = {
  boolean: 'not coalesce(:c, false)',
  'timestamp with time zone': `coalesce(:c, now()) + interval '1 minute'`,
  date: 'coalesce(:c, current_date) + 1',
  text: `coalesce(:c, '') || '+'`,
  ARRAY: `:c || '{staff_added}'::text[]`,
  integer: 'coalesce(:c, 0) + 1',
  bigint: 'coalesce(:c, 0) + 1',
  jsonb: `'["other"]'`,
}

describe('a count of a partnership that is kept', () => {
  test(
    'is counted once while nothing moves, and again for another question, another partnership and another kind of move',
    inRollback(async ({ db, make }) => {
      const [one, other] = [await make.partnership(), await make.partnership()]
      const of = { partnershipId: one.id, movesWith: 'returns' as const }
      expect(await asked(db, of, () => 7)).toEqual({ counts: 7, wasKept: false })
      expect(await asked(db, of, () => 8)).toEqual({ counts: 7, wasKept: true })
      expect((await asked(db, of, () => 9, 'some')).wasKept).toBe(false)
      expect((await asked(db, { ...of, partnershipId: other.id })).wasKept).toBe(false)
      expect((await asked(db, { ...of, movesWith: 'register' })).wasKept).toBe(false)
      expect((await asked(db, of)).wasKept).toBe(true)

      await make.establishment({ partnership_id: other.id })
      expect((await asked(db, of)).wasKept).toBe(true)
      await make.establishment({ partnership_id: one.id })
      expect((await asked(db, of)).wasKept).toBe(false)
      expect((await asked(db, { ...of, movesWith: 'register' })).wasKept).toBe(false)

      // A return moves no count of the register.
      const round = await make.round({ partnership_id: one.id })
      expect((await asked(db, of)).wasKept).toBe(false)
      expect((await asked(db, { ...of, movesWith: 'register' })).wasKept).toBe(true)
      expect(round.id).toBeGreaterThan(0)
    }),
  )

  test('is not kept over a change that was not committed when it was counted', async () => {
    const { db, drop } = await cloneDatabase()
    try {
      const { make } = worldOn(db)
      const { id } = await make.partnership()
      const of = { partnershipId: id, movesWith: 'register' as const }
      const count = async (trx: Db) =>
        (await row<{ n: number }>(trx, `select count(*) as n from establishments where partnership_id = ?`, [id]))!.n
      let counted: Awaited<ReturnType<typeof asked>> | undefined
      await inTransaction(db, async trx => {
        await changed(
          trx,
          `insert into establishments (partnership_id, scheme, identifier, name) values (?, 'urn', '812345', 'Ashgrove Primary School')`,
          [id],
        )
        counted = await asked(db, of, count)
      })
      expect(counted).toEqual({ counts: 0, wasKept: false })
      expect(await asked(db, of, count)).toEqual({ counts: 1, wasKept: false })
      expect(await asked(db, of, count)).toEqual({ counts: 1, wasKept: true })

      // Eight who look at once while others change: nobody waits for ever, and whoever looks afterwards sees them all.
      await Promise.all(
        Array.from({ length: 24 }, async (_, at) => {
          if (at % 3 === 0) await make.establishment({ partnership_id: id })
          else await asked(db, of, count)
        }),
      )
      expect((await asked(db, of, count)).counts).toBe(9)
    } finally {
      await drop()
    }
  })
})

test('two who count several things at once, and whoever forgets what is kept, never wait for each other', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const { id: partnershipId } = await worldOn(db).make.partnership()
    const keepIn = (trx: Db, what: string, generation: number) =>
      keptByGeneration(
        trx,
        { partnershipId, movesWith: 'test', generation },
        { what, asked: null, work: () => Promise.resolve(generation) },
      )
    for (const what of ['one', 'other']) await keepIn(db, what, 1)
    const both = Promise.withResolvers<true>()
    let there = 0
    const page = (first: string, second: string) =>
      inTransaction(db, async trx => {
        await keepIn(trx, first, 2)
        there += 1
        if (there === 2) both.resolve(true)
        await both.promise
        return keepIn(trx, second, 2)
      })
    expect(await Promise.all([page('one', 'other'), page('other', 'one'), both.promise.then(() => forgetKept(db)).then(() => 2)])).toEqual([
      2, 2, 2,
    ])
    expect(await keepIn(db, 'one', 3)).toBe(3)
    expect(await keepIn(db, 'one', 3)).toBe(3)
  } finally {
    await drop()
  }
}, 30_000)

test('so many counts are kept and no more, whatever addresses ask for', async () => {
  const { db, drop } = await cloneDatabase()
  try {
    const of = { partnershipId: (await worldOn(db).make.partnership()).id, movesWith: 'returns' as const }
    for (let at = 0; at < 230; at += 1) await asked(db, of, undefined, `phase ${at}`)
    expect((await rows(db, `select what from kept_counts where partnership_id = ?`, [of.partnershipId])).length).toBeLessThanOrEqual(200)
    expect((await asked(db, of, undefined, 'phase 229')).wasKept).toBe(true)
    expect((await asked(db, of, undefined, 'phase 0')).wasKept).toBe(false)
  } finally {
    await drop()
  }
}, 30_000)

/** What no count reads: a change of it need not be noticed. A new column belongs to the counts, or here. */
const UNCOUNTED: Record<string, readonly string[]> = {
  returns: [
    ...['set_reason', 'facts', 'reference', 'last_saved_at', 'recorded_at', 'accepted_at', 'returned_at', 'returned_reason', 'excused_on'],
    ...['excused_reason', 'excused_from', 'asked', 'answered', 'missing', 'progress', 'version', 'issue_la_code', 'issue_la_name'],
    ...['returned_questions', 'returned_due_on', 'issue_number', 'issue_type_name', 'issue_low_age', 'issue_high_age'],
  ],
  invitations: [
    ...[
      'nonce',
      'token_hash',
      'issued_by',
      'first_opened_at',
      'last_opened_at',
      'revoked_reason',
      'ended_by',
      'ended_by_school',
      'replaced_by',
      'takes_over_from',
    ],
  ],
}

test(
  'what is kept is forgotten every night',
  inRollback(async ({ db, deps, make }) => {
    const of = { partnershipId: (await make.partnership()).id, movesWith: 'returns' as const }
    await asked(db, of)
    expect((await asked(db, of)).wasKept).toBe(true)
    await compareFiguresJob.run(deps, {})
    expect((await asked(db, of)).wasKept).toBe(false)
  }),
)

describe('every change of what is counted is noticed', () => {
  const tables = [
    'returns',
    'invitations',
    'establishments',
    'contacts',
    'rounds',
    'evidence',
    'chases',
    'dip_samples',
    'dip_sample_members',
    'verdicts',
    'reviews',
    'feedback',
    'feedback_replies',
  ]
  test.each(tables)('each column of %s, and a row that comes or goes', table => changesOf(table)())
})

const changesOf = (table: string) =>
  inRollback(async world => {
    const { db } = world
    const { partnershipId, returns } = await filledRound(db, world.make)
    const { id: return_id, establishment_id } = returns[0]!
    await world.make.contact({ partnership_id: partnershipId, establishment_id })
    await world.make.invitation({ partnership_id: partnershipId, return_id })
    await reviewed(db, partnershipId)
    const movesWith = MOVES[table] ?? 'returns'
    const of = { partnershipId, movesWith } as const
    // What else may not be: constraints are not what is tested here, nor what other triggers do.
    await db.raw(`alter table ${table} disable trigger user`)
    for (const name of await triggersOf(db, table)) await db.raw(`alter table ${table} enable trigger ${name}`)
    await db.raw(
      (await checksOf(db, table)).map(name => `alter table ${table} drop constraint if exists ${name} cascade`).join(';') || 'select 1',
    )
    const columns = await rows<{ name: string; type: string }>(
      db,
      `select column_name as name, data_type as type from information_schema.columns
       where table_name = ? and table_schema = 'public' and is_generated = 'NEVER' and column_name not in ('id', 'partnership_id')`,
      [table],
    )
    const noticed: string[] = []
    for (const { name, type } of columns) {
      await asked(db, of)
      const other = (OTHER[type] ?? ':c').replaceAll(':c', name)
      await changed(db, `update ${table} set ${name} = ${other} where id = (select min(id) from ${table} where partnership_id = ?)`, [
        partnershipId,
      ])
      if (!(await asked(db, of)).wasKept) noticed.push(name)
    }
    const names = columns.map(({ name }) => name)
    expect(names.filter(name => !noticed.includes(name)).sort()).toEqual(
      (UNCOUNTED[table] ?? []).filter(name => name !== 'progress').sort(),
    )

    await changed(db, `create temp table copied on commit drop as select * from ${table} where partnership_id = ? limit 1`, [partnershipId])
    await changed(db, `delete from ${table} where id = (select id from copied)`)
    expect((await asked(db, of)).wasKept).toBe(false)
    expect((await asked(db, of)).wasKept).toBe(true)
    const plain = names.filter(name => !(table === 'returns' && name === 'progress'))
    await changed(
      db,
      `insert into ${table} (id, partnership_id, ${plain.join(', ')}) overriding system value select id, partnership_id, ${plain.join(', ')} from copied`,
    )
    expect((await asked(db, of)).wasKept).toBe(false)
  })

const MOVES: Record<string, Of['movesWith']> = {
  establishments: 'register',
  contacts: 'register',
  verdicts: 'reviews',
  reviews: 'reviews',
  feedback: 'feedback',
  feedback_replies: 'feedback',
}

/** A member of the sample is reviewed, and has feedback with a reply. */
async function reviewed(db: Db, partnershipId: Id<'partnership'>): Promise<void> {
  await changed(
    db,
    `with m as (select id, return_id, round_id from dip_sample_members where partnership_id = :partnershipId limit 1),
       a as (insert into accounts (partnership_id, email, name, role) values (:partnershipId, 'ada@northmoor.example', 'Ada One', 'reviewer') returning id),
       w as (insert into reviews (partnership_id, member_id, reading, account_id, reviewer_name, given_by)
         select :partnershipId, m.id, 'first', a.id, 'Ada One', 'Priya Shah' from m, a),
       v as (insert into verdicts (partnership_id, member_id, return_id, question_key, verdict, reviewer_name)
         select :partnershipId, m.id, m.return_id, 'said', 'shown', 'Ada One' from m),
       f as (insert into feedback (partnership_id, round_id, return_id, content, return_version, drafted_by)
         select :partnershipId, m.round_id, m.return_id, '{}', r.version, 'Priya Shah' from m join returns r on r.id = m.return_id returning id)
     insert into feedback_replies (partnership_id, feedback_id, body, by_name) select :partnershipId, f.id, 'Thank you.', 'Sam Okafor' from f`,
    { partnershipId },
  )
}

test(
  'what is found moves no count of returns, and a return that moves on from its draft moves those of feedback, once',
  inRollback(async ({ db, make }) => {
    const { partnershipId } = await filledRound(db, make)
    await reviewed(db, partnershipId)
    const wereKept = async () => ({
      returns: (await asked(db, { partnershipId, movesWith: 'returns' })).wasKept,
      reviews: (await asked(db, { partnershipId, movesWith: 'reviews' })).wasKept,
      feedback: (await asked(db, { partnershipId, movesWith: 'feedback' })).wasKept,
    })
    await wereKept()
    expect(await wereKept()).toEqual({ returns: true, reviews: true, feedback: true })
    await changed(db, `update verdicts set note = 'Look again.' where partnership_id = ?`, [partnershipId])
    expect(await wereKept()).toEqual({ returns: true, reviews: false, feedback: false })
    const save = () =>
      changed(db, `update returns r set version = r.version + 1 from feedback f where f.return_id = r.id and f.partnership_id = ?`, [
        partnershipId,
      ])
    await save()
    expect(await wereKept()).toEqual({ returns: true, reviews: true, feedback: false })
    await save()
    expect(await wereKept()).toEqual({ returns: true, reviews: true, feedback: true })
    await changed(db, `update returns set excused_as = null, status = 'issued' where partnership_id = ?`, [partnershipId])
    expect(await wereKept()).toEqual({ returns: false, reviews: false, feedback: false })
  }),
)

const triggersOf = async (db: Db, table: string): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      db,
      `select tgname as name from pg_trigger where tgrelid = ?::regclass and not tgisinternal and tgname like '%moves\\_counts'`,
      [table],
    )
  ).map(({ name }) => name)

const checksOf = async (db: Db, table: string): Promise<string[]> =>
  (
    await rows<{ name: string }>(
      db,
      `select conname as name from pg_constraint where conrelid = ?::regclass and contype in ('c', 'f', 'u', 'p')`,
      [table],
    )
  ).map(({ name }) => name)

describe('a number on a page, and the list behind it', () => {
  const looksAt = async (world: TestWorld) => {
    const { partnershipId, round, returns } = await filledRound(world.db, world.make)
    const actor = await world.make.staffActor(partnershipId, 'administrator')
    const browser = await world.staff(actor.accountId)
    const read = async (path: string) => pageText(await browser.get(path))
    return { read, home: `/rounds/${round.id}`, round, returns, partnershipId }
  }

  test(
    'move when a due date passes, though nobody does anything',
    inRollback(async world => {
      const { read, home, round } = await looksAt(world)
      await changed(
        world.db,
        `update returns set first_due_at = now() + interval '1 day', due_at = now() + interval '1 day' where round_id = ?`,
        [round.id],
      )
      const due = async () => [
        /Overdue (\d+)|(\d+) Overdue/
          .exec(await read(home))
          ?.slice(1)
          .find(Boolean),
        /Overdue \((\d+)\)/.exec(await read(`${home}/chases`))?.[1],
      ]
      expect(await due()).toEqual(['0', '0'])
      expect(await due()).toEqual(['0', '0'])
      // As time would: no trigger is told of it.
      await world.db.raw(`alter table returns disable trigger user`)
      await changed(
        world.db,
        `update returns set first_due_at = now() - interval '1 minute', due_at = now() - interval '1 minute' where round_id = ?`,
        [round.id],
      )
      await world.db.raw(`alter table returns enable trigger user`)
      const [overview, sheet] = await due()
      expect(Number(overview)).toBeGreaterThan(0)
      expect(sheet).toBe(overview)
    }),
  )

  test(
    'move with mail that could not be delivered, and with mail that was taken after it',
    inRollback(async world => {
      const { read, home, partnershipId, returns } = await looksAt(world)
      const { id } = returns[0]!
      const failed = async () =>
        [/Mail to (\d+|one) establishment/.test(await read(home)), await read(`${home}/returns?flag=failed_mail`)] as const
      const message = await world.make.message({ partnership_id: partnershipId, kind: 'invitation', return_id: id, status: 'queued' })
      expect((await failed())[0]).toBe(false)
      await changed(world.db, `update messages set status = 'bounced', queued_at = now() - interval '1 hour' where id = ?`, [message.id])
      expect((await failed())[0]).toBe(true)
      const again = await world.make.message({ partnership_id: partnershipId, kind: 'resend', return_id: id, status: 'queued' })
      expect((await failed())[0]).toBe(true)
      await changed(world.db, `update messages set status = 'accepted' where id = ?`, [again.id])
      expect((await failed())[0]).toBe(false)
    }),
  )
})
