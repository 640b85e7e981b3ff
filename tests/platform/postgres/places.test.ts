import { appendFileSync, chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../../src/platform/postgres/index.ts'
import { Place, until } from './place.ts'

const place = Place.forEachTest({ withDatabase: false })

describe('the place of the database', () => {
  test('may have a name longer than a socket’s can be', async () => {
    const deep = join(place.folder, 'a-folder-with-a-long-name'.repeat(4), 'and-another-one-in-it')
    const program = await place.open({ dataDir: deep })
    expect(Buffer.byteLength(program.connection.host)).toBeLessThan(90)
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    await program.stop()
    expect(() => statSync(program.connection.host)).toThrow('ENOENT')
  })

  test('may be open to others, and the database itself is not', async () => {
    chmodSync(place.folder, 0o755)
    const program = await place.open()
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(place.folder, 'postgres/data')).mode & 0o077).toBe(0)
  })

  test('may be on a machine without such sockets: then a random password keeps others out', async () => {
    const program = await place.open({ transport: 'loopback' })
    expect(program.connection.host).toBe('127.0.0.1')
    expect(await program.query('select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(place.folder, 'postgres/password')).mode & 0o077).toBe(0)
    const stranger = new Client({ ...program.connection, password: 'guess' })
    await expect(stranger.connect()).rejects.toThrow('password authentication failed')
  })
})

describe('a start that cannot succeed says why, and what to do', () => {
  test('when another version of PostgreSQL made the files', async () => {
    const home = await place.home()
    mkdirSync(home.data)
    writeFileSync(join(home.data, 'PG_VERSION'), '15\n')
    await expect(place.open()).rejects.toThrow(/was made by PostgreSQL 15, and this program brings PostgreSQL 18\. Nothing was changed/)
  })

  test('when a file is where the folder should be', async () => {
    writeFileSync(join(place.folder, 'taken'), '')
    await expect(startEmbeddedPostgres({ dataDir: join(place.folder, 'taken') })).rejects.toThrow(
      /a file is where a folder should be\. Set DATA_DIR/,
    )
  })

  test('when the files are damaged, with the server’s own words and the name of its log', async () => {
    const program = await place.open()
    await program.stop()
    rmSync(join(place.folder, 'postgres/data/global/pg_control'))
    const failed = place.open()
    await expect(failed).rejects.toThrow('The database could not be started.')
    await expect(failed).rejects.toThrow(join(place.folder, 'postgres/server.log'))
  })
})

test('the server’s log does not grow without end', async () => {
  const program = await place.open()
  const log = join(place.folder, 'postgres/server.log')
  appendFileSync(log, 'x'.repeat(11 * 1024 * 1024))
  await until(() => statSync(log).size < 1024)
  await expect(program.query('select 1/0')).rejects.toThrow('division by zero')
  await until(() => readFileSync(log, 'utf8').includes('division by zero'))
  expect(readFileSync(log, 'utf8')).not.toContain('\0')
})
