import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { MailNotTried, MailRefused, mailDriver, type MailDriver } from '../../../src/platform/mail/index.ts'
import { parseConfig } from '../../../src/config.ts'
import { letter, queueMessages, type NewMessage } from '../../../src/features/messages/index.ts'
import { drain } from '../../../src/platform/jobs/worker.ts'
import { rows } from '../../../src/platform/db.ts'
import { jobs } from '../../../src/jobs.ts'
import { inRollback, type TestWorld } from '../../support/app.ts'

/** What a real server took. */
type Taken = { from: string; to: string[]; data: string }
const taken: Taken[] = []
let answers: { code: number; words: string }[] = []
let refusals: { at: string; code: number }[] = []
const refusalOf = (at: string): Error | null => {
  const found = refusals.find(refusal => refusal.at === at)
  return found ? Object.assign(new Error('not here'), { responseCode: found.code }) : null
}
let server: SMTPServer
let port = 0

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, callback) => callback(Object.assign(new Error('wrong password'), { responseCode: 535 })),
    onMailFrom: (_address, _session, callback) => callback(refusalOf('MAIL FROM')),
    onRcptTo: (_address, _session, callback) => callback(refusalOf('RCPT TO')),
    onData(stream, session: SMTPServerSession, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const answer = answers.shift()
        if (answer) {
          callback(Object.assign(new Error(answer.words), { responseCode: answer.code }))
          return
        }
        taken.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(recipient => recipient.address),
          data: Buffer.concat(chunks).toString('utf8'),
        })
        callback(null, 'taken as 42')
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.server.address() as { port: number }).port
})
afterAll(() => new Promise<void>(resolve => server.close(resolve)))
beforeEach(() => {
  taken.length = 0
  answers = []
  refusals = []
})

const driver = (login = ''): MailDriver =>
  mailDriver(
    parseConfig({
      MAIL_DRIVER: 'smtp',
      BASE_URL: 'https://audit.northmoor.example',
      SMTP_URL: `smtp://${login}127.0.0.1:${port}`,
      MAIL_FROM: 'Safeguarding Audit <audit@northmoor.example>',
    }),
  )

const header = (data: string, name: string): string | undefined => new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(data)?.[1]

const MAIL = {
  to: { name: 'Sam Okafor', address: 'sam@school.example' },
  replyTo: 'contact@northmoor.example',
  subject: 'Ashgrove: your audit',
  text: 'Hello Sam',
  messageId: '<one@northmoor.example>',
  lane: 'soon' as const,
}

test('a message goes to one person, from us, as automatic mail with our Message-ID', async () => {
  const mail = driver()
  expect(await mail.send(MAIL)).toEqual({ reached: 'accepted', response: expect.stringContaining('taken as 42') })
  await mail.close()
  expect(taken).toHaveLength(1)
  expect(taken[0]?.to).toEqual(['sam@school.example'])
  expect(taken[0]?.from).toBe('audit@northmoor.example')
  const data = taken[0]?.data ?? ''
  expect(header(data, 'Message-ID')).toBe('<one@northmoor.example>')
  expect(header(data, 'Auto-Submitted')).toBe('auto-generated')
  expect(header(data, 'To')).toBe('Sam Okafor <sam@school.example>')
  expect(header(data, 'Reply-To')).toBe('contact@northmoor.example')
  expect(data).toContain('Hello Sam')
})

test.each([
  ['a line break in the name', { ...MAIL, to: { ...MAIL.to, name: 'Sam\r\nBcc: all@elsewhere.example' } }],
  ['a line break in the subject', { ...MAIL, subject: 'Hello\r\nBcc: all@elsewhere.example' }],
  ['another address in the name', { ...MAIL, to: { ...MAIL.to, name: '<all@elsewhere.example>, Sam' } }],
  ['a line break in the address', { ...MAIL, to: { ...MAIL.to, address: 'sam@school.example\r\nBcc: all@elsewhere.example' } }],
  ['another address in the reply address', { ...MAIL, replyTo: 'a@b.example\r\nBcc: all@elsewhere.example' }],
  ['two addresses', { ...MAIL, to: { ...MAIL.to, address: 'sam@school.example, all@elsewhere.example' } }],
])('%s brings in no header and no other reader', async (_what, hostile) => {
  const mail = driver()
  await mail.send(hostile).catch(() => undefined)
  await mail.close()
  for (const { to, data } of taken) {
    expect(to).not.toContain('all@elsewhere.example')
    expect(to.length).toBeLessThanOrEqual(1)
    expect(header(data, 'Bcc')).toBeUndefined()
  }
})

test('a server that says no for good is believed; one that says later is asked again', async () => {
  const mail = driver()
  answers = [{ code: 550, words: 'no such person' }]
  await expect(mail.send(MAIL)).rejects.toThrow(MailRefused)
  answers = [{ code: 451, words: 'try later' }]
  const later = await mail.send(MAIL).catch((error: unknown) => error)
  expect(later).toBeInstanceOf(Error)
  expect(later).not.toBeInstanceOf(MailRefused)
  await mail.close()
})

