import { SMTPServer } from 'smtp-server'

/**
 * A mail server, as a process of its own: every answer takes 30 ms, and for recipients at `BENCH_SILENT` none ever comes. Says its port,
 * tells at each question how many it has taken and of whom it took one twice, and ends with its parent.
 */
const ANSWER = 30
const silent = process.env.BENCH_SILENT ?? ''
let taken: string[] = []

const later = (callback: () => void) => setTimeout(callback, ANSWER)
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onConnect: (_session, callback) => later(() => callback()),
  onMailFrom: (_address, _session, callback) => later(() => callback()),
  onRcptTo: ({ address }, _session, callback) => (address.endsWith(`@${silent}`) ? undefined : later(() => callback())),
  onData(stream, session, callback) {
    stream.resume()
    stream.on('end', () => {
      taken.push(session.envelope.rcptTo[0]?.address ?? '')
      later(() => callback(null, 'taken'))
    })
  },
})
server.on('error', () => undefined)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.server.address() as { port: number }).port }))
process.on('message', () => {
  process.send?.({ taken: taken.length, twice: taken.length - new Set(taken).size })
  taken = []
})
process.once('disconnect', () => process.exit(0))
