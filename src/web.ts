import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from './app.ts'
import { parseConfig } from './config.ts'
import { jobs } from './jobs.ts'
import { CannotStart } from './platform/cannotStart.ts'
import { sessionStore } from './platform/http/sessionStore.ts'
import { startWorker } from './platform/jobs/worker.ts'
import { openProgram } from './program.ts'
import { runUntilStopped } from './running.ts'
import { greeting, seedWhenEmpty } from '../seeds/demo/greeting.ts'

/** How long requests may go on after the program was told to stop. */
const PATIENCE = 10_000

/** The web process: serves until it is told to stop, then lets requests and jobs end before it lets go of the database. */
await runUntilStopped(async (onStop, { inFlight, hurry }) => {
  const config = parseConfig(process.env)
  const program = await openProgram(config)
  onStop(program.close)
  const { deps } = program
  if (await seedWhenEmpty(deps)) deps.log.info('the demonstration was made')
  const sessions = sessionStore(program.connection, { prepares: program.isDirect })
  onStop(sessions.close)
  const readiness = { ready: true }
  const server = createServer(createApp(deps, sessions.store, program.temporary, { readiness, inFlight }))
  // A school's slow line may need this long for ten large files; the default gives up after five minutes.
  server.requestTimeout = 45 * 60_000
  // Proxies keep a connection for a minute at most: the one who ends it must be the one who sends by it, or a request meets a closed door.
  server.keepAliveTimeout = 75_000
  if (config.WORKER) {
    const worker = await startWorker(deps, jobs, inFlight)
    onStop(worker.stop)
  }
  await listening(server, config.PORT)
  onStop(async () => {
    readiness.ready = false
    await sleep(config.STOP_SECONDS * 1000, undefined, { signal: hurry }).catch(() => undefined)
    await closed(server)
  })
  return { log: deps.log, greeting: () => greeting(deps) }
})

/** @throws CannotStart when the port is taken or not ours to take */
async function listening(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      throw new CannotStart(
        `Port ${port} is in use, perhaps by this program started before. Stop that, or choose another port: PORT=${port + 1}`,
      )
    if (code === 'EACCES') throw new CannotStart(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000`)
    throw error
  }
}

/** Takes no more connections, lets requests end, and cuts off what takes too long. */
async function closed(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const impatient = setTimeout(() => server.closeAllConnections(), PATIENCE)
  await new Promise(resolve => server.close(resolve))
  clearInterval(idle)
  clearTimeout(impatient)
}
