import { expect, test } from '@jest/globals'
import { jobs } from '../../../src/jobs.ts'
import { askBoards } from '../../../src/features/signing/askBoardsBatchActions.ts'
import { remindBoards } from '../../../src/features/signing/boardReminderActions.ts'
import { whatHoldsNoMore } from '../../../src/features/correspondence/index.ts'
import { rows } from '../../../src/platform/db.ts'
import { asId, type Id } from '../../../src/platform/id.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { formOf, leadsTo, submitForm } from '../../support/forms.ts'
import { answerEverything, answering } from '../answering/answering.ts'

/** Three returns that wait for their boards: of Ashgrove, of Beckside, and of Coombe, of whose chair the register has no address. */
async function waiting(world: TestWorld) {
  const all = await answering(world)
  const { partnership, round, auditReturn, establishment } = all
  await answerEverything(all.dsl)
  const sent = (id: number) =>
    world.db.raw(
      `update returns set status = 'awaiting_sign_off', submitted_at = now(), submitted_via = 'online', reference = ? where id = ?`,
      [`NR-${id}`, id],
    )
  const chair = (school: { id: Id<'establishment'> }, name: string, email: string) =>
    world.make.contact({ partnership_id: partnership.id, establishment_id: school.id, role: 'chair', name, email })
  const another = async (name: string) => {
    const school = await world.make.establishment({ partnership_id: partnership.id, name })
    const of = { partnership_id: partnership.id, round_id: round.id, establishment_id: school.id }
    const one = await world.make.auditReturn({ ...of, establishment_name: name, status: 'opened' })
    await world.db.raw(
      `insert into responses select n.* from responses r
         cross join lateral jsonb_populate_record(null::responses, to_jsonb(r) || jsonb_build_object('return_id', ?::bigint, 'contributor_id', null)) n
       where r.return_id = ?`,
      [one.id, auditReturn.id],
    )
    await sent(one.id)
    return { school, one }
  }
  await sent(auditReturn.id)
  await chair(establishment, 'Olivia Barnes', 'chair@ashgrove.example')
  const beckside = await another('Beckside Primary School')
  const becksideChair = await chair(beckside.school, 'Tom Reed', 'chair@beckside.example')
  const coombe = await another('Coombe Primary School')
  await chair(coombe.school, 'Una Grey', '')
  const coordinator = await world.make.staffActor(partnership.id)
  const staff = await world.staff(coordinator.accountId)
  const base = `/rounds/${round.id}/signatures`
  const letters = (kind: string) =>
    rows<{ id: Id<'message'>; email: string; body: string }>(
      world.db,
      `select id, to_email as email, body from messages where partnership_id = ? and kind = ? order by to_email, id`,
      [partnership.id, kind],
    )
  /** What was written so far was written so many days before. */
  const daysPass = (days: number) =>
    world.db.raw(
      `update messages set created_at = created_at - make_interval(days => ?), key = key || ':' || gen_random_uuid() where kind = 'board_request'`,
      [days],
    )
  return {
    ...all,
    beckside,
    becksideChair,
    coombe,
    coordinator,
    staff,
    base,
    letters,
    daysPass,
    remind: () => remindBoards(world.deps, partnership.id),
  }
}

