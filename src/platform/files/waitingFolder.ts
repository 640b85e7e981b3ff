import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Deps } from '../deps.ts'

/** Where rows wait until their sheet's turn comes. */
export async function waitingFolder({ config }: Pick<Deps, 'config'>): Promise<string> {
  const folder = path.join(path.resolve(config.DATA_DIR), 'incoming')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}
