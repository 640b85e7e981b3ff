import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { canReach, type Account } from '../../../src/platform/postgres/account.ts'
import { completeLinks, installedPackage, runnableProgram } from '../../../src/platform/postgres/locate.ts'

// Somebody else than whoever runs the tests.
const other = process.getuid?.() === 65_534 ? 65_533 : 65_534
const nobody: Account = { uid: other, gid: other }
/** Who is to run it: root's server runs as another user, an ordinary user's as that user. */
const runner = process.getuid?.() === 0 ? nobody : undefined

describe('the PostgreSQL in node_modules, installed where npm was told to run no scripts', () => {
  let folder: string
  let bare: string

  beforeAll(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'locate-'))
    bare = join(folder, 'closed', 'package')
    mkdirSync(join(folder, 'closed'), { mode: 0o700 })
    cpSync(installedPackage(), bare, { recursive: true, filter: source => !lstatSync(source).isSymbolicLink() })
    chmodSync(folder, 0o755)
    chmodSync(join(bare, 'native/lib'), 0o555)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('lacks the library links that it needs', () => {
    expect(() => execFileSync(join(bare, 'native/bin/initdb'), ['--version'], { stdio: 'pipe' })).toThrow(
      /shared libraries|Library not loaded/,
    )
  })

  test('is copied to where its user can run it, when it is out of that user’s reach or may not be changed', async () => {
    const place = join(folder, 'copies')
    const made = await Promise.all([1, 2].map(() => runnableProgram(bare, runner, [place])))
    for (const { postgres, initdb } of made) {
      expect(postgres.startsWith(place)).toBe(true)
      for (const program of [postgres, initdb]) {
        expect(execFileSync(program, ['--version'], { ...runner, cwd: '/', encoding: 'utf8' })).toContain('PostgreSQL) 18')
      }
    }
    expect(readdirSync(place).filter(name => name.includes('partial'))).toEqual([])
  })

  test('is not run from a folder that others may write', async () => {
    const open = join(folder, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    await expect(runnableProgram(bare, runner, [open])).rejects.toThrow('is another user’s')
  })

  test('has its links completed, by several programs at once, and then runs', async () => {
    chmodSync(join(bare, 'native/lib'), 0o755)
    expect(await Promise.all([completeLinks(bare), completeLinks(bare), completeLinks(bare)])).toEqual([true, true, true])
    expect(existsSync(join(bare, 'native/lib/libpq.so.5'))).toBe(true)
    const { initdb } = await runnableProgram(bare, undefined, [])
    expect(execFileSync(initdb, ['--version'], { encoding: 'utf8' })).toContain('PostgreSQL) 18')
  })

  test('is known to be out of reach behind a folder that is closed to its user', () => {
    expect(canReach(join(folder, 'copies'), nobody)).toBe(true)
    expect(canReach(bare, nobody)).toBe(false)
    expect(canReach(bare, undefined)).toBe(true)
  })
})
