import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** An upload may last 45 minutes; one that began longer ago is over, or its program was killed. */
const SETTLED_AFTER = 3 * 3_600_000

/**
 * Removes what killed programs left in the folder where uploads arrive, spools wait and stored files are lent.
 *
 * @param temporary the folder: of this program and of others that share its data
 */
export async function removeLeftovers(temporary: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SETTLED_AFTER)
  for (const name of await readdir(temporary).catch(() => [])) {
    if (!/^(upload|spool|lent)-/.test(name)) continue
    const found = await stat(path.join(temporary, name)).catch(() => undefined)
    if (found && found.mtime < before) await rm(path.join(temporary, name), { recursive: true, force: true })
  }
}
