import { expect, test } from '@jest/globals'
import { returnsMeantBy } from '../../../src/features/issuing/lostLinkStore.ts'
import { resendBatches } from '../../../src/features/issuing/resendBatchActions.ts'
import { draftRequest } from '../../../src/features/sampling/requestActions.ts'
import { findSample } from '../../../src/features/sampling/store.ts'
import { row, rows } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { londonDate } from '../../../src/platform/london.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'
import { EXPECTED, isIssued, roundOfEveryStanding, type Stood } from '../../support/everyStanding.ts'

const ANSWERS = {
  read: /Read the return/,
  typed: /Read what was typed/,
  closed: /This audit is closed/,
  excused: /No return is needed/,
} as const

test(
  'the link of every return answers, while its round is open and afterwards, and its pages say what can be done',
  inRollback(async world => {
    const { returns, roundId } = await roundOfEveryStanding(world)
    const linked = returns.filter(({ status }) => isIssued(EXPECTED[status]))
    const visit = async ({ name, link }: Stood) => {
      const page = await world.visitor().get(link)
      expect([name, [200, 410].includes(page.status)]).toEqual([name, true])
      return page.text
    }
    for (const stood of linked) {
      const isExcused = EXPECTED[stood.status].counts === 'not_expected'
      expect([stood.name, ANSWERS.excused.test(await visit(stood))]).toEqual([stood.name, isExcused])
    }
    for (const { id, name } of returns) {
      const auditReturn = await row<{ id: Id<'return'>; partnership_id: Id<'partnership'> }>(
        world.db,
        'select * from returns where id = ?',
        [id],
      )
      if (!auditReturn) throw new Error('no return')
      const dsl = await world.contributor((await world.make.contributorActor(auditReturn)).contributorId)
      for (const path of ['/return', '/return/whole', '/return/evidence', '/return/check', '/return/sign-off', '/return/receipt'])
        expect([name, path, (await dsl.get(path)).status < 500]).toEqual([name, path, true])
    }
    await world.db.raw(`update rounds set status = 'closed', closed_at = now() where id = ?`, [roundId])
    for (const stood of linked)
      expect([stood.name, await visit(stood)]).toEqual([stood.name, expect.stringMatching(ANSWERS[EXPECTED[stood.status].closed])])
  }),
)

const mailedTo = async ({ db }: TestWorld, partnershipId: Id<'partnership'>): Promise<Set<string>> =>
  new Set(
    (await rows<{ email: string }>(db, 'select to_email as email from messages where partnership_id = ?', [partnershipId])).map(
      ({ email }) => email,
    ),
  )

test(
  'nobody is written to about a return that is not expected: no link, no letter about more time or evidence, no lost link',
  inRollback(async world => {
    const { returns, accountId, ...of } = await roundOfEveryStanding(world)
    const { partnershipId, roundId } = of
    const [excused, others] = [returns, returns].map((all, at) =>
      all.filter(({ status }) => (EXPECTED[status].counts === 'not_expected') === (at === 0)),
    ) as [Stood[], Stood[]]
    const ids = returns.map(({ id }) => id)
    const actor = {
      kind: 'staff' as const,
      partnershipId,
      accountId,
      name: 'Priya Shah',
      role: 'coordinator' as const,
      email: 'priya@northmoor.example',
    }

    const staff = await world.staff(accountId)
    const due = {
      'due-day': '1',
      'due-month': '11',
      'due-year': String(new Date().getFullYear() + 1),
      'due-time': '5pm',
      reason: 'illness',
      more: '',
    }
    const fields = { ...due, returns: ids.join(',') }
    const preview = await staff.post(`/rounds/${roundId}/extensions/preview`, fields)
    const _key = /name="_key" value="([^"]+)"/.exec(preview.text)?.[1] ?? ''
    expect((await staff.post(`/rounds/${roundId}/extensions`, { ...fields, _key })).status).toBe(303)
    const moreTime = returns.filter(({ status }) => EXPECTED[status].counts === 'outstanding').map(({ email }) => email)
    expect([...(await mailedTo(world, partnershipId))].sort()).toEqual(moreTime.sort())

    const sample = await world.make.askedForEvidence({ id: ids[0]!, partnership_id: partnershipId, round_id: roundId })
    const drawn = await row<{ id: Id<'sample'> }>(world.db, 'select sample_id as id from dip_sample_members where id = ?', [sample.id])
    await world.db.raw(
      `insert into dip_sample_members (partnership_id, sample_id, round_id, return_id, position, stratum, reason)
       select partnership_id, ?, round_id, id, id, 'All', 'Drawn' from returns where round_id = ? and id <> ?`,
      [drawn!.id, roundId, ids[0]!],
    )
    const found = await findSample(world.db, partnershipId, roundId, drawn!.id)
    if (!found) throw new Error('no sample')
    const { letters } = await draftRequest(world.db, partnershipId, found, { dueAt: new Date(), note: '' }, londonDate(new Date()))
    expect(letters.map(({ to }) => to.email).sort()).toEqual(others.map(({ email }) => email).sort())

    for (const { email, id } of returns) {
      const meant = await returnsMeantBy(world.db, { email, urn: '', laCode: null, number: null })
      const leads = excused.every(one => one.id !== id) && returns.some(one => one.id === id && isIssued(EXPECTED[one.status]))
      expect([email, meant.map(({ returnId }) => returnId)]).toEqual([email, leads ? [id] : []])
    }

    const run = await row<{ id: Id<'run'> }>(
      world.db,
      `insert into job_runs (partnership_id, name, title, total) values (?, 'resend', 'Audit links', ?) returning id`,
      [partnershipId, ids.length],
    )
    await resendBatches(world.deps, {
      actor,
      runId: run!.id,
      returnIds: ids,
      text: { subject: 'The audit', body: 'Your link: {{link}}' },
    })
    // Of those that were sent, the one whose chair has still to sign has something left to do.
    const toDo = others.filter(({ status }) => EXPECTED[status].counts !== 'completed' || EXPECTED[status].also === 'awaiting_chair')
    expect([...(await mailedTo(world, partnershipId))].sort()).toEqual(toDo.map(({ email }) => email).sort())
  }),
)
