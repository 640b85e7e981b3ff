import { once } from 'node:events'
import { Agent, type Server } from 'node:http'

/** Connections stay open from one request to the next, as those of browsers do. */
export const KEPT_OPEN = new Agent({ keepAlive: true })

const open = new Set<Server>()

/** Lets a server be asked without being started anew for each request, until the tests of this file end. */
export async function listening(server: Server): Promise<void> {
  open.add(server)
  // No connection is closed because it was idle, so none is closed just when it is used again.
  server.keepAliveTimeout = 0
  await once(server.listen(0, '127.0.0.1'), 'listening')
}

/** Ends all that listens. */
export function endListening(): void {
  KEPT_OPEN.destroy()
  for (const server of open) server.close().closeAllConnections()
  open.clear()
}
