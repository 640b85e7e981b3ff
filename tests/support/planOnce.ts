import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import type { Pool } from '../../src/platform/db.ts'

type Connection = { query: (config: unknown, ...more: unknown[]) => unknown }
type Connections = { client: { pool: { on: (event: 'createSuccess', heard: (id: number, connection: Connection) => void) => void } } }

/**
 * Has the server keep every statement that comes a second time: three quarters of its time in the tests went into reading and planning
 * the same statements anew, of which the program itself keeps but a few (docs/decisions/0018, 0050).
 */
export function planOnce(db: Pool): void {
  const known = new Set<string>()
  const { pool } = (db as unknown as Connections).client
  pool.on('createSuccess', (_id, connection) => {
    const query = connection.query.bind(connection)
    // A temporary table may stand before another of its name: a kept statement would go on to the other one.
    let tables = 0
    connection.query = (config, ...more) => {
      if (/\btemporary table\b/i.test((config as Partial<QueryConfig>).text ?? '')) tables += 1
      return query(isKept(config, known) ? { ...config, name: `${nameOf(config.text)}_${tables}` } : config, ...more)
    }
  })
}

function isKept(config: unknown, known: Set<string>): config is QueryConfig {
  const { text, name } = config as Partial<QueryConfig>
  if (text === undefined || name !== undefined || text.includes(';') || !/^\s*(select|with|insert|update|delete)\b/i.test(text))
    return false
  if (known.has(text)) return true
  known.add(text)
  return false
}

const names = new Map<string, string>()
function nameOf(text: string): string {
  const known = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, known)
  return known
}
