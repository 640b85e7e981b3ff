import { closeSync, openSync } from 'node:fs'
import { canReach, type Account } from './account.ts'

/** A folder as a child process names it; `stdio` is what it must inherit after its three streams for that name to work, until `close`. */
export type ChildPath = { path: string; stdio: number[]; close: () => void }

/**
 * The name by which a child under another account opens a folder of its own. Where folders above it are closed to that account (a clone under /root,
 * or in a temporary folder of root's) the child inherits the open folder, and names it by its own handle: the kernel then walks through none of them.
 */
export function childPath(folder: string, account: Account | undefined): ChildPath {
  if (process.platform !== 'linux' || canReach(folder, account)) return { path: folder, stdio: [], close: () => undefined }
  const handle = openSync(folder, 'r')
  return { path: '/proc/self/fd/3', stdio: [handle], close: () => closeSync(handle) }
}

/** What the server may see of our environment: none of it, lest a PGPORT or a locale of someone's shell changes how it starts. */
export function serverEnvironment(): Record<string, string> | undefined {
  if (process.platform === 'win32') return undefined
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8', TZ: 'UTC' }
}
