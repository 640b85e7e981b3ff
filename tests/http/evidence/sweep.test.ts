import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { sweepOrphans } from '../../../src/features/evidence/sweepActions.ts'
import { diskStore } from '../../../src/platform/files/storage.ts'
import { inRollback } from '../../support/app.ts'
import { answering } from '../answering/answering.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sweep-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const longAgo = new Date(Date.now() - 30 * 24 * 3_600_000)

test(
  'files that a killed program left are removed; evidence and what is new stay',
  inRollback(async ({ db, make, ...world }) => {
    const files = diskStore(folder)
    const put = async (old: boolean) => {
      const { key, sha256, bytes } = await files.put(Readable.from(['policy']))
      if (old) await utimes(path.join(folder, key.slice(0, 2), key), longAgo, longAgo)
      return { key, sha256, bytes }
    }
    const [kept, orphan, fresh, register] = [await put(true), await put(true), await put(false), await put(true)]
    const partial = path.join(folder, orphan.key.slice(0, 2), `${'a'.repeat(40)}.partial`)
    await writeFile(partial, 'half')
    await utimes(partial, longAgo, longAgo)
    const { auditReturn, partnership } = await answering({ db, make, ...world })
    await db.raw(
      `insert into evidence (partnership_id, return_id, original_name, media_type, bytes, sha256, storage_key, received_via, received_on, by_name)
       values (?, ?, 'policy.pdf', 'application/pdf', ?, ?, ?, 'online', '2026-11-01', 'Sam Okafor')`,
      [partnership.id, auditReturn.id, kept.bytes, kept.sha256, kept.key],
    )
    // A register file of which somebody has yet to say which authorities are wanted.
    await db.raw(
      `insert into register_imports (partnership_id, kind, file_name, file_key, sha256, status, started_by)
       values (?, 'establishments', 'edubasealldata.csv', ?, ?, 'uploaded', 'Priya Shah')`,
      [partnership.id, register.key, register.sha256],
    )
    expect(await sweepOrphans({ db, files, now: () => new Date() })).toBe(2)
    expect(await files.has(register.key)).toBe(true)
    expect([await files.has(kept.key), await files.has(orphan.key), await files.has(fresh.key)]).toEqual([true, false, true])
    expect((await readdir(folder, { recursive: true })).some(name => name.endsWith('.partial'))).toBe(false)
  }),
)

test(
  'a folder that belongs to another database is left alone',
  inRollback(async ({ db }) => {
    const files = diskStore(await mkdtemp(path.join(folder, 'other-')))
    const keys: string[] = []
    for (let at = 0; at < 60; at += 1) keys.push((await files.put(Readable.from([String(at)]))).key)
    const later = () => new Date(Date.now() + 48 * 3_600_000)
    await expect(sweepOrphans({ db, files, now: later })).rejects.toThrow('Nothing was removed')
    expect(await files.has(keys[0]!)).toBe(true)
  }),
)
