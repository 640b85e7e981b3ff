import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { startEmbeddedPostgres } from '../../../src/platform/postgres/index.ts'
import { Place, until } from './place.ts'

const place = Place.forEachTest({ withDatabase: false })

describe('programs that use one data folder', () => {
  test('share one server, which goes on when the one who started it leaves, and stops with the last', async () => {
    const first = await place.open()
    const second = await place.open()
    expect(await second.serverStart()).toBe(await first.serverStart())
    await first.stop()
    expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
    await second.stop()
    expect(place.servers()).toEqual([])
  })

  test('start only one server when they all start at once', async () => {
    const all = await Promise.all([place.open(), place.open(), place.open(), place.open()])
    const starts = await Promise.all(all.map(program => program.serverStart()))
    expect(new Set(starts).size).toBe(1)
    await Promise.all(all.map(program => program.stop()))
    expect(place.servers()).toEqual([])
  })

  test('find the program’s own database there, owned by a role that is no superuser, on a server that loses nothing', async () => {
    const program = await place.open({ settings: {} })
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

  test('leave no server behind when they end by an error, unless another program uses it', async () => {
    const [first, second] = [await place.open(), await place.open()]
    await first.exit()
    expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
    await second.exit()
    await until(() => place.servers().length === 0)
    const next = await place.open()
    expect(await next.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('may let go of it more than once', async () => {
    await place.home()
    const database = await startEmbeddedPostgres({ dataDir: place.folder, settings: { fsync: 'off' } })
    await Promise.all([database.stop(), database.stop()])
    await database.stop()
    expect(place.servers()).toEqual([])
  })

  test('begin afresh where a first start was killed half way through', async () => {
    const home = await place.home()
    mkdirSync(join(home.folder, 'data.new-1-1'))
    writeFileSync(join(home.folder, 'data.new-1-1', 'PG_VERSION'), '18\n')
    writeFileSync(join(home.users, '1.another-start.00000000'), '')
    const program = await place.open()
    await program.stop()
    expect(place.servers()).toEqual([])
    expect(readdirSync(home.folder).toSorted()).toEqual(['data', 'lock', 'server.log', 'users'])
    expect(readdirSync(home.users)).toEqual([])
  })
})
