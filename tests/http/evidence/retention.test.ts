import { Readable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { retentionJob } from '../../../src/features/evidence/retentionJobs.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { tokenHash } from '../../../src/platform/linkToken.ts'
import { heading, inRollback, pageText, type TestWorld } from '../../support/app.ts'
import { signatureOn } from '../../support/signing.ts'
import { answerEverything, answering } from '../answering/answering.ts'
import { runCommand } from '../../support/runCommand.ts'

const monthsAgo = (months: number) => {
  const day = new Date()
  day.setMonth(day.getMonth() - months)
  return day
}

/** A partnership with an old round, a younger one and one that is open, a document in each, and two contacts who left. */
async function world13(world: TestWorld) {
  const { make, db, deps } = world
  const admin = await make.staffActor(undefined, 'administrator')
  const partnership_id = admin.partnershipId
  const establishment = await make.establishment({ partnership_id })
  const documentOf = async (round: Record<string, unknown>) => {
    const { id: round_id } = await make.round({ partnership_id, ...round })
    const auditReturn = await make.auditReturn({ partnership_id, round_id, establishment_id: establishment.id })
    const { key, bytes, sha256 } = await deps.files.put(Readable.from(['policy']))
    await db.raw(
      `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
       values (?, ?, 'policy.pdf', 'application/pdf', ?, ?, ?, 'online', '2020-11-01', 'Sam Okafor')`,
      [partnership_id, auditReturn.id, bytes, sha256, key],
    )
    return { key, returnId: auditReturn.id }
  }
  const old = await documentOf({ name: 'Audit of long ago', status: 'closed', closed_at: monthsAgo(13) })
  const younger = await documentOf({ name: 'Audit of last spring', status: 'closed', closed_at: monthsAgo(11) })
  const open = await documentOf({ name: 'Audit of today', status: 'open' })
  for (const [name, left] of [
    ['Left Longago', monthsAgo(14)],
    ['Left Lately', monthsAgo(2)],
  ] as const)
    await db.raw(
      `insert into contacts (partnership_id, establishment_id, role, name, email, phone, to_on) values (?, ?, 'dsl', ?, 'x@school.example', '0163', ?)`,
      [partnership_id, establishment.id, name, left],
    )
  return { admin, partnership_id, old, younger, open, browser: await world.staff(admin.accountId) }
}

const keep = ({ db }: TestWorld, id: number, evidence: number | null, contacts: number | null) =>
  db.raw(`update partnerships set keep_evidence_months = ?, keep_contacts_months = ? where id = ?`, [evidence, contacts, id])
const run = (world: TestWorld) => retentionJob.run(world.deps, {})

test(
  'what is older than a partnership keeps it is shown by round, and deleted at night: the rest stays',
  inRollback(async world => {
    const { partnership_id, old, younger, open, browser } = await world13(world)
    await keep(world, partnership_id, 12, 12)
    const preview = pageText(await browser.get('/settings/retention'))
    expect(preview).toContain('1 document of Audit of long ago, closed on')
    expect(preview).toContain('The names and addresses of 1 former contact')
    expect(preview).not.toContain('Audit of last spring')
    await run(world)
    const has = await Promise.all([old, younger, open].map(({ key }) => world.deps.files.has(key)))
    expect(has).toEqual([false, true, true])
    expect(await rows(world.db, `select return_id from evidence where partnership_id = ? order by 1`, [partnership_id])).toEqual([
      { return_id: younger.returnId },
      { return_id: open.returnId },
    ])
    expect(
      await rows(world.db, `select name, email, phone from contacts where partnership_id = ? order by to_on`, [partnership_id]),
    ).toEqual([
      { name: 'Name deleted', email: '', phone: '' },
      { name: 'Left Lately', email: 'x@school.example', phone: '0163' },
    ])
    const history = pageText(await browser.get('/history'))
    expect(history).toContain('at the end of the time they are kept')
    expect(history).toContain('The program')
    // A second night finds nothing to do.
    await run(world)
    expect(await row(world.db, `select count(*) as n from events where verb in ('evidence.expired', 'contact.forgotten')`)).toEqual({
      n: 2,
    })
    expect(pageText(await browser.get('/settings/retention'))).toContain('nothing is old enough')
  }),
)

test(
  'without a period nothing is deleted, and the privacy page says so; with one it says which',
  inRollback(async world => {
    const { partnership_id, old } = await world13(world)
    await run(world)
    expect(await world.deps.files.has(old.key)).toBe(true)
    expect(pageText(await world.visitor().get('/privacy'))).toContain('Documents are kept until the partnership removes them.')
    await keep(world, partnership_id, 36, 1)
    const said = pageText(await world.visitor().get('/privacy'))
    expect(said).toContain('Documents are deleted 36 months after their round closes.')
    expect(said).toContain('deleted from the register one month after they leave their role')
  }),
)

test(
  'the command says what it would delete, and deletes nothing on a dry run',
  inRollback(async world => {
    const { partnership_id, old } = await world13(world)
    await keep(world, partnership_id, 12, null)
    const { code } = (await row<{ code: string }>(world.db, `select code from partnerships where id = ?`, [partnership_id]))!
    const said = await runCommand(world, 'retention', '--partnership', code, '--dry-run')
    expect(said).toMatch(/^Would be deleted:\n1 document of Audit of long ago/)
    expect(await world.deps.files.has(old.key)).toBe(true)
    expect(await runCommand(world, 'retention', '--partnership', code)).toMatch(/^Deleted:/)
    expect(await world.deps.files.has(old.key)).toBe(false)
  }),
)

/** A round with a return that was answered, sent and signed by the pages, of a partnership that keeps answers for a year. */
async function answered(world: TestWorld) {
  const of = await answering(world)
  const { partnership, auditReturn, round } = of
  await answerEverything(of.dsl)
  const head = await of.join('head', 'Hugo Head')
  await head.post('/return/submit', signatureOn(await head.get('/return/sign-off')))
  const admin = await world.make.staffActor(partnership.id, 'administrator')
  await world.db.raw(`update partnerships set keep_answers_months = 12 where id = ?`, [partnership.id])
  const closed = (months: number) =>
    world.db.raw(`update rounds set status = 'closed', closed_at = ? where id = ?`, [monthsAgo(months), round.id])
  const left = async () =>
    row<Record<string, number>>(
      world.db,
      `select (select count(*) from responses where return_id = :id) as responses, (select count(*) from response_changes where return_id = :id) as changes,
         (select count(*) from submissions where return_id = :id) as submissions, (select count(*) from sign_offs where return_id = :id) as signatures`,
      { id: auditReturn.id },
    )
  return { ...of, browser: await world.staff(admin.accountId), closed, left }
}

test(
  'answers are deleted with the names of those who gave them, as long after the round closed as the settings say: what pages and figures say of them stays true',
  inRollback(async world => {
    const { browser, auditReturn, round, closed, left, partnership, dsl } = await answered(world)
    await closed(11)
    await run(world)
    expect(await left()).toMatchObject({ submissions: 1, signatures: 1 })
    await closed(13)
    expect(pageText(await browser.get('/settings/retention'))).toContain(`The answers of 1 return of ${round.name}, closed on`)
    const figures = () => row(world.db, `select status, asked, answered, missing, submitted_at from returns where id = ?`, [auditReturn.id])
    const before = await figures()
    const counts = await runCommand(world, 'statement', '--round', round.code, '--partnership', partnership.code)
    await run(world)

    expect(await left()).toEqual({ responses: 0, changes: 0, submissions: 0, signatures: 0 })
    const text = JSON.stringify([
      await rows(world.db, `select * from events where return_id = ? and verb <> 'message.sent'`, [auditReturn.id]),
      await rows(world.db, `select * from contributors where return_id = ?`, [auditReturn.id]),
      await rows(world.db, `select * from invitations where return_id = ?`, [auditReturn.id]),
    ])
    for (const name of ['Hugo Head', 'Sam Okafor']) expect(text).not.toContain(name)
    expect(await figures()).toEqual(before)
    expect(await runCommand(world, 'statement', '--round', round.code, '--partnership', partnership.code)).toBe(counts)
    expect(await runCommand(world, 'figures', '--partnership', partnership.code)).toContain('0 returns compared, 0 differ.')

    const page = pageText(await browser.get(`/returns/${auditReturn.id}/answers`))
    expect(page).toContain('The answers of this return, and the names of those who gave them, were deleted on')
    expect(page).not.toContain('0 of ')
    expect(pageText(await browser.get(`/returns/${auditReturn.id}`))).toContain('The answers were deleted on')
    expect(pageText(await browser.get(`/returns/${auditReturn.id}/history`))).toContain('Deleted the answers of this establishment')
    expect((await dsl.get('/return')).status).toBe(403)
    const token = 'D'.repeat(43)
    await world.db.raw(`update invitations set token_hash = ? where id = (select min(id) from invitations where return_id = ?)`, [
      tokenHash(token),
      auditReturn.id,
    ])
    const landing = await world.visitor().get(`/audit/${token}`)
    expect([landing.status, heading(landing)]).toEqual([410, 'The answers of this audit were deleted'])
    expect(pageText(landing)).toContain('You do not need to do anything.')
    expect(pageText(landing)).not.toMatch(/saved is safe|new link/)
    const again = await browser.post(`/rounds/${round.id}/reopen`)
    expect(again.status).toBe(409)
    expect(pageText(again)).toContain('The answers of this round were deleted')
    await run(world)
    expect(await rows(world.db, `select 1 from events where verb = 'return.answers_deleted'`)).toHaveLength(1)
  }),
)

test(
  'what was answered and sent cannot be deleted otherwise, and of the history nothing but the names of the establishment',
  inRollback(async world => {
    const { auditReturn, closed } = await answered(world)
    const refused = (sql: string) =>
      expect(world.db.transaction(trx => trx.raw(sql, [auditReturn.id]))).rejects.toThrow('never changed or removed')
    await refused(`delete from submissions where return_id = ?`)
    await refused(`update events set actor_name = 'Name deleted' where return_id = ? and actor_kind = 'contributor'`)
    await world.db.raw(
      `insert into events (partnership_id, at, actor_kind, actor_name, verb, return_id, details)
       select r.partnership_id, now(), 'system', 'The program', e.verb, r.id, e.details
       from returns r, jsonb_to_recordset(?::jsonb) as e (verb text, details jsonb) where r.id = ?`,
      [
        JSON.stringify([
          { verb: 'return.board_asked', details: { name: 'Olivia Barnes' } },
          { verb: 'return.code_sent', details: { role: 'chair', to: 'o***@governors.example' } },
          { verb: 'return.signature_confirmed', details: { role: 'head', note: 'Rang Helen Head' } },
          { verb: 'return.signature_waived', details: { reason: 'Olivia Barnes is ill' } },
        ]),
        auditReturn.id,
      ],
    )
    await closed(13)
    await run(world)
    expect(
      await rows(world.db, `select details from events where return_id = ? and verb ~ '^return.(board|code|signature)_' order by id`, [
        auditReturn.id,
      ]),
    ).toEqual([{ details: {} }, { details: { role: 'chair' } }, { details: { role: 'head' } }, { details: {} }])
    await refused(`update events set actor_name = 'Somebody' where return_id = ? and actor_kind = 'contributor'`)
    await refused(`update events set details = '{}' where return_id = ? and verb = 'return.submitted'`)
    await refused(`delete from events where return_id = ?`)
  }),
)

test(
  'emails are deleted so long after they were written: that there was one, and what became of it, stays',
  inRollback(async world => {
    const actor = await world.make.staffActor(undefined, 'administrator')
    const auditReturn = await world.make.auditReturn({ partnership_id: actor.partnershipId })
    const write = (key: string, status: string, months: number) =>
      world.db.raw(
        `insert into messages (partnership_id, key, kind, return_id, to_name, to_email, subject, body, message_id, status, created_at)
         values (?, ?, 'invitation', ?, 'Sam Okafor', 'sam@school.example', 'Your audit', 'Dear Sam', ?, ?, ?)`,
        [actor.partnershipId, `${key}:sam@school.example`, auditReturn.id, `<${key}@x>`, status, monthsAgo(months)],
      )
    await write('old', 'accepted', 25)
    await write('kept', 'kept', 25)
    await write('queued', 'queued', 25)
    await write('young', 'accepted', 2)
    const browser = await world.staff(actor.accountId)
    await world.db.raw(`update partnerships set keep_messages_months = 24 where id = ?`, [actor.partnershipId])
    expect(pageText(await browser.get('/settings/retention'))).toContain('What 2 emails said, and who they went to')
    await run(world)
    const found = await rows<Record<string, unknown>>(world.db, `select * from messages where partnership_id = ? order by id`, [
      actor.partnershipId,
    ])
    expect(found.map(({ status }) => status)).toEqual(['accepted', 'withheld', 'queued', 'accepted'])
    expect(JSON.stringify(found.slice(0, 2))).not.toMatch(/Sam|sam@/)
    expect(JSON.stringify(found.slice(2))).toContain('Dear Sam')
    expect((await browser.get('/mail')).status).toBe(200)
    expect(pageText(await browser.get(`/mail/${String(found[0]?.id)}`))).toContain('Name deleted')
    expect(pageText(await browser.get('/history'))).toContain('Deleted emails at the end of the time they are kept')
  }),
)

test(
  'the privacy page says of answers and emails what the settings say',
  inRollback(async world => {
    const { id } = await world.make.partnership()
    expect(pageText(await world.visitor().get('/privacy'))).toContain('Emails that were written, and who they went to, are kept.')
    await world.db.raw(`update partnerships set keep_answers_months = 72, keep_messages_months = 24 where id = ?`, [id])
    const page = pageText(await world.visitor().get('/privacy'))
    expect(page).toContain('Answers, and the names of those who gave or signed them, are deleted 72 months after their round closes.')
    expect(page).toContain('Emails, and who they went to, are deleted 24 months after they were written.')
  }),
)

test(
  'where no period is set the page says that everything is kept, not that nothing is old enough',
  inRollback(async ({ make, staff }) => {
    const { accountId } = await make.staffActor(undefined, 'administrator')
    const page = pageText(await (await staff(accountId)).get('/settings/retention'))
    expect(page).toContain('Nothing. The settings name no period, so everything is kept.')
  }),
)
