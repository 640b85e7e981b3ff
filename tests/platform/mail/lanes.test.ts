import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { jobs } from '../../../src/jobs.ts'
import { letter, queueMessages, type MessageKind } from '../../../src/features/messages/index.ts'
import { row, rows, type Pool } from '../../../src/platform/db.ts'
import type { Id } from '../../../src/platform/id.ts'
import { startWorker, type Worker } from '../../../src/platform/jobs/worker.ts'
import { smtpDriver } from '../../../src/platform/mail/smtp.ts'
import { notNoted } from '../../../src/platform/process/inFlight.ts'
import { worldOn, type TestWorld } from '../../support/app.ts'
import { cloneDatabase } from '../../support/database.ts'

const ANSWER = 30
const SILENCE = 12_000
const MANY = 60

/** Whom a real server was asked to take mail for, in the order in which it took it. It answers in 30 ms, and never for `silent@`. */
const taken: string[] = []
/** While set, what goes to schools' own people waits for its answer until this holds. */
let letGo: Promise<undefined> | null = null
const later = (callback: () => void) => setTimeout(callback, ANSWER)
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onMailFrom: (_address, _session, callback) => later(() => callback()),
  onRcptTo: ({ address }, _session, callback) => {
    if (address.startsWith('silent@')) return
    if (letGo !== null && address.startsWith('dsl@')) void letGo.then(() => callback())
    else later(() => callback())
  },
  onData(stream, session, callback) {
    stream.resume()
    stream.on('end', () => {
      taken.push(session.envelope.rcptTo[0]?.address ?? '')
      later(() => callback(null, 'taken'))
    })
  },
})

let database: Awaited<ReturnType<typeof cloneDatabase>>
let world: TestWorld
let worker: Worker
let partnershipId: Id<'partnership'>

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  database = await cloneDatabase()
  world = worldOn(database.db)
  world.deps.mail = smtpDriver(`smtp://127.0.0.1:${port}`, 'Audit <audit@northmoor.example>', SILENCE)
  partnershipId = (await world.make.partnership()).id
}, 60_000)
afterAll(async () => {
  await worker.stop()
  await world.deps.mail.close()
  await new Promise<void>(resolve => server.close(() => resolve()))
  await database.drop()
}, 60_000)

const write = (db: Pool, kind: MessageKind, addresses: readonly string[]) =>
  queueMessages(
    db,
    partnershipId,
    addresses.map(email =>
      letter({
        key: `${kind}:${email}`,
        kind,
        to: { name: 'Sam', email },
        from: { name: 'Northmoor SCP', contactName: '', contactEmail: '', contactPhone: '' },
        subject: 'The audit',
        paragraphs: ['It is here.'],
      }),
    ),
    world.deps.baseUrl,
  )

async function until(holds: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds());) {
    if (Date.now() > end) throw new Error(`not within ${seconds} seconds; taken: ${taken.length}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const statusOf = (email: string) =>
  row<{ status: string; error: string | null }>(database.db, 'select status, error from messages where to_email = ?', [email])

test('several messages leave at once, a receipt before a thousand letters, and a recipient whose server says nothing holds up nobody', async () => {
  const many = Array.from({ length: MANY }, (_, at) => `dsl@school${at}.example`)
  await write(database.db, 'invitation', ['silent@quiet.example', ...many])
  worker = await startWorker(world.deps, jobs, notNoted)
  await until(() => taken.length > 3, 20)
  // No clock says that the receipt goes before: letters wait for it here.
  const { promise, resolve: letThemGo } = Promise.withResolvers<undefined>()
  letGo = promise
  await write(database.db, 'receipt', ['head@waits.example'])
  await until(() => taken.includes('head@waits.example'), SILENCE / 1000 - 2)
  expect(taken.length).toBeLessThan(MANY)
  letThemGo(undefined)
  letGo = null
  // Two a second, one after the other, took 30 seconds.
  await until(() => taken.length === MANY + 1, SILENCE / 1000)
  expect(new Set(taken).size).toBe(MANY + 1)
  expect((await statusOf('silent@quiet.example'))?.status).toBe('sending')

  // What is written to the same server meanwhile goes on by the slow way, and what had no answer then too, with its reason.
  await until(() => world.deps.mail.isSlow('another@quiet.example'), SILENCE / 1000)
  await write(database.db, 'receipt', ['another@quiet.example'])
  await until(async () => (await statusOf('silent@quiet.example'))?.error === 'Timeout', 20)
  expect(world.deps.mail.isSlow('third@quiet.example')).toBe(true)
  expect(world.deps.mail.isSlow('dsl@school1.example')).toBe(false)
  const waiting = () =>
    rows<{ name: string }>(database.db, `select name from pgboss.job where name like 'message.send%' and state <> 'completed'`)
  // That a message has left is written down after the mail server has it.
  await until(async () => (await waiting()).length === 2, 20)
  expect((await waiting()).map(({ name }) => name)).toEqual(['message.send_slow', 'message.send_slow'])
  expect(new Set(taken).size).toBe(MANY + 1)
}, 90_000)
