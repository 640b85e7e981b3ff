import { createHash } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readFile, readlink, rename, symlink } from 'node:fs/promises'
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

/** Windows has no such sockets that PostgreSQL and Node both speak: there the server listens on the loopback address, behind a password. */
export const usesSocket = process.platform !== 'win32'

/** The way to the server of this data folder, as its owner (to look after it) or as the program. */
export async function addressOf(home: Home, as: 'owner' | 'program'): Promise<Connection> {
  const who = as === 'owner' ? { user: OWNER, database: 'postgres' } : { user: ROLE, database: DATABASE }
  if (usesSocket) return { host: await socketFolder(home), port: SOCKET_PORT, ...who }
  const port = Number((await readFile(join(home.data, 'postmaster.pid'), 'utf8')).split('\n')[3])
  return { host: '127.0.0.1', port, ...who, password: await readFile(home.password, 'utf8') }
}

/**
 * The folder with the server's socket, by a name short enough to connect to. The socket is in the data folder, which is closed to other users; when
 * that name is too long, it is reached by a link in a private temporary folder.
 */
export async function socketFolder(home: Home): Promise<string> {
  if (Buffer.byteLength(home.data + SOCKET) <= LONGEST_SOCKET) return home.data
  const { uid } = userInfo()
  const key = createHash('sha256').update(`${uid}:${home.data}`).digest('hex').slice(0, 16)
  const temporary = tmpdir().length <= 60 ? tmpdir() : '/tmp'
  const link = join(await privateFolder(join(temporary, `safeguarding-audit-${key}`), uid), 'db')
  if ((await readlink(link).catch(() => undefined)) === home.data) return link
  // By another name and then renamed: two processes may do this at once.
  const draft = `${link}-${process.pid}-${Date.now()}`
  await symlink(home.data, draft)
  await rename(draft, link)
  return link
}

async function privateFolder(folder: string, uid: number): Promise<string> {
  try {
    await mkdir(folder, { mode: 0o700 })
    return folder
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const found = await lstat(folder)
  const isOurs = found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0
  return isOurs ? folder : await mkdtemp(`${folder}-`)
}
