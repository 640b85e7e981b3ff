import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { parseConfig } from '../../src/config.ts'
import { jobs } from '../../src/jobs.ts'
import { letter, queueMessages } from '../../src/features/messages/index.ts'
import { connect } from '../../src/platform/connection.ts'
import { row, type Pool } from '../../src/platform/db.ts'
import { startWorker } from '../../src/platform/jobs/worker.ts'
import { smtpDriver } from '../../src/platform/mail/smtp.ts'
import { notNoted } from '../../src/platform/process/inFlight.ts'
import { worldOn } from '../support/app.ts'
import { timed, type Bench } from './bench.ts'

const MANY = { full: 1000, small: 60 }
const SERVERS = 20
const SILENT = 'school0.example'
const CONNECTIONS = 8
const FROM = 'Audit <audit@northmoor.example>'

/**
 * A round's letters, in the outbox already, to people whose mail is at 20 servers, one of which is silent: until every other has been
 * accepted, by the program's worker in this process, with as many connections to the database as the program has. The mail server is a process of its own and takes 30 ms for each answer. The
 * reference hands the same letters, those to the silent one left out, to the same server over 8 connections, and writes nothing down.
 */
export const mail: Bench = async ({ connection, size }) => {
  const server = fork(fileURLToPath(new URL('./mailProcess.ts', import.meta.url)), { env: { ...process.env, BENCH_SILENT: SILENT } })
  const db = connect(connection, { pool: parseConfig({}).DATABASE_POOL, prepares: true })
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }]
    const url = `smtp://127.0.0.1:${port}`
    const to = Array.from({ length: MANY[size] }, (_, at) => `dsl${at}@school${at % SERVERS}.example`)
    const reachable = to.filter(address => !address.endsWith(`@${SILENT}`))
    const bare = await timed(() => byHand(url, reachable))
    await heard(server)
    const ours = await byProgram(db, url, to, reachable.length, server)
    return [
      {
        name: 'mail',
        value: rounded(ours.seconds),
        unit: 's',
        reference: rounded(bare / 1000),
        ratio: rounded(bare / 1000 / ours.seconds),
        n: to.length,
        detail: { silent: to.length - reachable.length, twice: ours.twice, goal: 'ratio >= 0.5, value < 60, twice <= 0' },
      },
    ]
  } finally {
    if (server.connected) server.disconnect()
    await db.destroy()
  }
}

const rounded = (value: number): number => Math.round(value * 100) / 100

async function heard(server: ChildProcess): Promise<{ taken: number; twice: number }> {
  server.send('how many?')
  const [said] = (await once(server, 'message')) as [{ taken: number; twice: number }]
  return said
}

const SUBJECT = 'Your safeguarding audit'
const PARAGRAPH = 'Please answer by 5pm on Friday 26 March 2027. What you write is saved as you save each section.'

async function byHand(url: string, to: readonly string[]): Promise<void> {
  const transport = createTransport({ url, pool: true, maxConnections: CONNECTIONS })
  const waiting = to.values()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (const address of waiting) await transport.sendMail({ from: FROM, to: address, subject: SUBJECT, text: PARAGRAPH })
    }),
  )
  transport.close()
}

async function byProgram(db: Pool, url: string, to: readonly string[], expected: number, server: ChildProcess) {
  const world = worldOn(db)
  world.deps.mail = smtpDriver(url, FROM)
  const { id: partnershipId } = await world.make.partnership()
  const letters = to.map(email =>
    letter({
      key: `invitation:${email}`,
      kind: 'invitation',
      to: { name: 'Sam', email },
      from: { name: 'Northmoor SCP', contactName: '', contactEmail: '', contactPhone: '' },
      subject: SUBJECT,
      paragraphs: [PARAGRAPH],
    }),
  )
  await queueMessages(db, partnershipId, letters, world.deps.baseUrl)
  const started = performance.now()
  const worker = await startWorker(world.deps, jobs, notNoted)
  const accepted = () => row<{ count: number }>(db, `select count(*) from messages where status = 'accepted'`)
  while (((await accepted())?.count ?? 0) < expected) await new Promise(resolve => setTimeout(resolve, 50))
  const seconds = (performance.now() - started) / 1000
  const { taken, twice } = await heard(server)
  if (taken < expected) throw new Error(`the server took ${taken} of ${expected}`)
  // What waits for the silent one would hold up the end.
  server.kill()
  await worker.stop()
  await world.deps.mail.close()
  return { seconds, twice }
}
