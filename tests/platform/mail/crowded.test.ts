import type { Socket } from 'node:net'
import { expect, test } from '@jest/globals'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { smtpDriver } from '../../../src/platform/mail/smtp.ts'

const later = (callback: () => void) => setTimeout(callback, 20)

let taken: string[] = []
let server: SMTPServer

/** Ends a connection without a word. */
function cut(id: string): void {
  const connections = (server as unknown as { connections: Set<{ session: { id: string }; _socket: Socket }> }).connections
  for (const { session, _socket } of connections) if (session.id === id) _socket.destroy()
}

/** Hands so many letters of a round at once to a server like this. @returns why some failed */
async function handIn(count: number, options: Partial<SMTPServerOptions>): Promise<string[]> {
  taken = []
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: (_address, _session, callback) => later(() => callback()),
    onData(stream, session, callback) {
      stream.resume()
      stream.on('end', () => {
        taken.push(session.envelope.rcptTo[0]?.address ?? '')
        later(() => callback(null, 'taken'))
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  const driver = smtpDriver(`smtp://127.0.0.1:${port}`, 'Audit <audit@northmoor.example>')
  const send = (name: string) =>
    driver.send({
      to: { name: '', address: `${name}@school.example` },
      replyTo: '',
      subject: 'The audit',
      text: 'It is here.',
      messageId: `<${name}@audit.example>`,
      lane: 'bulk',
    })
  const ended = await Promise.allSettled(Array.from({ length: count }, (_, at) => send(`dsl${at}`)))
  const failed = ended.flatMap(one => (one.status === 'rejected' ? [String(one.reason)] : []))
  await driver.close()
  await new Promise<void>(resolve => server.close(resolve))
  return failed
}

test('a server that allows three connections takes every letter once, and none is said to be delayed', async () => {
  const failed = await handIn(60, { maxClients: 3 })
  expect(failed).toEqual([])
  expect(taken).toHaveLength(60)
  expect(new Set(taken).size).toBe(60)
}, 30_000)

test('a server that has too much to do for its senders is asked again by fewer', async () => {
  let busy = 0
  const failed = await handIn(40, {
    onMailFrom(_address, _session, callback) {
      if (busy >= 3) callback(Object.assign(new Error('4.3.2 concurrent connections limit exceeded'), { responseCode: 432 }))
      else {
        busy += 1
        later(() => callback())
      }
    },
    onData(stream, session, callback) {
      stream.resume()
      stream.on('end', () => {
        busy -= 1
        taken.push(session.envelope.rcptTo[0]?.address ?? '')
        callback(null, 'taken')
      })
    },
  })
  expect(failed).toEqual([])
  expect(new Set(taken).size).toBe(40)
}, 30_000)

test('a connection that is cut in the middle of a letter fails that letter alone, which is not handed over again by itself', async () => {
  let handed = 0
  const failed = await handIn(20, {
    onData(stream, session, callback) {
      handed += 1
      const address = session.envelope.rcptTo[0]?.address ?? ''
      if (address.startsWith('dsl7@')) {
        cut(session.id)
        return
      }
      stream.resume()
      stream.on('end', () => {
        taken.push(address)
        callback(null, 'taken')
      })
    },
  })
  expect([handed, taken.length, failed.length]).toEqual([20, 19, 1])
}, 60_000)

test('where nobody is let in, each letter says what the server said, also those that waited for a place in vain', async () => {
  const failed = await handIn(12, {
    onConnect: (_session, callback) => callback(Object.assign(new Error('4.7.0 no mail from your network now'), { responseCode: 421 })),
  })
  expect(failed).toHaveLength(12)
  for (const why of failed) expect(why).toContain('no mail from your network now')
}, 60_000)
