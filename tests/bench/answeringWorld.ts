import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import path from 'node:path'
import { rows, type Pool } from '../../src/platform/db.ts'
import type { Id } from '../../src/platform/id.ts'
import { csrfToken } from '../../src/platform/http/csrf.ts'
import type { Deps } from '../../src/platform/deps.ts'
import { LIBRARY, type QuestionnaireDocument } from '../../src/features/questionnaires/index.ts'
import { type Question } from '../../src/features/questions/index.ts'
import { signedCookie } from '../support/app.ts'
import { answerAll } from '../support/filledRound.ts'
import { makers } from '../support/make.ts'
import type { BenchWorld } from './bench.ts'

const SECRET = 'a secret of the benchmarks, which is long enough for them'
export const SECTION = 'benchmark'

/** Set A with one more section of as many questions as are to be measured. */
export function measuredDocument(questions: number): QuestionnaireDocument {
  const document = LIBRARY.find(({ set }) => set === 'A')
  if (!document) throw new Error('the library has no set A')
  const kinds: readonly ((key: string, label: string) => Question)[] = [
    (key, label) => ({ kind: 'long_text', key, label }),
    (key, label) => ({
      kind: 'met',
      key,
      label,
      guidance: 'What good looks like, in a sentence or two.',
      strength: 'must',
      reference: 'KCSIE Part two',
    }),
    (key, label) => ({ kind: 'yes_partly_no', key, label, comment: true, strength: 'should' }),
    (key, label) => ({ kind: 'text', key, label }),
  ]
  const section = {
    key: SECTION,
    title: 'Measured',
    questions: Array.from({ length: questions }, (_, at) =>
      kinds[at % kinds.length]!(`bench_${at}`, `How do you do what question ${at} asks about?`),
    ),
  }
  return { ...document, sections: [...document.sections, section] }
}

/** The answers of one save to all the questions, different from those of the save before. */
export function answersOf(questions: number, turn: number): Record<string, string> {
  const texts = [
    `In turn ${turn} we say how: every member of staff is told in September, and new starters in their first week.`,
    turn % 2 === 0 ? 'met' : 'partly',
    turn % 2 === 0 ? 'yes' : 'partly',
    `Turn ${turn}`,
  ]
  return Object.fromEntries(Array.from({ length: questions }, (_, at) => [`bench_${at}`, texts[at % texts.length] ?? '']))
}

export type Answerer = {
  sid: string
  returnId: Id<'return'>
  contributorId: Id<'contributor'>
  cookie: string
  csrf: string
  partnershipId: Id<'partnership'>
}

/** Returns of the round in which they answer, when all of them are there: what a county has. */
const ROUND = { full: 700, small: 40 }

/**
 * People, each in a return of their own, with a session as it would be after they came by their link. Their round has hundreds of
 * returns, every one answered in full but for the measured section.
 */
export async function answerers(world: BenchWorld, people: number, questions: number): Promise<Answerer[]> {
  const { db } = world
  const make = makers({ db } as Deps)
  const partnership = await make.partnership({ code: `bench-${randomBytes(4).toString('hex')}` })
  const round = await make.round({ partnership_id: partnership.id })
  const document = measuredDocument(questions)
  const version = await make.questionnaireVersion(partnership.id, 'A', { document, frozen_at: new Date() })
  await db.raw(`insert into round_questionnaires (round_id, partnership_id, set_code, questionnaire_version_id) values (?, ?, 'A', ?)`, [
    round.id,
    partnership.id,
    version.id,
  ])
  const first = await make.auditReturn({ partnership_id: partnership.id, round_id: round.id, status: 'opened' })
  await answerAll(db, first, 1)
  await repeat(db, first.id, ROUND[world.size] - 1)
  const returns = await rows<{ id: Id<'return'>; partnership_id: Id<'partnership'> }>(
    db,
    `select id, partnership_id from returns where round_id = ? order by id limit ?`,
    [round.id, people],
  )
  const made: Answerer[] = []
  for (const auditReturn of returns) {
    const actor = await make.contributorActor(auditReturn)
    const sid = randomBytes(24).toString('base64url')
    const session = {
      cookie: { originalMaxAge: 2_592_000_000, httpOnly: true, path: '/', sameSite: 'lax' },
      contributor: { contributorId: actor.contributorId },
      prolonged: Date.now(),
    }
    await db.raw(`insert into sessions (sid, sess, expire) values (?, ?, now() + interval '30 days')`, [sid, JSON.stringify(session)])
    made.push({
      sid,
      returnId: auditReturn.id,
      contributorId: actor.contributorId,
      partnershipId: partnership.id,
      cookie: `safeguarding_audit=${encodeURIComponent(signedCookie(Buffer.from(SECRET), sid))}`,
      csrf: csrfToken(Buffer.from(SECRET), sid, actor.contributorId),
    })
  }
  for (const table of ['returns', 'responses', 'sessions', 'contributors', 'invitations']) await db.raw(`vacuum analyze ${table}`)
  return made
}

