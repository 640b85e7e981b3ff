import { execFileSync, spawn } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../../src/platform/postgres/index.ts'
import { openHome, type Home } from '../../../src/platform/postgres/home.ts'
import { processesServing } from '../../../src/platform/postgres/processes.ts'
import { Program } from './openProgram.ts'

let folder: string
let programs: Program[]
let homes: Home[]

beforeEach(() => {
  // Closed to all others, as a clone in a folder of mktemp's is: for root, whose server runs as nobody, this is the hard case.
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'embedded-'))
  programs = []
  homes = []
})

afterEach(async () => {
  for (const program of programs) await program.kill()
  for (const home of homes) for (const pid of servers(home)) process.kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function open(dataDir = folder, transport?: 'socket' | 'loopback'): Promise<Program> {
  homes.push(await openHome(dataDir, transport ?? 'socket'))
  const program = await Program.open(dataDir, transport)
  programs.push(program)
  return program
}

const servers = (home: Home) => processesServing(home.data, home.clusterName)
const postmaster = (dataDir = folder) => Number(readFileSync(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 9_000
  while (!(await met())) {
    if (Date.now() > end) throw new Error('It did not happen in time')
    await sleep(25)
  }
}

describe('programs that use one data folder', () => {
  test('share one server, which goes on when the one who started it leaves, and stops with the last', async () => {
    const first = await open()
    const second = await open()
    expect(await second.serverStart()).toBe(await first.serverStart())
    await first.stop()
    expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(servers(homes[0]!)).toEqual([])
  })

  test('start only one server when they all start at once', async () => {
    const all = await Promise.all([open(), open(), open(), open()])
    const starts = await Promise.all(all.map(program => program.serverStart()))
    expect(new Set(starts).size).toBe(1)
    await Promise.all(all.map(program => program.stop()))
    expect(servers(homes[0]!)).toEqual([])
  })

  test('find the program’s own database there, owned by a role that is no superuser, on a server that loses nothing', async () => {
    const program = await open()
    const [row] = await program.query(
      `select current_database() as database, current_user as role, rolsuper as super, current_setting('fsync') as fsync,
         current_setting('synchronous_commit') as commit, current_setting('timezone') as zone, current_setting('listen_addresses') as addresses
       from pg_roles where rolname = current_user`,
    )
    expect(row).toEqual({
      database: 'safeguarding_audit',
      role: 'safeguarding_audit',
      super: false,
      fsync: 'on',
      commit: 'on',
      zone: 'UTC',
      addresses: '',
    })
    expect(statSync(program.connection.host).mode & 0o777).toBe(0o700)
  })

  test('may let go of it more than once', async () => {
    homes.push(await openHome(folder, 'socket'))
    const database = await startEmbeddedPostgres({ dataDir: folder })
    await Promise.all([database.stop(), database.stop()])
    await database.stop()
    expect(servers(homes[0]!)).toEqual([])
  })
})

describe('after a kill', () => {
  test('of the program, the server it left is joined and every answer is there', async () => {
    const killed = await open()
    await killed.query('create table answers (n int)')
    const start = await killed.serverStart()
    await killed.kill()
    const next = await open()
    expect(await next.serverStart()).toBe(start)
    expect(await next.query('select * from answers')).toEqual([])
    await next.stop()
    expect(servers(homes[0]!)).toEqual([])
  })

  test('of the program and the server in the middle of saves, no save that was acknowledged is missing', async () => {
    const killed = await open()
    await killed.query('create table answers (n int primary key)')
    killed.insertForEver('answers')
    await until(() => killed.said.length > 100)
    process.kill(postmaster(), 'SIGKILL')
    await killed.kill()
    const acknowledged = killed.said.filter(line => line.startsWith('saved')).length
    const next = await open()
    const [row] = await next.query<{ kept: string }>('select count(*) as kept from answers')
    expect(Number(row?.kept)).toBeGreaterThanOrEqual(acknowledged)
  })

  test('of the server, the program that uses it brings it back by itself', async () => {
    const program = await open()
    await program.query('create table answers as select 7 as n')
    const start = await program.serverStart()
    process.kill(postmaster(), 'SIGKILL')
    await until(async () => (await program.serverStart().catch(() => start)) !== start)
    expect(await program.query('select * from answers')).toEqual([{ n: 7 }])
  })

  test('of the server, a process of it that is still at work does not keep the next one from starting', async () => {
    const killed = await open()
    const busy = killed.query('select count(*) from generate_series(1, 1e12)').catch(() => undefined)
    await until(() => servers(homes[0]!).some(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('SELECT')))
    process.kill(postmaster(), 'SIGKILL')
    await killed.kill()
    await busy
    expect(servers(homes[0]!)).not.toEqual([])
    const next = await open()
    expect(await next.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of the server, while its parent has not taken note of the end, it counts as dead', async () => {
    const first = await open()
    process.kill(first.pid, 'SIGSTOP')
    const killed = postmaster()
    process.kill(killed, 'SIGKILL')
    await until(() => readFileSync(`/proc/${killed}/stat`, 'utf8').includes(') Z '))
    const second = await open()
    expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
    process.kill(first.pid, 'SIGCONT')
    await until(async () => (await first.serverStart().catch(() => '')) === (await second.serverStart()))
  })

  test('a number in the lock file that now belongs to another process is not taken for the server, and that process is left alone', async () => {
    const program = await open()
    await program.query('create table answers as select 7 as n')
    const lines = readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n').slice(1)
    await program.stop()
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
    for (const file of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      writeFileSync(join(folder, 'postgres/data', file), [stranger.pid, ...lines].join('\n'))
    const next = await open()
    expect(await next.query('select * from answers')).toEqual([{ n: 7 }])
    expect(stranger.exitCode).toBeNull()
    stranger.kill()
  })

  test('of a start half way through, the next start begins afresh', async () => {
    const home = await openHome(folder, 'socket')
    mkdirSync(join(home.folder, 'data.new-1-1'))
    writeFileSync(join(home.folder, 'data.new-1-1', 'PG_VERSION'), '18\n')
    writeFileSync(join(home.users, '1.another-start.00000000'), '')
    const program = await open()
    await program.stop()
    expect(servers(homes[0]!)).toEqual([])
  })
})

describe('the place of the database', () => {
  test('may have a name longer than a socket’s can be', async () => {
    const deep = join(folder, 'a-folder-with-a-long-name'.repeat(4), 'and-another-one-in-it')
    const program = await open(deep)
    expect(Buffer.byteLength(program.connection.host)).toBeLessThan(90)
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    await program.stop()
    expect(() => statSync(program.connection.host)).toThrow('ENOENT')
  })

  test('may be open to others, and the database itself is not', async () => {
    chmodSync(folder, 0o755)
    const program = await open()
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(folder, 'postgres/data')).mode & 0o077).toBe(0)
  })

  test('may be on a machine without such sockets: then a random password keeps others out', async () => {
    const program = await open(folder, 'loopback')
    expect(program.connection.host).toBe('127.0.0.1')
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(folder, 'postgres/password')).mode & 0o077).toBe(0)
    const stranger = new Client({ ...program.connection, password: 'guess' })
    await expect(stranger.connect()).rejects.toThrow('password authentication failed')
  })
})

describe('a start that cannot succeed says why, and what to do', () => {
  test('when another version of PostgreSQL made the files', async () => {
    const home = await openHome(folder, 'socket')
    mkdirSync(home.data)
    writeFileSync(join(home.data, 'PG_VERSION'), '15\n')
    await expect(open()).rejects.toThrow(/was made by PostgreSQL 15, and this program brings PostgreSQL 18\. Nothing was changed/)
  })

  test('when a file is where the folder should be', async () => {
    writeFileSync(join(folder, 'taken'), '')
    await expect(startEmbeddedPostgres({ dataDir: join(folder, 'taken') })).rejects.toThrow(
      /a file is where a folder should be\. Set DATA_DIR/,
    )
  })

  test('when the files are damaged, with the server’s own words and the name of its log', async () => {
    const program = await open()
    await program.stop()
    rmSync(join(folder, 'postgres/data/global/pg_control'))
    const failed = open()
    await expect(failed).rejects.toThrow('The database could not be started.')
    await expect(failed).rejects.toThrow(join(folder, 'postgres/server.log'))
  })
})

test('the server’s log does not grow without end', async () => {
  const program = await open()
  const log = join(folder, 'postgres/server.log')
  appendFileSync(log, 'x'.repeat(11 * 1024 * 1024))
  await until(() => statSync(log).size < 1024)
  await expect(program.query('select 1/0')).rejects.toThrow('division by zero')
  await until(() => readFileSync(log, 'utf8').includes('division by zero'))
  expect(execFileSync('head', ['-c', '3', log], { encoding: 'utf8' })).not.toBe('\0\0\0')
})
