import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Home } from './home.ts'

/** The account that the server runs as, when it is not ours. PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number }

const NOBODY: Account = { uid: 65_534, gid: 65_534 }

/** Undefined unless we are root; then whoever owns the database, or the folder it is to be made in, or nobody. No account is created for it. */
export function serverAccount(home: Home): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const folder of [home.data, home.folder, dirname(home.folder)]) {
    const owner = statSync(folder, { throwIfNoEntry: false })
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  }
  return NOBODY
}

/** Initdb wants an account with a name, the server does not: the first of these that has one makes the data folder, which is then handed over. */
export function namedAccount(account: Account): Account {
  const named = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
    .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid }) => uid > 0)
  return named.find(({ uid }) => uid === account.uid) ?? named.find(({ uid }) => uid === NOBODY.uid) ?? named[0] ?? account
}

/** Whether an account may pass through every folder on the way to a path. Without an account: we ourselves, who made or found it. */
export function canReach(path: string, account: Account | undefined): boolean {
  if (account === undefined) return true
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
