import { expect, test } from '@jest/globals'
import { row, rows } from '../../../src/platform/db.ts'
import { inRollback, pageText } from '../../support/app.ts'
import { pdf } from '../evidence/files.ts'
import { oneReturn, sent, today } from './oneReturn.ts'

const NAME = 'Jamie Nobody concern.pdf'

/** A return with one document whose name names a child. */
async function withDocument(world: Parameters<Parameters<typeof inRollback>[0]>[0]) {
  const made = await oneReturn(world, sent)
  const { browser, base, auditReturn } = made
  await browser.postFiles(`${base}/evidence`, { ...today('received'), note: 'About Jamie' }, 'files', [{ name: NAME, content: pdf('x') }])
  const file = await row<{ id: number; storage_key: string }>(world.db, `select id, storage_key from evidence where return_id = ?`, [
    auditReturn.id,
  ])
  if (!file) throw new Error('no document was taken')
  return { ...made, file, at: `${base}/evidence/${file.id}` }
}

test(
  'a document that names a child is removed for good: its bytes, its name and its description, and nothing brings it back',
  inRollback(async world => {
    const { browser, base, auditReturn, file, at, partnership_id } = await withDocument(world)
    await world.db.raw(
      `insert into events (partnership_id, actor_kind, actor_name, verb, return_id, details)
       values (?, 'contributor', 'Sam', 'evidence.described', ?, ?)`,
      [partnership_id, auditReturn.id, JSON.stringify({ evidence: file.id, ties: 0, noteBefore: 'Jamie again' })],
    )
    expect(await world.deps.files.has(file.storage_key)).toBe(true)
    const asked = pageText(await browser.get(`${at}/remove-for-good`))
    expect(asked).toContain(NAME)
    expect(asked).toContain('You cannot bring it back')

    expect((await browser.post(`${at}/remove-for-good`, { reason: 'child' })).headers.location).toBe(`${base}/evidence`)
    expect(await world.deps.files.has(file.storage_key)).toBe(false)
    expect((await browser.post(`${at}/restore`)).status).toBe(404)
    expect((await browser.get(at)).status).toBe(404)
    expect(await row(world.db, `select files from returns where id = ?`, [auditReturn.id])).toEqual({ files: 0 })
    const everything = await rows<{ text: string }>(
      world.db,
      `select e::text as text from events e where partnership_id = :id
       union all select v::text from evidence v where partnership_id = :id`,
      { id: partnership_id },
    )
    expect(everything.map(({ text }) => text).join('\n')).not.toContain('Jamie')
    for (const page of [`${base}/evidence`, `${base}/history`, '/history']) expect((await browser.get(page)).text).not.toContain('Jamie')
    const history = pageText(await browser.get(`${base}/history`))
    expect(history).toContain('Removed a document of this establishment for good')
    expect(history).toContain('It names or shows a child')
    expect(history).toContain('Priya Shah')
  }),
)

test(
  'nothing goes without a reason, and the second of two people is told who removed it',
  inRollback(async world => {
    const { browser, file, at } = await withDocument(world)
    const refused = await browser.post(`${at}/remove-for-good`, { reason: 'Jamie Nobody' })
    expect(refused.status).toBe(422)
    expect(pageText(refused)).toContain('Choose why the document is removed for good')
    expect(await world.deps.files.has(file.storage_key)).toBe(true)
    await browser.post(`${at}/remove-for-good`, { reason: 'personal' })
    const again = await browser.post(`${at}/remove-for-good`, { reason: 'personal' })
    expect(again.status).toBe(303)
    expect(pageText(await browser.get(String(again.headers.location)))).toContain('Priya Shah removed this document for good at')
    expect(await rows(world.db, `select 1 from events where verb = 'evidence.purged'`)).toHaveLength(1)
  }),
)

test(
  'no other word of the history can be changed: the exception is for descriptions of documents alone',
  inRollback(async world => {
    const { partnership_id } = await withDocument(world)
    await world.db.raw(
      `insert into events (partnership_id, actor_kind, actor_name, verb, details) values (?, 'contributor', 'Sam', 'evidence.described', ?)`,
      [partnership_id, JSON.stringify({ evidence: 1, noteBefore: 'x' })],
    )
    for (const change of [
      `update events set actor_name = 'Nobody' where verb = 'evidence.described'`,
      `update events set details = '{}' where verb = 'evidence.described'`,
      `update events set details = details - 'noteBefore', actor_name = 'Nobody' where verb = 'evidence.described'`,
      `update events set details = details - 'files' where verb = 'evidence.added'`,
      `delete from events where verb = 'evidence.described'`,
    ])
      await expect(world.db.transaction(trx => trx.raw(change))).rejects.toThrow('never changed')
  }),
)