test.each<[string, { at: string; code: number }[], string, boolean]>([
  ['a recipient who is not known', [{ at: 'RCPT TO', code: 550 }], '', true],
  ['a recipient whose mailbox is full', [{ at: 'RCPT TO', code: 452 }], '', false],
  ['a sender that the server does not let in', [{ at: 'MAIL FROM', code: 550 }], '', false],
  ['a password that is wrong', [], 'audit:wrong@', false],
])('%s', async (_what, given, login, isFinal) => {
  refusals = given
  const mail = driver(login)
  const error = await mail.send(MAIL).catch((thrown: unknown) => thrown)
  await mail.close()
  expect(error).toBeInstanceOf(Error)
  expect(error instanceof MailRefused).toBe(isFinal)
})

test('a password that is wrong is said to be, of each of many letters at once, and none of them waits for a place', async () => {
  const mail = driver('audit:wrong@')
  const begun = performance.now()
  const ended = await Promise.allSettled(
    Array.from({ length: 12 }, (_, at) => mail.send({ ...MAIL, messageId: `<${at}@northmoor.example>`, lane: 'bulk' })),
  )
  await mail.close()
  expect(ended.map(one => one.status === 'rejected' && String(one.reason))).toEqual(
    Array.from({ length: 12 }, () => expect.stringContaining('wrong password')),
  )
  expect(performance.now() - begun).toBeLessThan(5_000)
}, 60_000)

test('an address that nobody can write to is refused without asking a server', async () => {
  const mail = driver()
  await expect(mail.send({ ...MAIL, to: { name: 'Sam', address: '' } })).rejects.toThrow(MailRefused)
  await mail.close()
})

const message = (key: string): NewMessage =>
  letter({
    key,
    kind: 'receipt',
    to: { name: 'Sam Okafor', email: `${key}@school.example` },
    from: { name: 'Northmoor SCP', contactName: 'Priya Shah', contactEmail: 'priya@northmoor.example', contactPhone: '' },
    subject: 'Thank you',
    paragraphs: ['It came.'],
  })

const statuses = ({ db }: TestWorld) =>
  rows<{ key: string; status: string; attempts: number; error: string | null; provider_response: string | null }>(
    db,
    'select key, status, attempts, error, provider_response from messages order by key',
  )

test(
  'a refusal is kept with what the server said; what was only delayed goes out on the next try under the same Message-ID',
  inRollback(async world => {
    const { id } = await world.make.partnership()
    const deps = { ...world.deps, mail: driver() }
    answers = [{ code: 550, words: 'no such person' }]
    await queueMessages(world.db, id, [message('refused')], deps.baseUrl)
    await drain(deps, jobs)
    // Once on the way of what somebody waits for, once on the slow one, where it goes on.
    answers = [1, 2].map(() => ({ code: 451, words: 'try later' }))
    await queueMessages(world.db, id, [message('tried-again')], deps.baseUrl)
    await expect(drain(deps, jobs)).rejects.toThrow('try later')
    const [refused, delayed] = await statuses(world)
    expect(refused).toMatchObject({ status: 'failed', attempts: 1, error: expect.stringContaining('no such person') })
    expect(delayed).toMatchObject({ status: 'queued', attempts: 2, error: expect.stringContaining('try later') })

    await world.db.raw(`update pgboss.job set state = 'retry', start_after = now() where name = 'message.send_slow' and state = 'active'`)
    await drain(deps, jobs)
    expect((await statuses(world))[1]).toMatchObject({
      status: 'accepted',
      attempts: 3,
      error: null,
      provider_response: expect.stringContaining('taken as 42'),
    })
    const [stored] = await rows<{ message_id: string }>(world.db, `select message_id from messages where key = 'tried-again'`)
    expect(header(taken[0]?.data ?? '', 'Message-ID')).toBe(stored?.message_id)
    expect(header(taken[0]?.data ?? '', 'Reply-To')).toBe('priya@northmoor.example')
    expect(taken).toHaveLength(1)
    await deps.mail.close()
  }),
)

test(
  'a message that had no answer, and then was not tried while its place is left alone, goes on saying that it had none',
  inRollback(async world => {
    const { id } = await world.make.partnership()
    const faults = [new Error('Timeout'), new MailNotTried('no answer for another message')]
    const mail = { ...world.deps.mail, leaves: true, send: () => Promise.reject(faults.shift() ?? new Error('asked again')) }
    await queueMessages(world.db, id, [message('unanswered')], world.deps.baseUrl)
    await expect(drain({ ...world.deps, mail }, jobs)).rejects.toThrow('no answer for another message')
    expect(await statuses(world)).toMatchObject([{ status: 'queued', attempts: 2, error: 'Timeout' }])
  }),
)
