import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { Place, until } from './place.ts'

const place = Place.forEachTest({ withDatabase: true })

describe('after a kill', () => {
  test('of the program, the server it left is joined and every answer is there', async () => {
    const killed = await place.open()
    await killed.query('create table answers (n int)')
    const start = await killed.serverStart()
    await killed.kill()
    const next = await place.open()
    expect(await next.serverStart()).toBe(start)
    expect(await next.query('select * from answers')).toEqual([])
    await next.stop()
    expect(place.servers()).toEqual([])
  })

  test('of the program and the server in the middle of saves, no save that was acknowledged is missing', async () => {
    const killed = await place.open({ settings: {} })
    await killed.query('create table answers (n int primary key)')
    killed.insertForEver('answers')
    await until(() => killed.said.length > 100)
    process.kill(place.postmaster(), 'SIGKILL')
    await killed.kill()
    const acknowledged = killed.said.filter(line => line.startsWith('saved')).length
    const next = await place.open()
    const [row] = await next.query<{ kept: string }>('select count(*) as kept from answers')
    expect(Number(row?.kept)).toBeGreaterThanOrEqual(acknowledged)
  })

  test('by Ctrl-C at the terminal, which reaches a whole group of processes, the server goes on', async () => {
    const interrupted = await place.open()
    const start = await interrupted.serverStart()
    await interrupted.pressCtrlC()
    const next = await place.open()
    expect(await next.serverStart()).toBe(start)
  })

  test('of the server, the program that uses it brings it back by itself', async () => {
    const program = await place.open()
    await program.query('create table answers as select 7 as n')
    const start = await program.serverStart()
    process.kill(place.postmaster(), 'SIGKILL')
    await until(async () => (await program.serverStart().catch(() => start)) !== start)
    expect(await program.query('select * from answers')).toEqual([{ n: 7 }])
  })

  test('of the server, a process of it that is still at work does not keep the next one from starting', async () => {
    const killed = await place.open()
    const busy = killed.query('select count(*) from generate_series(1, 1e12)').catch(() => undefined)
    await until(() => place.servers().some(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('SELECT')))
    process.kill(place.postmaster(), 'SIGKILL')
    await killed.kill()
    await busy
    expect(place.servers()).not.toEqual([])
    const next = await place.open()
    expect(await next.query('select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of the server, while its parent has not taken note of the end, it counts as dead', async () => {
    const first = await place.open()
    process.kill(first.pid, 'SIGSTOP')
    const killed = place.postmaster()
    process.kill(killed, 'SIGKILL')
    await until(() => readFileSync(`/proc/${killed}/stat`, 'utf8').includes(') Z '))
    const second = await place.open()
    expect(await second.query('select 1 as one')).toEqual([{ one: 1 }])
    process.kill(first.pid, 'SIGCONT')
    await until(async () => (await first.serverStart().catch(() => '')) === (await second.serverStart()))
  })

  test('a number in the lock file that now belongs to another process is not taken for the server, and that process is left alone', async () => {
    const program = await place.open()
    await program.query('create table answers as select 7 as n')
    const lines = readFileSync(join(place.folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n').slice(1)
    await program.stop()
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
    for (const file of ['postmaster.pid', '.s.PGSQL.5432.lock'])
      writeFileSync(join(place.folder, 'postgres/data', file), [stranger.pid, ...lines].join('\n'))
    const next = await place.open()
    expect(await next.query('select * from answers')).toEqual([{ n: 7 }])
    expect(stranger.exitCode).toBeNull()
    stranger.kill()
  })
})
