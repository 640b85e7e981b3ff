import { Readable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { retentionJob } from '../../../src/features/evidence/index.ts'
import { row, rows } from '../../../src/platform/db.ts'
import { inRollback, pageText, type TestWorld } from '../../support/app.ts'
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
    expect(preview).toContain('One document of Audit of long ago, closed on')
    expect(preview).toContain('The name and address of one former contact')
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
    expect(said).toMatch(/^Would be deleted:\nOne document of Audit of long ago/)
    expect(await world.deps.files.has(old.key)).toBe(true)
    expect(await runCommand(world, 'retention', '--partnership', code)).toMatch(/^Deleted:/)
    expect(await world.deps.files.has(old.key)).toBe(false)
  }),
)