test(
  'all boards of a round are asked by one button: counted before, those without an address named, once each however often it is pressed',
  inRollback(async world => {
    const { staff, base, letters, round, partnership, daysPass, beckside, becksideChair, events, auditReturn, coordinator } =
      await waiting(world)
    expect(pageText(await staff.get(base))).toContain('Ask all boards to sign')
    const page = await staff.get(`${base}/ask`)
    expect(pageText(page)).toMatch(/2 boards will get a letter. 1 return has no email address .*Coombe Primary School/s)
    expect(pageText(page)).toMatch(
      /Who will get a letter.*Olivia Barnes, chair of governors or trustees, chair@ashgrove.example Not asked yet/s,
    )
    const form = formOf(page, '/ask')
    const first = leadsTo(await staff.post(`${base}/ask`, form.fields))
    // The same form again, and another tab's, asked nobody a second time.
    expect(leadsTo(await staff.post(`${base}/ask`, form.fields))).toBe(first)
    const second = leadsTo(await submitForm(staff, page, { _key: crypto.randomUUID() }, { which: '/ask' }))
    await drain(world.deps, jobs)
    expect((await letters('board_request')).map(({ email }) => email)).toEqual(['chair@ashgrove.example', 'chair@beckside.example'])
    // Queued at one moment, either may come first.
    const said = await Promise.all([first, second].map(async href => pageText(await staff.get(href))))
    expect(said.filter(text => text.includes('A letter to each of 2 boards is written'))).toHaveLength(1)
    expect(said.filter(text => text.includes('No letter was written. 2 boards were asked already'))).toHaveLength(1)
    // A worker that was killed and begins the same order again counts those whom it asked before.
    const [run, later] = said[0]!.includes('A letter to each') ? ([first, second] as const) : ([second, first] as const)
    expect(later).not.toBe(run)
    const order = { actor: coordinator, runId: asId<'run'>(Number(run.split('/').at(-1))), returnIds: [auditReturn.id, beckside.one.id] }
    await askBoards(world.deps, order)
    expect(pageText(await staff.get(run))).toContain('A letter to each of 2 boards is written')
    expect(await events('return.board_asked')).toHaveLength(1)
    expect(await rows(world.db, `select details from events where round_id = ? and verb = 'round.boards_asked'`, [round.id])).toEqual([
      { details: { boards: 2 } },
      { details: { boards: 2 } },
    ])
    // What the page said holds no more.
    const late = await staff.post(`${base}/ask`, { ...form.fields, _key: crypto.randomUUID() })
    expect([late.status, heading(late)]).toEqual([409, 'Other boards need to be asked by now'])
    const after = await staff.get(`${base}/ask`)
    expect(pageText(after)).toMatch(
      /No board would get a letter now. 2 boards were asked or reminded in the last 14 days and will get none/,
    )
    expect(after.text).not.toContain('<form method="post" action="/rounds')

    await daysPass(14)
    await world.db.raw(`update returns set status = 'submitted' where id = ?`, [auditReturn.id])
    // The chair of Beckside is another by now, who was never asked.
    await world.db.raw(`update contacts set email = 'new@beckside.example' where id = ?`, [becksideChair.id])
    expect(pageText(await staff.get(`${base}/ask`))).toMatch(/1 board will get a letter.*new@beckside.example Not asked yet/s)

    const other = await world.staff((await world.make.staffActor()).accountId)
    expect((await other.get(`${base}/ask`)).status).toBe(404)
    expect((await other.post(`${base}/ask`, { shown: '1', _key: crypto.randomUUID() })).status).toBe(404)
    const reviewer = await world.staff((await world.make.staffActor(partnership.id, 'reviewer')).accountId)
    expect((await reviewer.post(`${base}/ask`, { shown: '1', _key: crypto.randomUUID() })).status).toBe(403)
  }),
)

test(
  'whoever was asked and has not signed is reminded once, two weeks after, and by nothing that was overtaken',
  inRollback(async world => {
    const { staff, base, letters, daysPass, remind, auditReturn, beckside, events, partnership } = await waiting(world)
    expect(await remind()).toBe(0)
    await submitForm(staff, await staff.get(`${base}/ask`), {}, { which: '/ask' })
    await drain(world.deps, jobs)
    // Of what was asked for a month ago, or less than two weeks, nobody is reminded.
    await daysPass(28)
    expect(await remind()).toBe(0)
    await daysPass(-15)
    expect(await remind()).toBe(0)
    await daysPass(1)
    const its = `where return_id = ${auditReturn.id}`
    await world.db.raw(`update invitations set revoked_at = now() ${its} and email like 'chair%'`)
    await world.db.raw(`update returns set status = 'returned', returned_at = now() where id = ?`, [beckside.one.id])
    // Of one the link was ended, and the program gives nobody one; the other was sent back.
    expect(await remind()).toBe(0)
    await world.db.raw(`update invitations set revoked_at = null ${its}`)
    expect(await remind()).toBe(1)
    expect(await remind()).toBe(0)
    const [letter] = await letters('board_reminder')
    expect(letter).toMatchObject({
      email: 'chair@ashgrove.example',
      body: expect.stringMatching(/Dear Olivia Barnes[\s\S]*you were asked to sign/),
    })
    expect(await events('return.board_reminded')).toMatchObject([{ actor_kind: 'system', details: { name: 'Olivia Barnes' } }])
    // It was counted as asked lately: the button leaves them alone.
    expect(pageText(await staff.get(`${base}/ask`))).toContain('No board would get a letter now.')
    expect((await whatHoldsNoMore(world.db, partnership.id, [letter!.id])).size).toBe(0)
    await world.db.raw(`update returns set status = 'submitted' where id = ?`, [auditReturn.id])
    expect([...(await whatHoldsNoMore(world.db, partnership.id, [letter!.id])).values()]).toEqual([
      'the return was signed and sent in meanwhile',
    ])
  }),
)
