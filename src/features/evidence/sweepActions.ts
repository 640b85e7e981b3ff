import type { Db } from '../../platform/db.ts'
import type { FileStore } from '../../platform/files/storage.ts'
import { unknownKeys } from './orphanStore.ts'

/** Long past anything that is still on its way: an upload ends within the hour. */
const SETTLED_AFTER = 24 * 3_600_000

/** More than these many orphans, and more than this share, are no leftovers: the folder belongs to another database. */
const PLAUSIBLE = { files: 50, share: 0.1 }

/**
 * Removes files of which no row speaks: a program that was killed between storing a file and writing its row left them.
 * What is younger than a day is left alone, because its row may still be on its way.
 *
 * @returns how many files were removed
 * @throws when so many files are unknown that the store must be another database's: nothing is removed then
 */
export async function sweepOrphans({ db, files, now }: { db: Db; files: FileStore; now: () => Date }): Promise<number> {
  const before = new Date(now().getTime() - SETTLED_AFTER)
  const orphans: string[] = []
  let known = 0
  for await (const keys of files.keysBefore(before)) {
    const unknown = await unknownKeys(db, keys)
    orphans.push(...unknown)
    known += keys.length - unknown.length
  }
  if (orphans.length > PLAUSIBLE.files && orphans.length > PLAUSIBLE.share * known)
    throw new Error(
      `${orphans.length} of ${orphans.length + known} stored files are unknown to this database: is the folder another one's? Nothing was removed.`,
    )
  for (const key of orphans) await files.remove(key)
  return orphans.length + (await files.removeUnfinished(before))
}
