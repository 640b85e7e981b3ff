import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { SMTPServer } from 'smtp-server'
import { remembering } from '../../../src/platform/mail/silence.ts'
import { openWay, type Way } from '../../../src/platform/mail/way.ts'

/** How long the server may say nothing: longer than a letter is waited for before the next one begins beside it. */
const PAUSE = 2_500
const MINUTE = 60_000

let asked: string[] = []
let isSilent = true
let time = 0
let server: SMTPServer
let way: Way
let silence: ReturnType<typeof remembering>

beforeEach(async () => {
  asked = []
  isSilent = true
  time = 0
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      asked.push(address)
      if (!isSilent || !address.endsWith('@quiet.example')) callback()
    },
    onData(stream, _session, callback) {
      stream.resume()
      stream.on('end', () => callback(null, 'taken'))
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as { port: number }
  silence = remembering(() => time)
  way = openWay('soon', `smtp://127.0.0.1:${port}`, PAUSE, silence, () => false)
})
afterEach(async () => {
  way.close()
  await new Promise<void>(resolve => server.close(() => resolve()))
})

const send = (to: string) =>
  way.send({ from: 'audit@northmoor.example', to, subject: 'The audit', text: 'It is here.' }, to.slice(to.indexOf('@') + 1))

test('a letter that has no answer over a connection that others went over is waited for once, and its place is asked again later', async () => {
  await send('dsl@school.example')
  await expect(send('dsl@quiet.example')).rejects.toThrow('Timeout')
  // Once each: a letter that is tried again is waited for again.
  expect(asked).toEqual(['dsl@school.example', 'dsl@quiet.example'])
  expect(silence.has('quiet.example')).toBe(true)
  expect(way.inUse()).toBe(0)

  time = 5 * MINUTE
  expect(silence.has('quiet.example')).toBe(false)
  isSilent = false
  expect(await send('dsl@quiet.example')).toContain('taken')
}, 30_000)
