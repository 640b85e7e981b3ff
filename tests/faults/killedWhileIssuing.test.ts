import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { INVITATION_TEXT } from '../../src/features/issuing/invitationLetter.ts'
import { NO_ISSUE_FILTER, orderIssue } from '../../src/features/issuing/index.ts'
import { row, rows, type Pool } from '../../src/platform/db.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { makers } from '../support/make.ts'
import { withDatabase } from './people.ts'
import { freePort, startServer } from './server.ts'

const SCHOOLS = 150
/** The next start goes on half a minute after a kill, when the silence of the last one is noticed: so few. */
const KILLS = Number(process.env.KILLS ?? 0) > 25 ? 2 : 1
/** As many messages leave at a time: two of the soon way, six of bulk, two that are tried again. One kill may meet each between the two ends. */
const AT_A_TIME = 10

/** What the mail server took, with the Message-ID of each. */
const taken: { to: string; id: string }[] = []
const mail = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, session, callback) {
    let data = ''
    stream.on('data', (chunk: Buffer) => (data += chunk.toString()))
    stream.on('end', () => {
      taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', id: /^Message-ID: (.*)$/im.exec(data)?.[1]?.trim() ?? '' })
      setTimeout(() => callback(null, 'taken'), 30)
    })
  },
})
// A killed program cuts its connections.
mail.on('error', () => undefined)

let folder = ''
let smtp = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sa-killed-jobs-'))
  await new Promise<void>(resolve => mail.listen(0, '127.0.0.1', resolve))
  smtp = `smtp://127.0.0.1:${(mail.server.address() as { port: number }).port}`
})
afterAll(async () => {
  await new Promise<void>(resolve => mail.close(() => resolve()))
  await rm(folder, { recursive: true, force: true })
})

/** A round that opens for 150 schools, ordered to be issued while no program runs. */
async function order(db: Pool): Promise<void> {
  const make = makers({ db } as Deps)
  const { id: partnershipId } = await make.partnership()
  const { id: roundId } = await make.round({ partnership_id: partnershipId })
  for (let at = 0; at < SCHOOLS; at += 1) {
    const establishment = await make.establishment({ partnership_id: partnershipId, name: `School ${at}` })
    await make.contact({ partnership_id: partnershipId, establishment_id: establishment.id, email: `dsl${at}@school.example` })
    await make.auditReturn({
      partnership_id: partnershipId,
      round_id: roundId,
      establishment_id: establishment.id,
      status: 'not_issued',
      issued_at: null,
    })
  }
  const actor = { kind: 'operator', partnershipId, name: 'Operator' } as const
  await orderIssue(db, actor, { roundId, which: { filter: NO_ISSUE_FILTER }, goTo: 'dsl', text: INVITATION_TEXT, now: new Date() })
}

const until = async (what: string, holds: () => boolean | Promise<boolean>, seconds: number): Promise<void> => {
  const begun = Date.now()
  while (!(await holds())) {
    if (Date.now() - begun > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

const reached = () => new Set(taken.map(({ to }) => to)).size

test(
  `a program killed ${KILLS === 1 ? 'once' : 'twice'} while it issues a round leaves no school out, goes on within a minute, and doubles only what was leaving at that moment`,
  async () => {
    await withDatabase(folder, order)
    const port = await freePort()
    const settings = {
      MAIL_DRIVER: 'smtp',
      SMTP_URL: smtp,
      BASE_URL: `http://localhost:${port}`,
      MAIL_FROM: 'Audit <audit@northmoor.example>',
    }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = reached()
      const server = await startServer(folder, port, settings)
      await until('the mail goes on', () => reached() > before + SCHOOLS / (2 * KILLS + 2), 75)
      server.kill()
      await server.ended
    }
    expect(reached()).toBeLessThan(SCHOOLS)
    const server = await startServer(folder, port, settings)
    await until('every school has its link', () => reached() === SCHOOLS, 90)
    server.child.kill('SIGTERM')
    await server.ended

    const ids = new Map(taken.map(({ to, id }) => [to, id]))
    expect(taken.filter(({ to, id }) => ids.get(to) !== id)).toEqual([])
    expect(taken.length - SCHOOLS).toBeLessThanOrEqual(KILLS * AT_A_TIME)
    await withDatabase(folder, async db => {
      expect(
        await row(
          db,
          `select (select count(*)::int from returns where status = 'issued') as issued, (select count(*)::int from invitations) as links,
             (select count(*)::int from messages) as letters`,
        ),
      ).toEqual({ issued: SCHOOLS, links: SCHOOLS, letters: SCHOOLS })
      expect(await rows(db, `select status, done, total from job_runs`)).toEqual([{ status: 'done', done: SCHOOLS, total: SCHOOLS }])
    })
  },
  120_000 + KILLS * 120_000,
)