/** More returns of the same round, each of an establishment of its own and with the same answers. */
async function repeat(db: Pool, returnId: Id<'return'>, times: number): Promise<void> {
  await db.raw(
    `with first as (select * from returns where id = :returnId), places as (
       insert into establishments (partnership_id, scheme, identifier, name, la_code, establishment_number, type_code, type_group_code, phase_code, phase_name)
       select f.partnership_id, 'urn', (f.round_id * 1000000 + n)::text, 'Bench School ' || n, 888, n, 1, 4, 2, 'Primary'
       from first f, generate_series(1, :times) n returning id, name
     ), others as (
       insert into returns (partnership_id, round_id, establishment_id, establishment_name, set_code, questionnaire_version_id, facts, status, issued_at,
         first_due_at, due_at)
       select f.partnership_id, f.round_id, p.id, p.name, f.set_code, f.questionnaire_version_id, f.facts, f.status, f.issued_at, f.first_due_at, f.due_at
       from first f, places p returning id
     )
     insert into responses (return_id, partnership_id, question_key, answer, comment, action, by_name, at)
     select o.id, a.partnership_id, a.question_key, a.answer, a.comment, a.action, a.by_name, a.at
     from others o, responses a where a.return_id = :returnId`,
    { returnId, times },
  )
}

/** The application in a process of its own; `cpuSeconds` is what it has used so far. */
export async function startApp(world: BenchWorld): Promise<{ port: number; cpuSeconds: () => Promise<number>; stop: () => Promise<void> }> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'appProcess.ts'), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      BENCH_APP: JSON.stringify({ connection: world.connection, folder: world.folder, secret: SECRET }),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', message => resolve((message as { port: number }).port))
    child.once('exit', code => reject(new Error(`the application ended with ${code}`)))
  })
  return {
    port,
    async cpuSeconds() {
      const told = new Promise<number>(resolve =>
        child.once('message', message => {
          const { user, system } = (message as { cpu: NodeJS.CpuUsage }).cpu
          resolve((user + system) / 1e6)
        }),
      )
      child.send('cpu')
      return told
    },
    async stop() {
      child.disconnect()
      await ended
    },
  }
}

/** What came back. `whole` is the body as it was sent: compressed, when it was asked for so. */
type Answer = { status: number; bytes: number; whole: Buffer; text: string; headers: IncomingHttpHeaders }

/** Sends requests over kept connections. @returns a function that sends one and gives back what came */
export function client(port: number, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send = (options: { method: string; path: string; headers?: Record<string, string>; body?: string | Buffer }) =>
    new Promise<Answer>((resolve, reject) => {
      const { method, path: target, headers = {}, body = '' } = options
      const sent = request(
        { agent, port, host: '127.0.0.1', method, path: target, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        response => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('end', () => {
            const whole = Buffer.concat(parts)
            const { statusCode: status = 0, headers } = response
            resolve({ status, bytes: whole.length, whole, text: whole.toString(), headers })
          })
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** Does `work` over and over on each of `lanes` at once for a while. @returns how many a second, and how long each took in milliseconds */
export async function measure(
  lanes: number,
  seconds: number,
  work: (lane: number) => Promise<unknown>,
): Promise<{ rate: number; times: number[] }> {
  const times: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      while (performance.now() < until) {
        const begun = performance.now()
        await work(lane)
        times.push(performance.now() - begun)
      }
    }),
  )
  return { rate: times.length / ((performance.now() - started) / 1000), times }
}
