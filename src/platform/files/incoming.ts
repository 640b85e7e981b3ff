import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/**
 * Removes what a killed program left of uploads in the folder where they arrive: their requests are long over.
 *
 * @param dataDir the program's own folder
 */
export async function removeOldUploads(dataDir: string, before: Date): Promise<void> {
  const folder = path.join(dataDir, 'incoming')
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(path.join(folder, name)).catch(() => undefined)
    if (found && name.startsWith('upload-') && found.mtime < before) await rm(path.join(folder, name), { recursive: true, force: true })
  }
}
