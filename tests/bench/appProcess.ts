import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'
import { connect, type Connection } from '../../src/platform/connection.ts'
import { diskStore } from '../../src/platform/files/storage.ts'
import { LOOKER } from '../support/looking.ts'
import { openLooking } from '../../src/platform/looking/openLooking.ts'
import { mailDriver } from '../../src/platform/mail/index.ts'
import { sessionStore } from '../../src/platform/http/sessionStore.ts'

/** The web application alone, as a process of its own beside the one that measures it. Says its port, and ends with its parent. */
const { connection, folder, secret } = JSON.parse(process.env.BENCH_APP ?? '{}') as {
  connection: Connection
  folder: string
  secret: string
}
const config = parseConfig({
  DATA_DIR: folder,
  UPLOADS_DIR: path.join(folder, 'uploads'),
  LOG_LEVEL: 'warn',
  BASE_URL: 'http://audit.test',
})
const log = pino({ level: config.LOG_LEVEL })
const incoming = path.join(folder, 'incoming')
const deps = {
  config,
  db: connect(connection, { pool: config.DATABASE_POOL, prepares: true }),
  log,
  files: diskStore(config.UPLOADS_DIR),
  looking: openLooking({ ...LOOKER, folder: incoming, log }),
  mail: mailDriver(config),
  secret: Buffer.from(secret),
  baseUrl: 'http://audit.test',
  now: () => new Date(),
}
const server = createServer(createApp(deps, sessionStore(connection, { prepares: true }).store, incoming))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
// Whoever measures asks how much processor time was used so far.
process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
process.once('disconnect', () => process.exit(0))
