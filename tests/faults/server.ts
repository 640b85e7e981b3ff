import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

export const SECRET = 'a secret of the fault tests, which is long enough for them'

/** The real program, as an operator starts it, on a database of its own. */
export type RunningServer = {
  port: number
  child: ChildProcess
  /** How it ended. */
  ended: Promise<number | null>
  /** All that it has said until now. */
  said: () => string
  /** Kills it hard, with everything of it but the database, which is on its own. */
  kill: () => void
}

/** Starts the program and waits until it says that it is ready. @throws with what it said when it ends before */
export async function startServer(dataDir: string, port: number, more: Record<string, string> = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../src/server.ts')], {
    env: {
      ...environment(),
      DATA_DIR: dataDir,
      UPLOADS_DIR: path.join(dataDir, 'uploads'),
      PORT: String(port),
      APP_SECRET: SECRET,
      DEMONSTRATION: 'false',
      LOG_LEVEL: 'warn',
      STOP_SECONDS: '0',
      ...more,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/^ready /m.test(said)) resolve()
    })
    child.once('exit', code => reject(new Error(`the program ended with ${code}: ${said}`)))
  })
  return { port, child, ended, said: () => said, kill: () => process.kill(-Number(child.pid), 'SIGKILL') }
}

/** Everything but what would send the program to another database. */
function environment(): Record<string, string | undefined> {
  const { DATABASE_URL: _url, TEST_DATABASE_URL: _testUrl, NODE_OPTIONS: _options, ...rest } = process.env
  return rest
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}
