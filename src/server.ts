import { createServer } from 'node:http'
import { createApp } from './app.ts'
import { ConfigError, parseConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { sessionStore } from './platform/http/session.ts'
import { EmbeddedPostgresError } from './platform/postgres/index.ts'
import { startWorker } from './platform/jobs/queue.ts'
import { openProgram } from './program.ts'
import { greeting, seedWhenEmpty } from '../seeds/demo/greeting.ts'

try {
  await serve()
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof EmbeddedPostgresError ? error.message : error)
  process.exit(1)
}

/** The web process: serves until it is told to stop, then lets requests and jobs end before it lets go of the database. */
async function serve(): Promise<void> {
  const config = parseConfig(process.env)
  const program = await openProgram(config)
  const { deps } = program
  if (await seedWhenEmpty(deps)) deps.log.info('the demonstration was made')
  const sessions = sessionStore(program.connection)
  const readiness = { ready: true }
  const server = createServer(createApp(deps, sessions.store, program.temporary, readiness))
  // A school's slow line may need this long for ten large files; the default gives up after five minutes.
  server.requestTimeout = 45 * 60_000
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.PORT, resolve))
  const worker = config.WORKER ? await startWorker(deps, jobs) : undefined
  for (const line of await greeting(deps)) console.log(line)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    readiness.ready = false
    const closed = new Promise(resolve => server.close(resolve))
    const idle = setInterval(() => server.closeIdleConnections(), 100)
    const impatient = setTimeout(() => server.closeAllConnections(), 10_000)
    await closed
    clearInterval(idle)
    clearTimeout(impatient)
    await worker?.stop()
    await sessions.close()
    await program.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}
