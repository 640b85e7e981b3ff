import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import { parseConfig } from '../../src/config.ts'
import { connect, type Connection } from '../../src/platform/db.ts'
import { diskStore } from '../../src/platform/files/storage.ts'
import { mailDriver } from '../../src/platform/mail/index.ts'
import { sessionStore } from '../../src/platform/http/session.ts'

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
const deps = {
  config,
  db: connect(connection, { pool: config.DATABASE_POOL, prepares: true }),
  log: pino({ level: config.LOG_LEVEL }),
  files: diskStore(config.UPLOADS_DIR),
  mail: mailDriver(config),
  secret: Buffer.from(secret),
  baseUrl: 'http://audit.test',
  now: () => new Date(),
}
const server = createServer(createApp(deps, sessionStore(connection, { prepares: true }).store, path.join(folder, 'incoming')))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit(0))
