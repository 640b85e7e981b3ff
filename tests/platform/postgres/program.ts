import { Client } from 'pg'
import type { Transport } from '../../../src/platform/postgres/home.ts'
import type { ServerSettings } from '../../../src/platform/postgres/server.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/platform/postgres/index.ts'

/** A program that uses the embedded database and does as it is told by the test that forked it. */
export type Order =
  | { dataDir: string; transport?: Transport; settings?: ServerSettings }
  | { sql: string }
  | { insertForEver: string }
  | { stop: true }
  | { exit: true }
export type Reply = { answer?: unknown; failure?: string; log?: string }

const program: { database?: EmbeddedPostgres; client?: Client } = {}

process.on('message', (order: Order) => {
  obey(order).then(
    answer => tell({ answer }),
    (error: unknown) => tell({ failure: error instanceof Error ? error.message : String(error) }),
  )
})

// The test has gone: nobody is left to say stop.
process.on('disconnect', () => process.exit())

async function obey(order: Order): Promise<unknown> {
  if ('dataDir' in order) {
    program.database = await startEmbeddedPostgres({ ...order, log: line => tell({ log: line }) })
    return program.database.connection
  }
  if ('sql' in order) return await inOrder(order.sql)
  if ('insertForEver' in order) return await insertForEver(order.insertForEver)
  if ('exit' in order) process.exit(1)
  await program.client?.end().catch(() => undefined)
  await program.database?.stop()
  process.exit()
}

async function inOrder(sql: string): Promise<unknown> {
  program.client ??= await connect()
  const { rows } = (await program.client.query(sql)) as { rows: unknown }
  return rows
}

async function connect(): Promise<Client> {
  const client = new Client(program.database?.connection)
  // After the server was killed the next order connects anew.
  client.on('error', () => delete program.client)
  await client.connect()
  return client
}

async function insertForEver(table: string): Promise<never> {
  const client = await connect()
  for (let n = 1; ; n++) {
    await client.query(`insert into ${table} values ($1)`, [n])
    tell({ log: `saved ${n}` })
  }
}

function tell(reply: Reply): void {
  process.send?.(reply)
}
