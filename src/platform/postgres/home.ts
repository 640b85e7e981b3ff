import { createHash } from 'node:crypto'
import { chownSync, closeSync, openSync, statSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where the embedded database keeps its things, all under `<dataDir>/postgres`. */
export type Home = {
  folder: string
  /** PostgreSQL's own data folder, readable by its account (and root) alone; the socket is in it. */
  data: string
  log: string
  users: string
  lock: string
  password: string
  /** Names the server's processes of this data folder on their command lines. */
  clusterName: string
}

/** Makes the folders and files that are missing, as the owner of the data folder when we are root, so that the owner can come back without us. */
export async function openHome(dataDir: string): Promise<Home> {
  await makeFolder(dataDir)
  const folder = join(await realpath(dataDir), 'postgres')
  await makeFolder(folder)
  const users = join(folder, 'users')
  await makeFolder(users)
  const data = join(folder, 'data')
  const clusterName = `safeguarding-audit-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`
  const home = {
    folder,
    data,
    log: join(folder, 'server.log'),
    users,
    lock: join(folder, 'lock'),
    password: join(folder, 'password'),
    clusterName,
  }
  for (const file of [home.lock, home.log]) makeFile(file)
  return home
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first !== undefined) giveToOwnerOf(dirname(first), folder)
}

function makeFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
  giveToOwnerOf(dirname(file), file)
}

function giveToOwnerOf(parent: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(parent)
  if (uid !== 0) chownSync(path, uid, gid)
}
