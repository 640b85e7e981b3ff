import type { Connection } from '../../src/platform/connection.ts'

/** The same server, another database. */
export function inDatabase(server: Connection, database: string): Connection {
  if (typeof server !== 'string') return { ...server, database }
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.toString()
}
