import { once } from 'node:events'
import { connect as dial, createServer, type AddressInfo } from 'node:net'
import { connect, serverFacts, type Connection } from '../../src/platform/connection.ts'
import { prepared, row, rows } from '../../src/platform/db.ts'
import { isOutage } from '../../src/platform/outage.ts'
import { cloneDatabase } from '../support/database.ts'

const ECHO = prepared('test.echo', 'select ?::int as value')

/**
 * A pooler as far as a client can tell: it greets with a process number of its own making, and passes everything else on.
 * The number stands in the message that begins with K and its length, 12.
 */
async function pooler(behind: Exclude<Connection, string>): Promise<{ connection: Connection; close: () => void }> {
  const server = createServer(client => {
    const path = `${behind.host}/.s.PGSQL.${behind.port ?? 5432}`
    const upstream = behind.host.startsWith('/') ? dial(path) : dial(behind.port ?? 5432, behind.host)
    client.pipe(upstream)
    upstream.on('data', (chunk: Buffer) => {
      const at = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]))
      if (at >= 0) chunk.writeInt32BE(7, at + 5)
      client.write(chunk)
    })
    upstream.on('close', () => client.destroy())
    client.on('close', () => upstream.destroy())
    for (const socket of [client, upstream]) socket.on('error', () => undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { connection: { ...behind, host: '127.0.0.1', port }, close: () => server.close() }
}

const asParts = (connection: Connection): Exclude<Connection, string> => {
  if (typeof connection !== 'string') return connection
  const url = new URL(connection)
  return { host: url.hostname, port: Number(url.port || 5432), user: url.username, password: url.password, database: url.pathname.slice(1) }
}

const kept = async (db: ReturnType<typeof connect>) => rows<{ name: string }>(db, `select name from pg_prepared_statements`)

describe('a statement that is worth keeping ready', () => {
  test('is kept by a direct connection, and in a transaction as well', async () => {
    const { connection, drop } = await cloneDatabase()
    const db = connect(connection, { pool: 1, prepares: true })
    try {
      expect(await row(db, ECHO, [1])).toEqual({ value: 1 })
      expect(await kept(db)).toEqual([{ name: 'test.echo' }])
      expect(await db.transaction(trx => row(trx, ECHO, [2]))).toEqual({ value: 2 })
    } finally {
      await db.destroy()
      await drop()
    }
  })

  test('is sent anew every time where connections are not known to be direct', async () => {
    const { connection, drop } = await cloneDatabase()
    const db = connect(connection, { pool: 1 })
    try {
      expect(await row(db, ECHO, [1])).toEqual({ value: 1 })
      expect(await kept(db)).toEqual([])
    } finally {
      await db.destroy()
      await drop()
    }
  })

  test('bears a name of its own: the server would run the first of two for both', () => {
    expect(() => prepared('test.echo', 'select 2')).toThrow('two prepared statements are called test.echo')
  })
})

test('a pooler is told from a server by the process number that it greets with', async () => {
  const { connection, drop } = await cloneDatabase()
  const pooled = await pooler(asParts(connection))
  try {
    const direct = await serverFacts(connection)
    expect(direct.isDirect).toBe(true)
    expect(direct.version).toBeGreaterThanOrEqual(150_000)
    expect(await serverFacts(pooled.connection)).toEqual({ ...direct, isDirect: false })
  } finally {
    pooled.close()
    await drop()
  }
})

test('a statement that takes too long is ended by the server, counts as an outage, and its connection serves on', async () => {
  const { connection, drop } = await cloneDatabase()
  const db = connect(connection, { pool: 1, longest: 50 })
  try {
    const ended = await rows(db, 'select pg_sleep(5)').catch((error: unknown) => error)
    expect(isOutage(ended)).toBe(true)
    expect(await row(db, ECHO, [3])).toEqual({ value: 3 })
  } finally {
    await db.destroy()
    await drop()
  }
})
