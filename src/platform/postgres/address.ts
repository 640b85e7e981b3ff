import { createHash, randomBytes } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readFile, readlink, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Home } from './home.ts'

/** How a program reaches its database, in the words of `pg`. */
export type Connection = { host: string; port: number; user: string; database: string; password?: string }

export const SOCKET_PORT = 5432
const SOCKET = `/.s.PGSQL.${SOCKET_PORT}`
/** What the kernel's socket address holds, less the closing zero. */
const LONGEST_SOCKET = process.platform === 'darwin' ? 103 : 107

export const OWNER = 'postgres'
export const DATABASE = 'safeguarding_audit'
export const ROLE = 'safeguarding_audit'

/** The way to the server of this data folder, as its owner (to look after it) or as the program. */
export async function addressOf(home: Home, as: 'owner' | 'program'): Promise<Connection> {
  const who = as === 'owner' ? { user: OWNER, database: 'postgres' } : { user: ROLE, database: DATABASE }
  if (home.transport === 'socket') return { host: await socketFolder(home), port: SOCKET_PORT, ...who }
  return { host: '127.0.0.1', port: Number(await readFile(home.port, 'utf8')), ...who, password: await readFile(home.password, 'utf8') }
}

/**
 * The folder with the server's socket, by a name short enough to connect to. The socket is in the data folder, which is closed to other users; when
 * that name is too long, it is reached by a link in a private temporary folder, made anew when it has been swept.
 */
async function socketFolder(home: Home): Promise<string> {
  if (Buffer.byteLength(home.data + SOCKET) <= LONGEST_SOCKET) return home.data
  const link = join(await privateFolder(home), 'db')
  if ((await readlink(link).catch(() => undefined)) === home.data) return link
  // By another name and then renamed: two processes may do this at once.
  const draft = `${link}-${process.pid}-${randomBytes(4).toString('hex')}`
  await symlink(home.data, draft)
  await rename(draft, link)
  return link
}

/** Takes away the link to a long data folder's socket, now that nobody uses it. */
export async function dropAlias(home: Home): Promise<void> {
  const folder = privateFolders.get(home.data)
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}

/** The private temporary folder that this process uses for a data folder. */
const privateFolders = new Map<string, string>()

/** Its name is the same for every process of a user, unless another user was there first: then it is one of our own. */
async function privateFolder(home: Home): Promise<string> {
  const { uid } = userInfo()
  const key = createHash('sha256').update(`${uid}:${home.data}`).digest('hex').slice(0, 16)
  const wished = privateFolders.get(home.data) ?? join(tmpdir().length <= 60 ? tmpdir() : '/tmp', `safeguarding-audit-${key}`)
  const folder = (await isOurs(wished, uid)) ? wished : await mkdtemp(`${wished}-`)
  privateFolders.set(home.data, folder)
  return folder
}

async function isOurs(folder: string, uid: number): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = await lstat(folder)
  return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0
}
