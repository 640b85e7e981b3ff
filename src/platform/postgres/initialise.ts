import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { namedAccount, type Account } from './account.ts'
import { OWNER } from './address.ts'
import { childPath, serverEnvironment } from './childPath.ts'
import { otherVersion, startFailure } from './failures.ts'
import type { Home } from './home.ts'
import type { Installation } from './server.ts'

/**
 * Makes the database's files where there are none, and hands them to the server's account where they are root's (restored from a copy, say). They
 * are made under another name and renamed, so that a data folder that stands there is whole whenever we were killed. Call under the lock.
 * @throws EmbeddedPostgresError when it cannot be done, or the files are another PostgreSQL version's
 */
export async function ensureInitialised(installation: Installation): Promise<void> {
  const { home, program, account } = installation
  sweepDrafts(home)
  if (existsSync(join(home.data, 'PG_VERSION'))) {
    const made = readFileSync(join(home.data, 'PG_VERSION'), 'utf8').trim()
    const ours = program.version.split('.')[0] ?? ''
    if (made !== ours) throw otherVersion(made, ours, home.data)
  } else {
    await makeCluster(installation)
  }
  if (account && statSync(home.data).uid !== account.uid) giveTo(home.data, account)
}

function sweepDrafts(home: Home): void {
  for (const name of readdirSync(home.folder).filter(name => name.startsWith('data.new-'))) {
    try {
      rmSync(join(home.folder, name), { recursive: true, force: true })
    } catch {
      // An initdb whose program was killed may still be filling it: it is swept the next time.
    }
  }
}

async function makeCluster(installation: Installation): Promise<void> {
  const { home, account } = installation
  const draft = join(home.folder, `data.new-${process.pid}-${Date.now()}`)
  const maker = account && namedAccount(account)
  mkdirSync(draft, { mode: 0o700 })
  if (maker) chownSync(draft, maker.uid, maker.gid)
  const { code, said } = await runInitdb(draft, installation, maker)
  if (code !== 0) {
    // Judged before the draft goes: that the disk is full can only be seen until then.
    const failure = startFailure(said, home.folder, home.log)
    rmSync(draft, { recursive: true, force: true })
    appendFileSync(home.log, said)
    throw failure
  }
  renameSync(draft, home.data)
  syncFolder(home.folder)
}

async function runInitdb(
  draft: string,
  { home, program, settings }: Installation,
  account: Account | undefined,
): Promise<{ code: number | null; said: string }> {
  const place = childPath(draft, account)
  const secret = home.transport === 'loopback' ? newPassword(home, account) : undefined
  try {
    const args = ['-D', place.path, `--username=${OWNER}`, '--encoding=UTF8', `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`]
    // The server's own C.UTF-8 sorts alike on every machine and does not change with the system's C library.
    args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
    if (settings.fsync === 'off') args.push('--no-sync')
    args.push(...(secret === undefined ? ['--auth=trust'] : ['--auth=scram-sha-256', `--pwfile=${secret}`]))
    const child = spawn(program.initdb, args, {
      ...account,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', ...place.stdio],
    })
    let said = ''
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    return await new Promise(resolve => {
      child.once('error', error => resolve({ code: null, said: `${said}\nerror: ${error.message}\n` }))
      child.once('close', code => resolve({ code, said }))
    })
  } finally {
    place.close()
    if (secret !== undefined) rmSync(secret)
  }
}

/** Makes the password and keeps it, and hands back a second file with it that initdb's account can read, to be removed. */
function newPassword(home: Home, account: Account | undefined): string {
  const password = randomBytes(24).toString('base64url')
  writeFileSync(home.password, password, { mode: 0o600 })
  const lent = join(tmpdir(), `safeguarding-audit-${randomBytes(8).toString('hex')}`)
  writeFileSync(lent, password, { mode: 0o600, flag: 'wx' })
  if (account) chownSync(lent, account.uid, account.gid)
  return lent
}

/** The folder itself comes last: as long as it is not the account's, the work is not done. */
function giveTo(folder: string, account: Account): void {
  for (const entry of [...readdirSync(folder, { recursive: true, encoding: 'utf8' }), '.'])
    lchownSync(join(folder, entry), account.uid, account.gid)
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
