import { createHash } from 'node:crypto'
import { chownSync, closeSync, openSync, statSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * How programs reach the server: by a Unix socket in its data folder, which nobody else can open, so that neither port nor password is needed; or,
 * where there are none that both PostgreSQL and Node speak (Windows), on the loopback address behind a random password.
 */
export type Transport = 'socket' | 'loopback'

/** Where the embedded database keeps its things, all under `<dataDir>/postgres`. */
export type Home = {
  transport: Transport
  folder: string
  /** PostgreSQL's own data folder, readable by its account (and root) alone; the socket is in it. */
  data: string
  log: string
  users: string
  lock: string
  password: string
  port: string
  /** Names the server's processes of this data folder on their command lines. */
  clusterName: string
}

/** Makes the folders and files that are missing, as the owner of the data folder when we are root, so that the owner can come back without us. */
export async function openHome(dataDir: string, transport: Transport): Promise<Home> {
  await makeFolder(dataDir)
  const folder = join(await realpath(dataDir), 'postgres')
  await makeFolder(join(folder, 'users'))
  const data = join(folder, 'data')
  const clusterName = `safeguarding-audit-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`
  const [log, users, lock, password, port] = ['server.log', 'users', 'lock', 'password', 'port'].map(name => join(folder, name)) as [
    string,
    string,
    string,
    string,
    string,
  ]
  for (const file of [lock, log]) makePrivateFile(file)
  return { transport, folder, data, log, users, lock, password, port, clusterName }
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) giveToOwnerOf(dirname(first), made)
}

function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  giveToOwnerOf(dirname(file), file)
}

function giveToOwnerOf(parent: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(parent)
  if (uid !== 0) chownSync(path, uid, gid)
}
